"""openat2, renameat2 and FIEMAP as the kernel really answers them."""

import errno
import os
from pathlib import Path

import pytest

from agent.wipe import syscalls


@pytest.fixture
def root(tmp_path: Path) -> int:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "file").write_text("x", encoding="utf-8")
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (tmp_path / "in" / "link").symlink_to("deep")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "secret")
    return os.open(tmp_path / "in", os.O_RDONLY | os.O_DIRECTORY)


def test_a_path_beneath_opens(root: int) -> None:
    descriptor = syscalls.open_beneath(root, b"deep/file", os.O_RDONLY)
    assert os.read(descriptor, 9) == b"x"
    assert not os.get_inheritable(descriptor)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        (b"../secret", errno.EXDEV),
        (b"/etc/passwd", errno.EXDEV),
        (b"deep/../../secret", errno.EXDEV),
        (b"link/file", errno.ELOOP),
        (b"out", errno.ELOOP),
        (b"nothing", errno.ENOENT),
    ],
)
def test_every_way_out_is_closed(root: int, path: bytes, number: int) -> None:
    with pytest.raises(OSError) as refused:  # noqa: PT011 - the number is what is asserted
        syscalls.open_beneath(root, path, os.O_RDONLY)
    assert refused.value.errno == number


def test_another_mount_is_not_entered() -> None:
    root = os.open("/", os.O_RDONLY | os.O_DIRECTORY)
    with pytest.raises(OSError, match="Invalid cross-device link"):
        syscalls.open_beneath(root, b"proc/self", os.O_RDONLY)
    os.close(root)


def test_rename_never_replaces(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    directory = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    with pytest.raises(FileExistsError):
        syscalls.rename_new(directory, b"a", directory, b"b")
    syscalls.rename_new(directory, b"a", directory, b"c")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "c"]
    os.close(directory)


def test_extents_cover_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 200_000)
    descriptor = os.open(path, os.O_RDONLY)
    found = syscalls.extents(descriptor)
    os.close(descriptor)
    assert found is not None
    assert sum(extent.length for extent in found) >= 200_000
    assert found[-1].flags & syscalls.EXTENT_LAST
    assert found[0].logical == 0


def test_a_file_system_without_extents_says_so() -> None:
    descriptor = os.open("/proc/self/status", os.O_RDONLY)
    assert syscalls.extents(descriptor) is None
    os.close(descriptor)
