"""The command line, run in this process on a settings file of its own."""

import getpass
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import settings
from agent.__main__ import main
from agent.parts import Parts
from tests.command_line import Command, Said, call


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
        more = () if plain else ("--settings", settings_file)
        return call(main, capsys, *arguments, *more)

    return run


@pytest.fixture
def opened(settings_file: Path) -> Iterator[Parts]:
    """The parts that the commands work on."""
    made = Parts(settings.load(settings_file))
    yield made
    made.close()
