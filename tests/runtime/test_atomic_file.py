"""A file is the old one or the new one, whatever happens in between."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from runtime import atomic_file

KILLED_BEFORE = """
import os, pathlib, signal, sys
from runtime import atomic_file
call, path, data = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3].encode()
setattr(*({"fsync": (os, "fsync"), "replace": (pathlib.Path, "replace"),
           "sync_directory": (atomic_file, "sync_directory")}[call]),
        lambda *a: os.kill(os.getpid(), signal.SIGKILL))
atomic_file.write(path, data)
"""


def test_a_new_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    atomic_file.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_mode_is_what_was_asked_for_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        atomic_file.write(tmp_path / "ready.json", b"{}", mode=0o644)
    finally:
        os.umask(old)
    assert (tmp_path / "ready.json").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("call", ["fsync", "replace", "sync_directory"])
def test_a_kill_leaves_the_old_content_or_the_new(tmp_path: Path, call: str) -> None:
    path = tmp_path / "file"
    atomic_file.write(path, b"old")
    command = [sys.executable, "-c", KILLED_BEFORE, call, str(path), "new"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert path.read_bytes() == (b"new" if call == "sync_directory" else b"old")
    assert atomic_file.sweep(tmp_path) == (0 if call == "sync_directory" else 1)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_leaves_the_old_file_and_no_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    atomic_file.write(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        atomic_file.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_of_many_creators_one_wins_and_all_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "key"
    results: list[tuple[bool, bytes]] = []

    def create(number: int) -> None:
        made = atomic_file.create(path, bytes([number]) * 32)
        results.append((made, path.read_bytes()))

    threads = [threading.Thread(target=create, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made for made, _content in results) == 1
    assert len({content for _made, content in results}) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["key"]


def test_create_leaves_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert atomic_file.create(path, b"first")
    assert not atomic_file.create(path, b"second")
    assert path.read_bytes() == b"first"


def test_sweep_touches_nothing_but_leftovers(tmp_path: Path) -> None:
    (tmp_path / "bundle.json").write_bytes(b"kept")
    (tmp_path / ".hidden").write_bytes(b"kept")
    atomic_file.stage(tmp_path / "bundle.json", b"lost")
    assert atomic_file.sweep(tmp_path) == 1
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".hidden", "bundle.json"]
