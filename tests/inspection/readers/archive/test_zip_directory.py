"""The central directory: what `zipfile` says of an archive, and nothing where that finds damage."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.errors import Unreadable
from inspection.readers.archive import zip_directory
from inspection.readers.archive.zip_directory import Entry
from tests.inspection.readers.archive.test_zip_members import streamed
from tests.inspection.samples import archive

SMALL = archive({"a.txt": b"x" * 50, "folder/": b"", "张三.txt": b"y"})


def by_zipfile(content: bytes) -> list[Entry]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return [
            Entry(
                info.filename, info.orig_filename, info.flag_bits, info.compress_type, info.CRC, info.compress_size,
                info.file_size, info.header_offset, info.extra, info.comment,
            )
            for info in opened.infolist()
        ]  # fmt: skip


def commented(comment: bytes) -> bytes:
    buffer = io.BytesIO(SMALL)
    with zipfile.ZipFile(buffer, "a") as opened:
        opened.comment = comment
    return buffer.getvalue()


def wide() -> bytes:
    """As a writer makes it that does not know how large the archive will be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile, "ZIP64_LIMIT", 20)
        return archive({"a.txt": b"x" * 50, "b.txt": b"y"})


@pytest.mark.parametrize(
    "content",
    [
        SMALL,
        b"before" + SMALL,
        commented(b"PK and more"),
        streamed(),
        streamed(zip64=True),
        wide(),
        b"#!" + wide(),
    ],
)
def test_entries_are_those_of_the_standard_library(content: bytes) -> None:
    assert zip_directory.read(content).entries == by_zipfile(content)


def test_comment_and_place() -> None:
    found = zip_directory.read(commented(b"hello"))
    assert (found.comment, found.start) == (b"hello", SMALL.index(b"PK\1\2"))


def test_a_name_ends_at_a_nul_character() -> None:
    [first, *_] = zip_directory.read(SMALL.replace(b"a.txt", b"a\0txt")).entries
    assert (first.name, first.written) == ("a", "a\0txt")


def test_a_folder_is_one_by_its_name() -> None:
    assert [entry.is_folder for entry in zip_directory.read(SMALL).entries] == [False, True, False]


@pytest.mark.parametrize("content", [b"", b"PK\5\6", SMALL[:-30], SMALL[:-22]])
def test_what_has_no_directory_is_damaged(content: bytes) -> None:
    with pytest.raises(Unreadable, match="malformed:zip"):
        zip_directory.read(content)


@settings(max_examples=300)
@given(st.sampled_from([SMALL, wide(), streamed(zip64=True)]), st.data())
def test_damage_is_damage_for_both(content: bytes, data: st.DataObject) -> None:
    """But for the version that would be needed to unpack, which nothing here asks for."""
    start = content.index(b"PK\1\2")
    at = data.draw(st.integers(start, len(content) - 1))
    changed = bytearray(content)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        expected = by_zipfile(bytes(changed))
    except NotImplementedError:
        return
    except (zipfile.BadZipFile, UnicodeDecodeError):
        with pytest.raises(Unreadable):
            zip_directory.read(bytes(changed))
        return
    assert zip_directory.read(bytes(changed)).entries == expected
