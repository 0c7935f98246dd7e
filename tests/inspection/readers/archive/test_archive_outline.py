"""What the headers say of an archive as a whole."""

import struct

import pytest

from inspection.errors import Unreadable
from inspection.readers.archive import archive_outline
from tests.inspection.readers.packed import cabinet, encrypted_seven_zip, packed

MEMBERS = {"a.txt": b"text"}


def test_a_7z_archive_ends_with_its_directory() -> None:
    content = packed("7zip", MEMBERS)
    outline = archive_outline.seven_zip(b"MZ......" + content + b"behind")
    assert (outline.start, outline.end, outline.hidden_names) == (8, 8 + len(content), "")


def test_an_encrypted_7z_directory_is_told_from_encrypted_members() -> None:
    assert archive_outline.seven_zip(encrypted_seven_zip(hide_names=True)).hidden_names == "strong"
    assert archive_outline.seven_zip(encrypted_seven_zip()).hidden_names == ""


@pytest.mark.parametrize(("size", "reason"), [(-1, "incomplete:7z"), (20, "malformed:7z")])
def test_a_7z_archive_that_is_cut(size: int, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        archive_outline.seven_zip(packed("7zip", MEMBERS)[:size])


def test_a_cabinet_tells_its_size_its_reserve_and_other_cabinets() -> None:
    content = cabinet({b"a": b"text"}, reserve=b"words")
    outline = archive_outline.cabinet(content + b"behind")
    assert (outline.end, outline.comments, outline.reasons) == (len(content), (b"words",), ())
    assert archive_outline.cabinet(cabinet({b"a": b"x"}, flags=1)).reasons == ("multi-volume:cab",)
    with pytest.raises(Unreadable, match="malformed:cab"):
        archive_outline.cabinet(content[:30])


def test_a_disc_has_descriptors_and_ends_with_its_largest_volume() -> None:
    def descriptor(kind: int, sectors: int) -> bytes:
        return (bytes([kind]) + b"CD001\1" + bytes(73) + struct.pack("<I", sectors)).ljust(2048, b"\0")

    content = bytes(16 * 2048) + descriptor(1, 30) + descriptor(2, 40) + descriptor(255, 0) + bytes(99)
    outline = archive_outline.disc(content)
    assert (outline.end, len(outline.comments)) == (40 * 2048, 2)
    assert archive_outline.disc(b"short").end == -1


def test_formats_without_headers_end_where_reading_ends() -> None:
    assert (archive_outline.until_end(b"").end, archive_outline.until_end(b"").ends_the_file) == (-1, True)
    assert (archive_outline.until_trailer(b"").end, archive_outline.until_trailer(b"").trailer) == (-1, 127)
