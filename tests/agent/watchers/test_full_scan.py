"""The reconcile scan: what is unchanged is left out, what is strange is walked around."""

import os
import time
from pathlib import Path

from agent import dirty
from agent.journal import Journal
from agent.parts import Parts
from agent.watchers import full_scan
from tests.agent.builders import make_file


def scanned(parts: Parts, policy: str = "1:a") -> set[str]:
    """Scan, take the list and empty it."""
    roots, excluded = parts.settings.roots(), parts.settings.excluded()
    full_scan.scan(parts.journal, roots, excluded, policy)
    with parts.journal.transaction() as connection:
        entries = dirty.due(connection, time.time(), 10_000)
        for entry in entries:
            dirty.settle(connection, entry)
    return {os.fsdecode(entry.path).removeprefix(f"{os.fsdecode(roots[0])}/") for entry in entries}


def read(journal: Journal, path: Path, policy: str = "1:a") -> None:
    journal.remember(full_scan.version(path.stat()), policy, "clean")


def test_only_what_changed_since_its_verdict_is_listed(parts: Parts, tmp_path: Path) -> None:
    old, new = make_file(tmp_path, "old.txt"), make_file(tmp_path, "deep/er/new.txt")
    assert scanned(parts) == {"old.txt", "deep/er/new.txt"}
    read(parts.journal, old)
    read(parts.journal, new)
    assert scanned(parts) == set()
    new.write_text("changed", encoding="utf-8")
    assert scanned(parts) == {"deep/er/new.txt"}


def test_a_faked_modification_time_hides_nothing(parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    read(parts.journal, path)
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("王", "李"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert scanned(parts) == {"clients.txt"}


def test_a_new_policy_means_reading_everything_again(parts: Parts, tmp_path: Path) -> None:
    read(parts.journal, make_file(tmp_path))
    assert scanned(parts, "2:b") == {"clients.txt"}


def test_links_devices_empty_files_and_excluded_folders_are_passed_over(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for name in ("kept/a.txt", "left/b.txt", ".ashseal-aside/c.txt", "kept/deep/.hidden"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", encoding="utf-8")
    (root / "empty.txt").touch()
    (root / "link.txt").symlink_to(root / "kept" / "a.txt")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "fifo")
    found = {
        path: status.st_size
        for path, status in full_scan.walk([os.fsencode(root)], [os.fsencode(root / "left")])
    }
    names = {os.fsdecode(path).removeprefix(f"{root}/") for path in found}
    assert names == {"kept/a.txt", "kept/deep/.hidden", "empty.txt", "link.txt", "loop", "fifo"}
    journal = Journal(tmp_path / "agent.db")
    assert full_scan.scan(journal, [os.fsencode(root)], [os.fsencode(root / "left")], "1") == 2
    journal.close()


def test_it_can_be_stopped_and_survives_a_root_that_is_gone(parts: Parts, tmp_path: Path) -> None:
    make_file(tmp_path)
    roots = parts.settings.roots()
    assert full_scan.scan(parts.journal, roots, (), "1", stop=lambda: True) == 0
    assert full_scan.scan(parts.journal, [b"/nowhere/at/all", *roots], (), "1") == 1


def test_no_descriptor_is_left_open(parts: Parts, tmp_path: Path) -> None:
    for number in range(30):
        make_file(tmp_path, f"d{number}/e/f/{number}.txt")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for found in full_scan.walk(parts.settings.roots()):
        if found[0].endswith(b"9.txt"):
            break
    scanned(parts)
    assert len(list(Path("/proc/self/fd").iterdir())) <= before  # what others left may go meanwhile
