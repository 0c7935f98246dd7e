"""The piece table: where the text lies in the stream."""

import struct

import pytest

from inspection.errors import Unreadable
from inspection.readers.office97 import doc_pieces
from tests.inspection.readers.office97.word_files import TEXT, clx


def test_a_wide_piece_and_a_narrow_one() -> None:
    (wide,), (narrow,) = doc_pieces.pieces(clx(4)), doc_pieces.pieces(clx(4, narrow=True))
    assert (wide.start, wide.end, wide.width) == (TEXT, TEXT + 8, 2)
    assert (narrow.start, narrow.end, narrow.width) == (TEXT, TEXT + 4, 1)
    assert narrow.units(bytes(TEXT) + b"\x93ab\x94") == "“ab”".encode("utf-16-le")


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"\x03",
        b"\x01\xff\xff",
        b"\x01\0\x80\x02",
        b"\x02\x08\0\0\0" + bytes(7),
        b"\x02\x10\0\0\0" + struct.pack("<IIHIH", 9, 3, 0, 0, 0),
    ],
)
def test_what_is_no_piece_table_is_told(table: bytes) -> None:
    with pytest.raises(Unreadable):
        doc_pieces.pieces(table)
