"""The strongest watcher that runs here is taken, and the weaker one is called by its name."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from agent.watchers import choose
from agent.watchers.base import WatcherFailed


class Fake:
    """A watcher that starts, or not."""

    mode = "fanotify"
    works = True

    def __init__(
        self, roots: Sequence[bytes], excluded: Sequence[bytes], journal: Path, wake: object
    ) -> None:
        self.roots = roots

    def start(self) -> None:
        if not self.works:
            raise WatcherFailed("no privilege")


class Weaker(Fake):
    mode = "watchdog"


@pytest.fixture(autouse=True)
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "FanotifyWatcher", Fake)
    monkeypatch.setattr(choose, "DirectoryWatcher", Weaker)
    monkeypatch.setattr(Fake, "works", True)


def start(wanted: str, base: Path) -> str:
    return choose.start(wanted, [os.fsencode(base)], [], base / "agent.db", lambda: None).mode  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "mode"), [("auto", "fanotify"), ("fanotify", "fanotify"), ("watchdog", "watchdog")]
)
def test_where_everything_works(tmp_path: Path, wanted: str, mode: str) -> None:
    assert start(wanted, tmp_path) == mode


def test_auto_falls_back_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Fake, "works", False)
    monkeypatch.setattr(Weaker, "works", True)
    assert start("auto", tmp_path) == "watchdog"
    assert "watcher-weaker" in caplog.text


def test_a_watcher_that_was_asked_for_by_name_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fake, "works", False)
    monkeypatch.setattr(Weaker, "works", True)
    with pytest.raises(WatcherFailed):
        start("fanotify", tmp_path)
