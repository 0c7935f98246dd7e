"""A console that was set up from the command line."""

from pathlib import Path

import pytest

from tests.server.commands.calling import Caller, write_settings


@pytest.fixture
def fresh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Give the commands for a state directory that is not set up."""
    return Caller(write_settings(tmp_path / "console"), capsys)


@pytest.fixture
def ready(fresh: Caller) -> Caller:
    """Give the commands for a console that is set up."""
    assert fresh("init").code == 0
    return fresh
