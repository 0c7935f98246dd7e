"""The reader process: how it is started, told to end, and what it makes of an overflow."""

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from agent import dirty
from agent.watchers import fanotify_abi, fanotify_reader
from agent.watchers.fanotify_abi import Event
from agent.watchers.fanotify_reader import Reader

ROOT = os.geteuid() == 0


def run(job: dict[str, object]) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-I", "-m", "agent.watchers.fanotify_reader"]
    return subprocess.run(command, input=json.dumps(job).encode() + b"\n", capture_output=True, check=False)


def test_it_says_ready_and_ends_with_its_input(tmp_path: Path) -> None:
    done = run({"roots": [str(tmp_path)], "excluded": [], "journal": str(tmp_path / "agent.db")})
    assert (done.stdout, done.returncode) == (b"ready\n", 0) if ROOT else (done.returncode == 3)


def test_it_says_why_it_cannot_watch(tmp_path: Path) -> None:
    done = run({"roots": [str(tmp_path / "no")], "excluded": [], "journal": str(tmp_path / "agent.db")})
    assert done.stdout.startswith(b"failed ")
    assert done.returncode == 3


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader whose kernel is a pipe that nothing comes from."""
    end, _ = os.pipe()
    monkeypatch.setattr(fanotify_abi, "open_group", lambda: end)
    monkeypatch.setattr(fanotify_abi, "mark_file_system", Mock())
    return Reader([os.fsencode(tmp_path)], [], dirty.connect(tmp_path / "agent.db"))


def feed(reader: Reader, monkeypatch: pytest.MonkeyPatch, *events: Event) -> bool:
    monkeypatch.setattr(os, "read", lambda _descriptor, _size: b"")
    monkeypatch.setattr(fanotify_abi, "parse", lambda _octets: iter(events))
    return reader.read()


def test_an_overflow_is_passed_on(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not feed(reader, monkeypatch)
    assert feed(reader, monkeypatch, Event(fanotify_abi.Q_OVERFLOW, 0, b"", b"", b""))


def test_a_directory_that_is_gone_and_a_foreign_one_give_nothing(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsid = fanotify_abi.file_system_id(os.fsencode(tmp_path))
    stale = Event(fanotify_abi.CLOSE_WRITE, 1, fsid, b"\x08\0\0\0\x01\0\0\0" + b"\xff" * 8, b"a.txt")
    foreign = Event(fanotify_abi.CLOSE_WRITE, 1, b"elsewher", b"", b"a.txt")
    feed(reader, monkeypatch, stale, foreign)
    assert reader.waiting == 0


def test_many_events_of_one_file_are_one_entry(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader, "_resolve", lambda _self, _event: os.fsencode(tmp_path))
    event = Event(fanotify_abi.CLOSE_WRITE, os.getpid(), b"f", b"h", b"a.txt")
    feed(reader, monkeypatch, event, event, event)
    assert reader.waiting == 1
    reader.flush()
    assert reader.waiting == 0
    connection = dirty.connect(tmp_path / "agent.db")
    assert [entry.path for entry in dirty.due(connection, 0, 9)] == [os.fsencode(tmp_path / "a.txt")]
    connection.close()


def test_batches_are_bounded() -> None:
    assert fanotify_reader.BATCH_ROWS <= 1000
    assert fanotify_reader.BATCH_SECONDS <= 0.05
