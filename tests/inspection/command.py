"""Starts the real `ashseal-inspect` as a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-I", "-m", "inspection"]


def inspect(
    *arguments: str | bytes | Path, given: bytes = b"", folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], input=given, capture_output=True, cwd=folder, timeout=50, check=False
    )


def lines(output: bytes) -> list[Any]:
    """What a program reads: nothing but JSON, a value a line, and no word that only Python knows."""

    def refuse(word: str) -> None:
        raise AssertionError(word)

    return [json.loads(line, parse_constant=refuse) for line in output.decode("ascii").splitlines()]
