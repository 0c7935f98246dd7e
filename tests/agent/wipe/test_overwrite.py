"""What is on the disk after an overwrite: read back through the open file, and straight off its blocks."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.wipe import overwrite, syscalls
from agent.wipe.overwrite import BUFFER, READ_BACK_WHOLE, Keystream, Overwriting

MARK = b"CLIENT-11010519491231002X."


def opened(path: Path, content: bytes) -> int:
    path.write_bytes(content)
    descriptor = os.open(path, os.O_RDWR)
    os.fsync(descriptor)
    return descriptor


def on_device(descriptor: int) -> bytes:
    """Return what the file's blocks hold, past the page cache."""
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    return os.pread(descriptor, 1 << 26, 0)


@pytest.mark.parametrize("size", [1, 26, 4095, 4096, 4097, 100_000])
def test_no_old_octet_is_left_in_the_blocks(tmp_path: Path, size: int) -> None:
    content = (MARK * (size // len(MARK) + 1))[:size]
    descriptor = opened(tmp_path / "file", content)
    before = syscalls.extents(descriptor)
    done = overwrite.overwrite(descriptor)
    after = on_device(descriptor)
    assert done.ok
    assert done.whole
    assert len(after) == done.written >= size
    assert MARK not in after
    assert sum(a == b for a, b in zip(content, after, strict=False)) <= size // 50 + 8
    if before is not None:
        assert done.in_place
        assert syscalls.extents(descriptor)[0].physical == before[0].physical  # type: ignore[index]
    os.close(descriptor)


def test_a_large_file_is_overwritten_whole_and_read_back_in_samples(tmp_path: Path) -> None:
    size = READ_BACK_WHOLE + BUFFER // 2
    descriptor = opened(tmp_path / "file", MARK * (size // len(MARK)))
    done = overwrite.overwrite(descriptor)
    assert done.ok
    assert not done.whole
    assert "in samples" in done.detail
    assert MARK not in on_device(descriptor)
    os.close(descriptor)


def test_holes_are_not_filled(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.write(MARK)
        file.seek(1 << 40)
        file.write(MARK)
    descriptor = os.open(path, os.O_RDWR)
    done = overwrite.overwrite(descriptor)
    assert done.ok
    assert done.written < 1 << 20
    assert MARK not in os.pread(descriptor, 4096, 0) + os.pread(descriptor, 4096, 1 << 40)
    os.close(descriptor)


def test_octets_that_came_back_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    descriptor = opened(tmp_path / "file", MARK * 10)
    written = os.pwrite

    def lying(to: int, octets: bytes, at: int) -> int:
        written(to, MARK, at)  # a medium that keeps the old ones
        return len(octets)

    monkeypatch.setattr(os, "pwrite", lying)
    done = overwrite.overwrite(descriptor)
    assert not done.ok
    assert "differs" in done.detail
    os.close(descriptor)


def test_moved_extents_are_no_success() -> None:
    assert not Overwriting(10, read_back=True, whole=True, in_place=False).ok
    assert Overwriting(10, read_back=True, whole=True, in_place=None).ok


def test_only_a_regular_file_is_overwritten(tmp_path: Path) -> None:
    directory = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(ValueError, match="regular"):
        overwrite.overwrite(directory)
    os.close(directory)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(block=st.integers(0, 1 << 16), size=st.integers(1, 5000), skip=st.integers(0, 100))
def test_the_keystream_is_the_same_from_wherever_it_is_made(block: int, size: int, skip: int) -> None:
    stream = Keystream()
    whole = bytes(stream.at(block * 16, size + skip * 16))
    assert bytes(stream.at((block + skip) * 16, size)) == whole[skip * 16 :][:size]
    assert bytes(Keystream().at(block * 16, 64)) != bytes(stream.at(block * 16, 64))
