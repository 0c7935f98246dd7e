"""One look at a file, and the races around it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from agent.journal import Journal
from agent.scanner import Look, Scanner
from policies.inspected import Inspection
from tests.agent.builders import CLIENT_TEXT, FakeInspector


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "left alone").mkdir(parents=True)
    return tmp_path / "root"


def scanner(root: Path, inspector: FakeInspector | None = None) -> Scanner:
    return Scanner(
        [os.fsencode(root)], [os.fsencode(root / "left alone")], inspector or FakeInspector(), b"key"
    )


async def look(root: Path, name: str, inspector: FakeInspector | None = None) -> Look:
    return await scanner(root, inspector).look(os.fsencode(root / name))


async def test_a_file_is_read_named_and_fingerprinted(root: Path) -> None:
    (root / "客户.txt").write_text(CLIENT_TEXT, encoding="utf-8")
    inspector = FakeInspector()
    found = await look(root, "客户.txt", inspector)
    assert found.outcome == "read"
    assert found.inspection is not None
    assert [finding.type for finding in found.inspection.findings] == ["RESIDENT_ID"]
    assert inspector.names == ["客户.txt"]
    assert len(found.fingerprint) == 64


def make_link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_linked_folder(path: Path) -> None:
    path.parent.rmdir()
    path.parent.symlink_to("/etc")


@pytest.mark.parametrize(
    ("name", "make", "outcome"),
    [
        ("empty", Path.touch, "nothing"),
        ("link", make_link, "nothing"),
        ("fifo", make_fifo, "nothing"),
        ("folder", Path.mkdir, "nothing"),
        ("missing", lambda _path: None, "gone"),
        ("in/passwd", make_linked_folder, "gone"),
        ("left alone/a", Path.touch, "not-ours"),
        ("../outside", Path.touch, "gone"),
    ],
)
async def test_what_is_no_file_of_ours_is_not_read(
    root: Path, name: str, make: Callable[[Path], None], outcome: str
) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    make(root / name)
    inspector = FakeInspector()
    assert (await look(root, name, inspector)).outcome == outcome
    assert inspector.names == []


async def test_outside_of_the_roots_nothing_is_opened(root: Path) -> None:
    assert (await scanner(root).look(b"/etc/passwd")).outcome == "not-ours"


async def test_a_version_that_was_judged_is_not_read_again(root: Path, tmp_path: Path) -> None:
    (root / "a.txt").write_text("x", encoding="utf-8")
    journal, inspector = Journal(tmp_path / "agent.db"), FakeInspector()
    looking = scanner(root, inspector)
    path = os.fsencode(root / "a.txt")
    first = await looking.look(path, journal, "1:a")
    assert first.version is not None
    journal.remember(first.version, "1:a", "clean")
    assert (await looking.look(path, journal, "1:a")).outcome == "unchanged"
    assert (await looking.look(path, journal, "2:b")).outcome == "read"
    (root / "a.txt").write_text("y", encoding="utf-8")
    assert (await looking.look(path, journal, "1:a")).outcome == "read"
    journal.close()


class Writing(FakeInspector):
    """Somebody writes to the file while it is inspected."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    async def inspect(self, fd: int, *, name: str, kind: Literal["message", "file"]) -> Inspection:
        found = await super().inspect(fd, name=name, kind=kind)
        self.path.write_text(CLIENT_TEXT, encoding="utf-8")
        return found


async def test_a_file_written_while_it_is_read_is_not_believed_clean(root: Path) -> None:
    path = root / "a.txt"
    path.write_text("harmless, of another length", encoding="utf-8")
    assert (await look(root, "a.txt", Writing(path))).outcome == "changing"


async def test_a_write_of_the_same_length_in_the_same_instant_shows(root: Path) -> None:
    path = root / "a.txt"
    path.write_text("x" * len(CLIENT_TEXT), encoding="utf-8")  # its change time is now
    assert (await look(root, "a.txt", Writing(path))).outcome == "changing"


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_no_descriptor_is_left_open(root: Path) -> None:
    (root / "a.txt").write_text("x", encoding="utf-8")
    await look(root, "a.txt")
    before = open_descriptors()
    for name in ("a.txt", "missing", "left alone"):
        await look(root, name)
    assert open_descriptors() == before
