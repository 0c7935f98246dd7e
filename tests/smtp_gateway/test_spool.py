"""Files of the spool: whole and on the disk before they count, gone when they do not."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from smtp_gateway.handler import StorageFull
from smtp_gateway.spool import Spool
from tests.smtp_gateway.full_disk import files_end_at


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def test_what_was_written_is_in_the_file_and_nobody_else_reads_it(spool: Spool) -> None:
    file = spool.create("m1")
    for block in (b"one\r\n", b"", b"two\r\n"):
        file.write(block)
    assert (file.size, file.eight_bit) == (10, False)
    assert file.digest == hashlib.sha256(b"one\r\ntwo\r\n").digest()
    assert os.pread(file.descriptor, 100, 0) == b"one\r\ntwo\r\n"
    file.close()
    file.close()
    assert file.path.read_bytes() == b"one\r\ntwo\r\n"
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert spool.directory.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("blocks", [(b"plain", "ü".encode()), ("ü".encode(), b"plain")])
def test_one_octet_above_127_makes_it_eight_bit(spool: Spool, blocks: tuple[bytes, ...]) -> None:
    file = spool.create("m1")
    for block in blocks:
        file.write(block)
    assert file.eight_bit
    file.discard()


def test_discarding_leaves_nothing_and_may_come_late(spool: Spool) -> None:
    file = spool.create("m1")
    file.path.unlink()
    file.discard()
    file.discard()
    assert spool.names() == set()


def test_a_name_is_given_once(spool: Spool) -> None:
    spool.store("m1", b"first")
    with pytest.raises(FileExistsError):
        spool.create("m1")
    with pytest.raises(FileExistsError):
        spool.store("m1", b"second")
    assert spool.path("m1").read_bytes() == b"first"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../m1", "a/b", ".m1", "-m1", "m\n1", "m1\n", "ü", "m" * 102]
)
def test_no_name_leaves_the_directory(spool: Spool, name: str) -> None:
    for use in (spool.path, spool.create, spool.remove, spool.sync, lambda one: spool.store(one, b"")):
        with pytest.raises(ValueError, match="not a spool file name"):
            use(name)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What was brought to the disk, in its order: the path, and the size of a file at that moment."""
    seen: list[tuple[str, int]] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        seen.append((str(path), 0 if path.is_dir() else path.stat().st_size))

    monkeypatch.setattr(os, "fsync", fsync)
    return seen


def test_content_then_name_are_on_the_disk_before_a_size_is_told(
    spool: Spool, synced: list[tuple[str, int]]
) -> None:
    assert spool.store("m1", b"whole") == 5
    spool.path("m2").write_bytes(b"by another")
    assert spool.sync("m2") == 10
    file = spool.create("m3")
    file.write(b"streamed")
    file.sync()
    file.close()
    directory = (str(spool.directory), 0)
    sizes = [(str(spool.path(name)), size) for name, size in (("m1", 5), ("m2", 10), ("m3", 8))]
    assert synced == [sizes[0], directory, sizes[1], directory, sizes[2], directory]


def test_a_full_disk_is_told_as_such_and_a_small_message_leaves_nothing(spool: Spool) -> None:
    with files_end_at(1000):
        file = spool.create("m1")
        file.write(b"x" * 999)
        with pytest.raises(StorageFull):
            file.write(b"yy")  # the first octet still fits
        with pytest.raises(StorageFull):
            spool.store("m2", b"x" * 1001)
    assert spool.sizes() == {"m1": 1000}
    file.discard()
    assert spool.store("m2", b"x" * 1001) == 1001


@pytest.mark.parametrize(("number", "kind"), [
    (errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EFBIG, StorageFull), (errno.EIO, OSError),
])  # fmt: skip
def test_what_the_disk_says_when_it_is_synced_is_told(
    spool: Spool, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    def fails(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    spool.store("m1", b"x")
    monkeypatch.setattr(os, "fsync", fails)
    for step in (lambda: spool.sync("m1"), lambda: spool.store("m2", b"x")):
        with pytest.raises(kind, match=os.strerror(number)):
            step()
    assert spool.names() == {"m1"}


def test_a_directory_that_is_gone_is_no_full_disk(spool: Spool) -> None:
    spool.directory.rmdir()
    with pytest.raises(FileNotFoundError):
        spool.create("m1")
    with pytest.raises(FileNotFoundError):
        spool.sync("m1")


def test_a_file_may_be_removed_twice(spool: Spool) -> None:
    spool.store("m1", b"x")
    spool.remove("m1")
    spool.remove("m1")
    assert spool.names() == set()


def test_a_start_keeps_what_was_promised_and_removes_the_rest(spool: Spool, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"not ours")
    for name in ("kept", "kept.0", "half"):
        spool.store(name, b"x")
    for killed in (".kept.1.0123456789abcdef.new", ".kept.1.0123456789abcdef.new.pdf.new", "a name"):
        (spool.directory / killed).write_bytes(b"sealing was under way")
    (spool.directory / "link").symlink_to(tmp_path / "elsewhere")
    (spool.directory / "lost+found").mkdir()
    removed, missing = Spool(tmp_path).recover({"kept", "kept.0", "lost"})
    assert missing == {"lost"}
    assert {"half", "a name"} < removed
    assert spool.names() == {"kept", "kept.0"}
    assert (spool.directory / "link").read_bytes() == b"not ours"


def test_sizes_are_those_of_the_files(spool: Spool) -> None:
    spool.store("m1", b"12345")
    (spool.directory / ".m1.new").write_bytes(b"1")
    assert spool.sizes() == {"m1": 5, ".m1.new": 1}
