"""A component's command line, called in this process."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest


class Said(NamedTuple):
    """What a command gave: exit code, its lines of JSON, its words."""

    code: int
    lines: list[dict[str, Any]]
    words: str


Command = Callable[..., Said]


def call(main: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str], *arguments: object) -> Said:
    """Run `main` and return what it alone has said."""
    capsys.readouterr()
    code = main([*map(str, arguments)])
    captured = capsys.readouterr()
    return Said(code, [json.loads(line) for line in captured.out.splitlines()], captured.err)
