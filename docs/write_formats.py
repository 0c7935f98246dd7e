# ruff: noqa: INP001 - a script beside what it writes, no package
"""Writes docs/formats.md from the tables of readers: which formats are read, and what of them.

    .venv/bin/python docs/write_formats.py

What is read of a format is the first paragraph of its reader's docstring. `--check` writes nothing
and exits 1 when the page is out of date.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from inspection.extractor import READERS
from inspection.readers import ole

PAGE = Path(__file__).with_name("formats.md")
INTRODUCTION = """\
# Formats

What a file is, is told by its bytes, never by its name; one that is two things at once is read as both.
A format that is recognised and has no reader ends as `uninspectable`, reason `unsupported:<format>`, one
that nobody knows as `unknown-format`; both are searched for plain strings all the same. This page is
written by `docs/write_formats.py` from the readers; a test compares it with the code.

| formats | what is read |
|---|---|
"""


def render() -> str:
    """Return the whole page."""
    return INTRODUCTION + "".join(f"| {', '.join(formats)} | {words} |\n" for words, formats in _by_reader())


def _by_reader() -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for table in (READERS, ole.READERS):
        for form, words in _described(table):
            if form not in groups.setdefault(words, []):
                groups[words].append(form)
    yield from groups.items()


def _described(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for form, reader in table.items():
        module = inspect.getmodule(reader)
        paragraph = (inspect.getdoc(module) or "").split("\n\n")[0] if module else ""
        yield form, " ".join(paragraph.split()).replace("|", "\\|")


def main() -> int:
    """Write the page, or compare it."""
    page = render()
    if "--check" in sys.argv:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
