"""Files and functions stay small enough to be read at one sitting."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, product_sources, repository_files

FILE_LINES_MAX = 400
FILE_LINES_P95 = 300
FUNCTION_LINES_MAX = 50
EXCEPTIONS_MAX = 10

# `file` or `file:function`, and why it reads better whole. Who gets below the limit leaves the list.
EXCEPTIONS: dict[str, str] = {}


def lines(file: Path) -> int:
    return (ROOT / file).read_text(encoding="utf-8").count("\n")


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Yield name and length of each function, from `def` to its last line."""
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{file}:{node.name}", node.end_lineno - node.lineno + 1


def python_files() -> list[Path]:
    """All Python of the repository: product, tests, installers and the runner."""
    return [file for file in repository_files() if file.suffix == ".py" or file == Path("dev")]


def too_long() -> set[str]:
    found = {str(file) for file in python_files() if lines(file) > FILE_LINES_MAX}
    return found | {
        name for file in python_files() for name, length in functions(file) if length > FUNCTION_LINES_MAX
    }


def test_no_file_and_no_function_is_too_long() -> None:
    assert sorted(too_long() - set(EXCEPTIONS)) == []


def test_exceptions_are_few_each_has_a_reason_and_none_is_out_of_date() -> None:
    assert len(EXCEPTIONS) <= EXCEPTIONS_MAX
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())
    assert set(EXCEPTIONS) <= too_long()


def test_most_files_of_the_product_are_well_below_the_limit() -> None:
    sizes = [lines(file) for file in product_sources()]
    assert len(sizes) > 100
    assert statistics.quantiles(sizes, n=20)[-1] <= FILE_LINES_P95
