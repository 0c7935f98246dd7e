"""Each module has its own test file, at the same place below `tests/`."""

import ast
from pathlib import Path

from tests.architecture.tree import PACKAGES, ROOT, is_migration, product_sources, repository_files


def defines_something(source: Path) -> bool:
    tree = ast.parse((ROOT / source).read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for node in tree.body)


def is_exempt(source: Path) -> bool:
    """A package file that only names things, and schema migrations, which are tried by migrating."""
    return (source.name == "__init__.py" and not defines_something(source)) or is_migration(source)


def mirrors(source: Path) -> set[Path]:
    """Return where the test file of `source` may be: `pkg/main.py` has `tests/pkg/test_main.py`.

    For `__main__.py` and `__init__.py` the underscores may be left out, and the test of a package
    file may bear the package's name.
    """
    folder = Path("tests", *source.parts[:-1])
    found = {folder / f"test_{source.stem}.py", folder / f"test_{source.stem.strip('_')}.py"}
    if source.name == "__init__.py":
        found |= {folder / f"test_{folder.name}.py", folder.parent / f"test_{folder.name}.py"}
    return found


def test_each_module_has_its_test_file() -> None:
    sources = [source for source in product_sources() if not is_exempt(source)]
    assert len(sources) > 100
    missing = [
        str(source) for source in sources if not any((ROOT / test).exists() for test in mirrors(source))
    ]
    assert missing == []


def test_each_test_file_of_a_package_has_its_module() -> None:
    """A module that was renamed or removed takes its test along."""
    expected = {test for source in product_sources() for test in mirrors(source)}
    strays = [
        str(file)
        for file in repository_files()
        if file.parts[0] == "tests" and len(file.parts) > 2 and file.parts[1] in PACKAGES
        if file.name.startswith("test_") and file.suffix == ".py" and file not in expected
    ]
    assert strays == []


def test_no_package_file_lies_below_tests() -> None:
    """It would make `tests/agent` importable as `agent`."""
    assert [
        file for file in repository_files() if file.parts[0] == "tests" and file.name == "__init__.py"
    ] == []
