"""Strings that go on in further records."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.errors import Unreadable
from inspection.readers.workbook import biff_strings
from inspection.readers.workbook.biff_strings import Continued


def rich(text: str, *, runs: int = 0, extended: bytes = b"") -> bytes:
    flags = 1 | (8 if runs else 0) | (4 if extended else 0)
    head = struct.pack("<HB", len(text), flags)
    head += struct.pack("<H", runs) if runs else b""
    head += struct.pack("<I", len(extended)) if extended else b""
    return head + text.encode("utf-16-le") + bytes(4 * runs) + extended


def test_formatting_and_phonetic_parts_are_stepped_over() -> None:
    data = Continued([rich("甲乙", runs=2, extended=b"phonetic") + rich("丙") + rich("丁")])
    assert [data.string() for _ in range(3)] == [("甲乙", b"phonetic"), ("丙", b""), ("丁", b"")]
    assert data.at_end


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 4), st.booleans())
def test_a_string_may_change_its_width_where_a_record_ends(at: int, wide: bool) -> None:
    text = "abcd"
    first = struct.pack("<HB", 4, 0) + text[:at].encode()
    second = bytes([wide]) + text[at:].encode("utf-16-le" if wide else "latin-1")
    pieces = [first, second] if at < 4 else [first]
    assert Continued([*pieces, b"next"]).string() == (text, b"")


def test_a_string_that_is_cut_off_is_told() -> None:
    for pieces in ([], [b"\5\0\0ab"], [b"\5\0\1a\0b"], [b"\5"]):
        with pytest.raises(Unreadable):
            Continued(pieces).string()


def test_characters_behind_their_flag() -> None:
    assert biff_strings.flagged(b"\0ab", 0, 2) == ("ab", 3)
    assert biff_strings.flagged("x\1甲".encode("utf-16-le")[1:], 2, 0)[0] == ""
    assert biff_strings.flagged(b"\1" + "甲".encode("utf-16-le"), 0, 9)[0] == "甲"
