"""Bytes in memory or mapped: the same to whoever reads them."""

import errno
import io
import mmap
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import content
from tests.inspection.samples import archive

LARGE = 8 << 20
OCTETS = bytes(range(200))
WHENCE = st.sampled_from([io.SEEK_SET, io.SEEK_CUR, io.SEEK_END])
MOVES = st.one_of(
    st.tuples(st.just("read"), st.tuples(st.integers(-1, 250))),
    st.tuples(st.just("seek"), st.tuples(st.integers(0, 250), WHENCE)),
    st.tuples(st.sampled_from(["tell", "read", "readable", "seekable"]), st.just(())),
)


@pytest.fixture
def file() -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as opened:
        yield opened


def mapped(octets: bytes) -> mmap.mmap:
    mapping = mmap.mmap(-1, len(octets))
    mapping.write(octets)
    return mapping


@pytest.mark.parametrize(("size", "kind"), [(LARGE - 1, bytes), (LARGE, mmap.mmap)])
def test_a_file_is_read_from_its_start_wherever_it_stands(
    file: IO[bytes], size: int, kind: type[content.Content]
) -> None:
    octets = os.urandom(size)
    file.write(octets)
    file.flush()
    read = content.of_descriptor(file.fileno(), size)
    assert isinstance(read, kind)
    assert bytes(read[:]) == octets
    assert file.tell() == size


def test_a_small_file_that_grew_is_read_to_its_end(file: IO[bytes]) -> None:
    file.write(b"x" * (LARGE + 10))
    file.flush()
    assert len(content.of_descriptor(file.fileno(), 3)) == LARGE + 10


def test_a_large_file_that_shrank_cannot_be_read(file: IO[bytes]) -> None:
    file.write(b"x")
    file.flush()
    with pytest.raises(OSError, match="smaller than it was") as caught:
        content.of_descriptor(file.fileno(), LARGE)
    assert caught.value.errno == errno.ESTALE


@pytest.mark.parametrize("size", [1, LARGE])
def test_what_cannot_be_read_raises(size: int) -> None:
    reader, writer = os.pipe()
    os.close(writer)
    try:
        with pytest.raises(OSError, match=r"\[Errno"):
            content.of_descriptor(reader, size)
    finally:
        os.close(reader)


@given(st.lists(MOVES, max_size=8))
def test_a_stream_over_a_mapping_moves_like_one_over_bytes(
    moves: list[tuple[str, tuple[int, ...]]],
) -> None:
    ours, model = content.stream(mapped(OCTETS)), content.stream(OCTETS)
    for name, arguments in moves:
        assert getattr(ours, name)(*arguments) == getattr(model, name)(*arguments)


def test_a_seek_before_the_start_is_refused() -> None:
    ours = content.stream(mapped(OCTETS))
    ours.seek(3)
    for offset, whence in ((-1, io.SEEK_SET), (-4, io.SEEK_CUR), (-201, io.SEEK_END)):
        with pytest.raises(OSError, match="negative seek"):
            ours.seek(offset, whence)
    assert ours.tell() == 3


def test_an_archive_in_a_mapping_is_walked_and_the_mapping_stays_open() -> None:
    mapping = mapped(archive({"a.txt": b"hello"}))
    with zipfile.ZipFile(content.stream(mapping)) as package:
        assert package.read("a.txt") == b"hello"
    assert mapping[:2] == b"PK"


@given(st.lists(st.integers(0, 3 << 20), max_size=8))
@settings(max_examples=20, deadline=None)
def test_gathered_pieces_are_one_content_whatever_their_sizes(sizes: list[int]) -> None:
    gathering = content.Gathering()
    pieces = [bytes([number]) * size for number, size in enumerate(sizes, 1)]
    for piece in pieces:
        gathering.add(piece)
    gathered = gathering.content()
    assert gathering.size == len(gathered) == sum(sizes)
    assert bytes(gathered[:]) == b"".join(pieces)
    assert isinstance(gathered, bytes if sum(sizes) < LARGE else mmap.mmap)


def test_a_gathering_goes_on_after_a_look_at_what_there_is() -> None:
    gathering = content.Gathering()
    gathering.add(bytes(LARGE))
    assert len(gathering.content()) == LARGE
    gathering.add(b"more")
    assert bytes(gathering.content()[-5:]) == b"\0more"


def test_what_cannot_be_gathered_is_a_lack_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> mmap.mmap:
        raise OSError(errno.ENOMEM, "no room")

    monkeypatch.setattr(content, "_anonymous", full)
    with pytest.raises(MemoryError):
        content.Gathering().add(bytes(LARGE))


def test_pages_that_were_given_back_are_read_again(file: IO[bytes]) -> None:
    octets = os.urandom(LARGE)
    file.write(octets)
    file.flush()
    read = content.of_descriptor(file.fileno(), LARGE)
    assert read[:] == octets
    before = resident()
    content.release(read)
    assert before - resident() >= LARGE // 2
    assert read[:] == octets


def test_memory_that_is_no_file_is_kept() -> None:
    gathering = content.Gathering()
    gathering.add(b"x" * LARGE)
    content.release(gathering.content())
    content.release(b"small")
    assert bytes(gathering.content()[:5]) == b"xxxxx"


def resident() -> int:
    """Octets of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * mmap.PAGESIZE
