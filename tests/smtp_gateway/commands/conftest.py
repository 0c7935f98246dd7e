"""The command line, run in this process on a settings file of its own."""

from pathlib import Path

import pytest

from runtime.outbox import Outbox
from runtime.private_file import make_private_directory
from smtp_gateway.__main__ import main
from smtp_gateway.journal import Copy, Journal, Outcome
from smtp_gateway.transaction import MessageState
from tests.command_line import Command, Said, call


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    """Where the gateway of the settings file keeps its state; not made yet."""
    return tmp_path / "state"


@pytest.fixture
def settings_file(tmp_path: Path, state_dir: Path) -> Path:
    path = tmp_path / "gateway.toml"
    text = f'[gateway]\nstate_dir = "{state_dir}"\n[policy]\nfile = "builtin:bank"\n'
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def command(settings_file: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a subcommand with `--settings`; `more` is appended to the settings file first."""

    def run(*arguments: object, more: str = "") -> Said:
        with settings_file.open("a", encoding="utf-8") as file:
            file.write(more)
        return call(main, capsys, *arguments, "--settings", settings_file)

    return run


async def leave_behind(state_dir: Path, *copies: Copy) -> None:
    """Leave a journal with these copies, as a gateway does that is stopped."""
    make_private_directory(state_dir)
    outbox = Outbox(state_dir / "gateway.db")
    journal = Journal(state_dir / "gateway.db", outbox)
    await journal.settle("m1", MessageState.COMMITTED, Outcome(b"f1", b"250\r\n", copies))
    for copy in copies:
        if copy.attempts:
            await journal.defer(copy)
    journal.close()
    outbox.close()
