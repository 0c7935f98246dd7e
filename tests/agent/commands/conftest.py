"""The command line, run in this process on a settings file of its own."""

import getpass
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from agent import settings
from agent.__main__ import main
from agent.parts import Parts


class Said(NamedTuple):
    """What a command gave: exit code, its lines of JSON, its words."""

    code: int
    lines: list[dict[str, Any]]
    words: str


Command = Callable[..., Said]


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    path = tmp_path / "agent.toml"
    path.write_text(
        f'[agent]\nstate_dir = "{tmp_path}/state"\nroots = ["{tmp_path}/root"]\ndevice = "pc-1"\n'
        f'[agent.persons]\n{getpass.getuser()} = "Wang Li"\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture
def command(settings_file: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: object, plain: bool = False) -> Said:
        capsys.readouterr()
        more = () if plain else ("--settings", str(settings_file))
        code = main([*map(str, arguments), *more])
        captured = capsys.readouterr()
        return Said(code, [json.loads(line) for line in captured.out.splitlines()], captured.err)

    return run


@pytest.fixture
def opened(settings_file: Path) -> Iterator[Parts]:
    """The parts that the commands work on."""
    made = Parts(settings.load(settings_file))
    yield made
    made.close()
