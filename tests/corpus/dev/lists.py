"""Word lists: `lists/*.txt`, one list a line, its name before a colon, its words between bars."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("lists")


@cache
def lists(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of a file by their names."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    named = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {key: tuple(words.split("|")) for key, _, words in named}
