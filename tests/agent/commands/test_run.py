"""`run` when it cannot start; how it runs is shown in tests/agent/test_service.py."""

from pathlib import Path

import pytest

from agent import service
from agent.watchers.base import WatcherFailed
from tests.agent.commands.conftest import Command


def test_wrong_settings_are_told(command: Command, settings_file: Path) -> None:
    settings_file.write_text("[agnt]\n", encoding="utf-8")
    said = command("run")
    assert said.code == 3
    assert "did you mean `agent`" in said.words


def test_a_state_directory_that_cannot_be_made_is_told(command: Command, settings_file: Path) -> None:
    text = settings_file.read_text(encoding="utf-8").replace('/state"', '/agent.toml/state"')
    settings_file.write_text(text, encoding="utf-8")
    assert command("run").code == 3


def test_a_watcher_that_cannot_start_is_told(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_arguments: object) -> None:
        raise WatcherFailed("no privilege")

    monkeypatch.setattr(service, "run", fails)
    said = command("run")
    assert said.code == 3
    assert "no privilege" in said.words
