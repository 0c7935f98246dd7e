"""docs/formats.md is what the readers say of themselves."""

import importlib.util
from types import ModuleType

import pytest

from inspection.extractor import READERS
from inspection.readers import ole
from tests.architecture.tree import ROOT


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """The script that writes the page."""
    spec = importlib.util.spec_from_file_location("write_formats", ROOT / "docs" / "write_formats.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_code_says(writer: ModuleType) -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert page == writer.render(), "run .venv/bin/python docs/write_formats.py"


def test_every_format_is_on_the_page_with_words(writer: ModuleType) -> None:
    rows = [row.split(" | ") for row in writer.render().splitlines() if row.startswith("| ")][1:]
    named = {form.strip("| ") for formats, _words in rows for form in formats.split(", ")}
    assert {*READERS, *ole.READERS} <= named
    assert all(len(words) > 20 for _formats, words in rows)
