"""libarchive over memory: entries and data of bytes and mappings, its errors as reasons."""

import ctypes
import mmap

import pytest

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive.libarchive_entries import AVAILABLE, Archive
from tests.inspection.readers.packed import encrypted_seven_zip, packed

MEMBERS = {"客户/a.txt": b"first", "b.bin": bytes(600_000), "empty": b""}


def mapped(octets: bytes) -> mmap.mmap:
    mapping = mmap.mmap(-1, len(octets))
    mapping.write(octets)
    return mapping


@pytest.mark.parametrize("place", [bytes, mapped])
@pytest.mark.parametrize("before", [b"", b"12345"])
def test_names_and_contents_wherever_the_archive_lies(place: object, before: bytes) -> None:
    assert AVAILABLE
    assert callable(place)
    content: Content = place(before + packed("7zip", MEMBERS))
    with Archive(content, "7z", len(before)) as archive:
        read = {entry.name.decode(): b"".join(archive.data()) for entry in archive}
    assert read == MEMBERS


def test_a_mapping_can_be_closed_afterwards() -> None:
    content = mapped(packed("cpio", {"a": b"x"}))
    with Archive(content, "cpio") as archive:
        assert [entry.name for entry in archive] == [b"a"]
    content.close()


def test_what_is_not_read_is_passed_over_and_the_end_is_known() -> None:
    content = packed("cpio_newc", {"a": b"x" * 1000, "b": b"y"})
    with Archive(content + b"behind", "cpio") as archive:
        assert [entry.name for entry in archive] == [b"a", b"b"]
        assert content[archive.position :].strip(b"\0") == b""


def test_encrypted_entries_are_told() -> None:
    with Archive(encrypted_seven_zip(), "7z") as archive:
        assert [entry.is_encrypted for entry in archive] == [True, True]
        assert archive.has_encrypted


@pytest.mark.parametrize("content", [b"", b"no archive", packed("7zip", MEMBERS)[:-5]])
def test_what_is_no_archive_raises(content: bytes) -> None:
    with pytest.raises(Unreadable, match="malformed:7z"), Archive(content, "7z") as archive:
        list(archive)


def test_octets_skipped_to_find_a_header_are_told() -> None:
    content = bytearray(packed("cpio", {"a": b"x", "b": b"y", "c": b"z"}))
    content[content.index(b"070707", 10)] = 0
    with Archive(bytes(content), "cpio") as archive:
        assert [(entry.name, entry.damaged) for entry in archive] == [(b"a", False), (b"c", True)]


def test_damaged_data_raises() -> None:
    content = bytearray(packed("7zip", {"a": b"some text " * 50}))
    content[40] ^= 0xFF
    with Archive(bytes(content), "7z") as archive:
        next(iter(archive))
        with pytest.raises(Unreadable, match="malformed:7z"):
            list(archive.data())


@pytest.mark.parametrize("place", [bytes, mapped])
@pytest.mark.parametrize(("made", "form", "placed"), [("iso9660", "iso", True), ("7zip", "7z", False)])
def test_blocks_lie_in_the_content_if_they_were_not_unpacked(
    place: object, made: str, form: str, placed: bool
) -> None:
    assert callable(place)
    content: Content = place(packed(made, {"a.txt": b"first" * 10}))
    with Archive(content, form) as archive:
        [block] = next([*archive.blocks()] for entry in archive if not entry.is_directory)
        assert block.size == 50
        if placed:
            assert content[block.start : block.start + block.size] == b"first" * 10
        else:
            assert (block.start, ctypes.string_at(block.address, block.size)) == (-1, b"first" * 10)
