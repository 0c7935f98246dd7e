"""The three ways through the house, as docs/architecture.md tells them, are ways through the code."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEP = re.compile(r"^\d+\. `(?P<file>[\w/.-]+)` · `(?P<name>[\w.]+)` — ", re.MULTILINE)
HEADINGS = ("## A mail", "## A file", "## A policy", "## A release")
STEPS_MIN = 8


def _steps(heading: str) -> list[tuple[str, str]]:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    section = text.partition(heading)[2].partition("\n## ")[0]
    return [(found["file"], found["name"]) for found in STEP.finditer(section)]


def _defined(path: Path) -> set[str]:
    """Return `function`, `Class` and `Class.method` of a module."""
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            inner = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
            names |= {f"{node.name}.{item.name}" for item in inner}
    return names


@pytest.mark.parametrize("heading", HEADINGS)
def test_each_step_names_a_definition_that_is_there(heading: str) -> None:
    steps = _steps(heading)
    assert len(steps) >= STEPS_MIN, f"{heading}: a newcomer needs more steps than {len(steps)}"
    missing = [f"{file} · {name}" for file, name in steps if name not in _defined(ROOT / file)]
    assert missing == []


@pytest.mark.parametrize("heading", HEADINGS)
def test_each_step_is_joined_to_a_file_named_before_it(heading: str) -> None:
    """A step that uses nothing before it and that nothing before it uses is a leap nobody can follow."""
    steps = _steps(heading)
    leaps = [
        f"{file} · {name}"
        for position, (file, name) in enumerate(steps[1:], 1)
        if not any(_joined(before, (file, name)) for before in steps[:position])
    ]
    assert leaps == []


def _joined(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return _uses(one[0], other[1]) or _uses(other[0], one[1])


def _uses(file: str, name: str) -> bool:
    called = name.rpartition(".")[2]
    return re.search(rf"\b{called}\b", (ROOT / file).read_text(encoding="utf-8")) is not None
