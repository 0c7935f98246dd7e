"""Calls `ashseal-console` in this process, and writes settings files for it."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from runtime.clock import Clock
from runtime.settings import load
from server.__main__ import main
from server.assembly import Console, assemble
from server.settings import ServerSettings


@dataclass
class Called:
    """What a call gave: exit code, the JSON lines of stdout, the words of stderr."""

    code: int
    lines: list[dict[str, object]]
    words: str

    @property
    def only(self) -> dict[str, object]:
        assert len(self.lines) == 1, self
        return self.lines[0]


@dataclass
class Caller:
    """A settings file and the commands that use it."""

    settings_file: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str, settings: bool = True) -> Called:
        given = [*arguments, "--settings", str(self.settings_file)] if settings else list(arguments)
        try:
            code = main(given)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out = self.capsys.readouterr()
        lines = [msgspec.json.decode(line) for line in out.out.splitlines()] if code != 2 else []
        return Called(code, lines, out.err)

    def console(self) -> Console:
        return assemble(load(self.settings_file, ServerSettings), Clock())


def write_settings(directory: Path, *, database_url: str = "", demo: bool = False) -> Path:
    path = directory / "console.toml"
    directory.mkdir(exist_ok=True)
    path.write_text(
        f'[console]\nstate_dir = "{directory / "state"}"\nport = 0\nmachines_port = 0\n'
        f'database_url = "{database_url}"\ndemo = {str(demo).lower()}\n[metrics]\nport = 0\n'
        f'[log]\nfile = "{directory / "log"}"\n'
    )
    return path
