"""Both backends are watchers in the sense of the protocol."""

import inspect

import pytest

from agent.watchers.base import Watcher
from agent.watchers.directory import DirectoryWatcher
from agent.watchers.fanotify import FanotifyWatcher


@pytest.mark.parametrize("backend", [DirectoryWatcher, FanotifyWatcher])
def test_a_backend_has_all_verbs(backend: type) -> None:
    verbs = [name for name, _ in inspect.getmembers(Watcher, inspect.isfunction) if not name.startswith("_")]
    assert set(verbs) == {"alive", "pids", "start", "stop"}
    for verb in verbs:
        assert inspect.signature(getattr(backend, verb)).parameters.keys() == {"self"}
    assert backend.mode in ("fanotify", "watchdog")  # type: ignore[attr-defined]
