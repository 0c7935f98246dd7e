"""The watchdog backend: what it reports, what it owes after a burst, what it leaves alone."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import dirty
from agent.journal import Journal
from agent.watchers import directory, full_scan
from agent.watchers.base import WatcherFailed
from agent.watchers.directory import DirectoryWatcher

BURST = 3000


class Watched:
    """A watchdog watcher over `root`, and what it put on the list."""

    def __init__(self, base: Path) -> None:
        self.root = base / "root"
        (self.root / "left alone").mkdir(parents=True)
        self.journal = Journal(base / "agent.db")
        self.woken = threading.Event()
        self.watcher = DirectoryWatcher(
            [os.fsencode(self.root)],
            [os.fsencode(self.root / "left alone")],
            self.journal.path,
            self.woken.set,
        )

    def listed(self) -> dict[str, dirty.Dirty]:
        with self.journal.transaction() as connection:
            entries = dirty.due(connection, time.time(), 100_000)
        return {os.fsdecode(entry.path).removeprefix(f"{self.root}/"): entry for entry in entries}

    def unreconciled(self) -> bool:
        with self.journal.transaction() as connection:
            return dirty.is_unreconciled(connection)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    made.watcher.start()
    yield made
    made.watcher.stop()
    made.journal.close()


def until(holds: object, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.02)
    return bool(holds())  # type: ignore[operator]


def test_closed_and_moved_files_and_new_folders_are_listed(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "moved.txt").write_text("x", encoding="utf-8")
    (watched.root / "closed.txt").write_text("x", encoding="utf-8")
    (tmp_path / "moved.txt").rename(watched.root / "moved.txt")
    (watched.root / "folder").mkdir()
    (watched.root / "left alone" / "own.txt").write_text("x", encoding="utf-8")
    assert until(lambda: {"closed.txt", "moved.txt", "folder"} <= set(watched.listed()))
    found = watched.listed()
    assert found["folder"].tree
    assert found["closed.txt"].writer is None  # watchdog cannot know
    assert not any("left alone" in name for name in found)
    assert watched.woken.is_set()


def test_after_a_burst_the_full_scan_finds_what_the_watcher_missed(watched: Watched) -> None:
    for number in range(BURST):
        folder = watched.root / f"d{number % 40}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.txt").write_bytes(b"x")
    assert until(watched.unreconciled, 20)
    full_scan.scan(watched.journal, [os.fsencode(watched.root)], [], "1")
    files = {name for name in watched.listed() if name.endswith(".txt")}
    assert len(files) == BURST


def test_reading_is_no_event(watched: Watched) -> None:
    path = watched.root / "a.txt"
    path.write_text("x", encoding="utf-8")
    assert until(lambda: "a.txt" in watched.listed())
    with watched.journal.transaction() as connection:
        [entry] = dirty.due(connection, time.time(), 9)
        dirty.settle(connection, entry)
    for _ in range(20):
        path.read_text(encoding="utf-8")
        list(watched.root.iterdir())
    time.sleep(3 * directory.BATCH_SECONDS)
    assert watched.listed() == {}


def test_it_writes_what_it_saw_before_it_ends(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.watcher.start()
    assert watched.watcher.alive()
    (watched.root / "last.txt").write_text("x", encoding="utf-8")
    assert until(lambda: watched.watcher._batch or watched.listed())
    watched.watcher.stop()
    assert not watched.watcher.alive()
    assert set(watched.listed()) == {"last.txt"}
    watched.journal.close()


def test_a_root_that_is_not_there_fails_at_the_start(tmp_path: Path) -> None:
    watcher = DirectoryWatcher([os.fsencode(tmp_path / "no")], [], tmp_path / "agent.db", lambda: None)
    with pytest.raises(WatcherFailed):
        watcher.start()
    watcher.stop()
