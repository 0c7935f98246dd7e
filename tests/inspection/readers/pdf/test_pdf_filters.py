"""Filters of PDF streams: what other programs packed is unpacked, and what is not theirs is told."""

import base64
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.pdf.pdf_filters import unfiltered
from tests.inspection.samples import ID

DATA = f"BT (证号 {ID}) Tj ET ".encode() * 3


def unpacked(name: bytes, data: bytes, dictionary: bytes = b"", limits: Limits | None = None) -> bytes:
    return unfiltered(name, data, dictionary, extractor.new_walk(limits or Limits()))


def lzw(data: bytes, early: int = 1) -> bytes:
    """LZW as ISO 32000-1 7.4.4.2 describes it."""
    table = {bytes([value]): value for value in range(256)}
    codes, width, held = [(256, 9)], 9, b""
    for octet in data:
        if held + bytes([octet]) in table:
            held += bytes([octet])
            continue
        codes.append((table[held], width))
        table[held + bytes([octet])] = len(table) + 2
        width = max((len(table) + 2 + early - 1).bit_length(), 9)
        held = bytes([octet])
    codes += [(table[held], width)] if held else []
    codes.append((257, max((len(table) + 2 + early).bit_length(), 9)))
    bits = "".join(f"{code:0{size}b}" for code, size in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def predicted(data: bytes, kind: int, width: int) -> bytes:
    """Rows of one PNG filter, one octet a pixel."""
    rows, above = b"", bytes(width)
    for start in range(0, len(data), width):
        row = data[start : start + width].ljust(width, b" ")
        coded = bytearray()
        for at, octet in enumerate(row):
            left, over, corner = (row[at - 1], above[at], above[at - 1]) if at else (0, above[at], 0)
            guess = left + over - corner
            paeth = min((left, over, corner), key=lambda each, guess=guess: abs(guess - each))
            coded.append((octet - (0, left, over, (left + over) // 2, paeth)[kind]) & 0xFF)
        rows, above = rows + bytes([kind]) + bytes(coded), row
    return rows


@settings(max_examples=25)
@given(st.binary(max_size=200))
def test_base_85_and_hexadecimal(data: bytes) -> None:
    assert unpacked(b"ASCII85Decode", base64.a85encode(data, wrapcol=20) + b"~>") == data
    assert unpacked(b"A85", base64.a85encode(data, adobe=True)) == data
    assert unpacked(b"AHx", data.hex(" ").encode() + b">") == data


@settings(max_examples=20)
@given(st.lists(st.sampled_from([b"a", b"b", b"ab", bytes(range(256))]), max_size=30).map(b"".join))
def test_lzw(data: bytes) -> None:
    assert unpacked(b"LZWDecode", lzw(data)) == data
    assert unpacked(b"LZW", lzw(data, 0), b"<</EarlyChange 0>>") == data


@pytest.mark.parametrize("kind", range(5))
def test_predictors_of_png(kind: int) -> None:
    dictionary = b"<</DecodeParms <</Predictor 15 /Columns 9>>>>"
    packed = zlib.compress(predicted(DATA, kind, 9))
    assert unpacked(b"FlateDecode", packed, dictionary).rstrip() == DATA.rstrip()


def test_what_no_filter_changes() -> None:
    assert unpacked(b"Crypt", DATA, b"<</DecodeParms<</Name/Identity>>>>") == DATA
    assert unpacked(b"FlateDecode", zlib.compress(DATA), b"<</Type/XRef/Predictor 12>>") == DATA
    assert unpacked(b"RL", bytes([len(DATA) - 1]) + DATA + b"\xff!\x80") == DATA + b"!!"


@pytest.mark.parametrize(
    ("name", "data", "dictionary", "reason"),
    [
        (b"FlateDecode", zlib.compress(DATA)[:-3], b"", "malformed:pdf"),
        (b"FlateDecode", b"x", b"", "malformed:pdf"),
        (b"FlateDecode", zlib.compress(DATA), b"<</Predictor 2>>", "unsupported:pdf-predictor"),
        (b"FlateDecode", zlib.compress(b"\x09ab"), b"<</Predictor 12/Columns 2>>", "malformed:pdf"),
        (b"LZWDecode", lzw(DATA)[:-3], b"", "malformed:pdf"),
        (b"LZWDecode", b"\x80\x7f\xff\xff", b"", "malformed:pdf"),
        (b"Crypt", DATA, b"<</Name/StdCF>>", "unsupported:pdf-filter"),
        (b"NoSuchDecode", DATA, b"", "unsupported:pdf-filter"),
    ],
)
def test_what_is_told(name: bytes, data: bytes, dictionary: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        unpacked(name, data, dictionary)


@pytest.mark.parametrize("data", [b"a", b"abc{~>", b's8W-"~>', struct.pack(">I", 0) + b"uuuuu"])
def test_what_is_no_base_85(data: bytes) -> None:
    with pytest.raises(ValueError, match="not base 85"):
        unpacked(b"A85", data)


def test_a_bomb_ends_at_the_ratio() -> None:
    with pytest.raises(Unreadable, match="limit:ratio"):
        unpacked(b"Fl", zlib.compress(bytes(9 << 20)), limits=Limits(pdf_ratio=100))
