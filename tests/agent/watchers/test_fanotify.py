"""The fanotify watcher against the running kernel: nothing lost, the writer named, refused without root."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import dirty
from agent.dirty import Dirty
from agent.journal import Journal
from agent.watchers.base import WatcherFailed
from agent.watchers.fanotify import FanotifyWatcher

ROOT = os.geteuid() == 0
BURST = 4000


class Watched:
    """A watcher over `root`, and what it put on the list."""

    def __init__(self, base: Path) -> None:
        self.root = base / "root"
        (self.root / "left alone").mkdir(parents=True)
        self.journal = Journal(base / "agent.db")
        self.woken = threading.Event()
        self.watcher = FanotifyWatcher(
            [os.fsencode(self.root)],
            [os.fsencode(self.root / "left alone")],
            self.journal.path,
            self.woken.set,
        )

    def listed(self) -> dict[str, Dirty]:
        with self.journal.transaction() as connection:
            entries = dirty.due(connection, time.time(), 100_000)
        return {os.fsdecode(entry.path).removeprefix(f"{self.root}/"): entry for entry in entries}

    def wait_for(self, count: int) -> dict[str, Dirty]:
        until = time.monotonic() + 20
        while len(found := self.listed()) < count and time.monotonic() < until:
            time.sleep(0.02)
        return found


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    yield made
    made.watcher.stop()
    made.journal.close()


def as_stranger(watched: Watched) -> None:
    """Without the privilege there is nothing to watch with, and the watcher says so."""
    with pytest.raises(WatcherFailed):
        watched.watcher.start()


def test_a_closed_file_is_listed_with_its_writer(watched: Watched) -> None:
    if not ROOT:
        as_stranger(watched)
        return
    watched.watcher.start()
    script = "import pathlib,sys,time; pathlib.Path(sys.argv[1]).write_text('x'); time.sleep(0.5)"
    writer = subprocess.Popen([sys.executable, "-c", script, str(watched.root / "a.txt")])
    found = watched.wait_for(1)
    writer.wait()
    assert watched.woken.wait(5)
    assert found["a.txt"].writer is not None
    assert (found["a.txt"].writer.pid, found["a.txt"].writer.uid) == (writer.pid, os.getuid())
    assert found["a.txt"].writer.started > 0


def test_a_burst_of_files_in_new_folders_is_listed_to_the_last(watched: Watched) -> None:
    if not ROOT:
        as_stranger(watched)
        return
    watched.watcher.start()
    wanted = set()
    for number in range(BURST):
        folder = watched.root / f"d{number % 50}" / f"e{number % 7}"
        if number < 350:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_bytes(b"x" * 64)
        wanted.add(f"d{number % 50}/e{number % 7}/{number}.txt")
    assert wanted - set(watched.wait_for(BURST)) == set()


def test_moving_in_is_seen_leaving_alone_is_left_alone(watched: Watched, tmp_path: Path) -> None:
    if not ROOT:
        as_stranger(watched)
        return
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside.txt").write_text("x", encoding="utf-8")
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    watched.watcher.start()
    (watched.root / "left alone" / "own.txt").write_text("x", encoding="utf-8")
    (tmp_path / "outside.txt").write_text("x", encoding="utf-8")
    (tmp_path / "folder").rename(watched.root / "folder")
    (tmp_path / "file.txt").rename(watched.root / "file.txt")
    found = watched.wait_for(2)
    assert set(found) == {"folder", "file.txt"}
    assert found["folder"].tree
    assert not found["file.txt"].tree


def test_it_writes_what_it_saw_before_it_ends(watched: Watched) -> None:
    if not ROOT:
        as_stranger(watched)
        return
    watched.watcher.start()
    assert watched.watcher.alive()
    assert len(watched.watcher.pids()) == 1
    (watched.root / "last.txt").write_text("x", encoding="utf-8")
    watched.watcher.stop()
    assert not watched.watcher.alive()
    assert set(watched.listed()) == {"last.txt"}


def test_a_root_that_is_not_there_fails_at_the_start(tmp_path: Path) -> None:
    watcher = FanotifyWatcher([os.fsencode(tmp_path / "no")], [], tmp_path / "agent.db", lambda: None)
    with pytest.raises(WatcherFailed):
        watcher.start()
