"""Pages, cells and records by hand (SQLite file format)."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.sqlite import sqlite_pages
from inspection.readers.sqlite.sqlite_pages import Shape

FORM = Shape(512)


def no_page(_number: int) -> bytes:
    return b""


def leaf(*cells: bytes, gap: bytes = b"", size: int = 512) -> bytes:
    """A leaf of a table: header, offsets, `gap` behind them, cells at the end."""
    offsets, position = b"", size
    for cell in cells:
        position -= len(cell)
        offsets += position.to_bytes(2, "big")
    head = struct.pack(">BHHHB", 13, 0, len(cells), position, 0) + offsets + gap
    return head.ljust(position, b"\0") + b"".join(reversed(cells))


def cell(serials: list[int], body: bytes, *, size: int | None = None) -> bytes:
    header = bytes([len(serials) + 1, *serials])
    payload = header + body
    return bytes([size or len(payload), 1]) + payload


@pytest.mark.parametrize(
    ("serial", "body", "value"),
    [
        (0, b"", None), (1, b"\xfe", -2), (2, b"\1\0", 256), (3, b"\1\0\0", 1 << 16), (4, b"\0\0\0\7", 7),
        (5, b"\0\3\x36\xd6\x59\0", 13_804_919_040), (6, b"\xff" * 8, -1), (7, struct.pack(">d", 2.5), 2.5),
        (8, b"", 0), (9, b"", 1), (12, b"", b""), (13, b"", ""), (16, b"\1\2", b"\1\2"), (17, b"hi", "hi"),
    ],
)  # fmt: skip
def test_each_type_of_value(serial: int, body: bytes, value: object) -> None:
    page = leaf(cell([serial, 19], body + b"end"))
    assert list(sqlite_pages.rows(page, 2, FORM, no_page)) == [[value, "end"]]


def test_texts_in_the_codec_of_the_file() -> None:
    page = leaf(cell([17], "字".encode("utf-16-be")))
    assert list(sqlite_pages.rows(page, 2, Shape(512, 0, "utf-16-be"), no_page)) == [["字"]]


def test_cells_without_sense_are_left_out() -> None:
    page = bytearray(leaf(cell([17], b"hi"), cell([17], b"yo")))
    page[8:10] = b"\xff\xff"
    assert list(sqlite_pages.rows(bytes(page), 2, FORM, no_page)) == [["yo"]]


def test_a_long_record_goes_on_in_other_pages() -> None:
    text = b"".join(b"%05d" % number for number in range(240))
    payload = b"\3" + bytes([0x80 | 19, (1200 * 2 + 13) & 0x7F]) + text
    local = 39 + (len(payload) - 39) % 508
    head = bytes([0x80 | len(payload) >> 7, len(payload) & 0x7F, 1])
    first = leaf(head + payload[:local] + (2).to_bytes(4, "big"))
    rest = payload[local:]
    pages = {2: (3).to_bytes(4, "big") + rest[:508], 3: bytes(4) + rest[508:]}
    read = list(sqlite_pages.rows(first, 2, FORM, lambda number: pages.get(number, b"")))
    assert read == [[text.decode()]]


def test_space_between_cells_and_freed_blocks() -> None:
    page = bytearray(leaf(cell([17], b"hi"), gap=b"left behind"))
    page[300:310] = struct.pack(">HH", 0, 10) + b"freed!"
    page[1:3] = (300).to_bytes(2, "big")
    spans = list(sqlite_pages.unused(bytes(page), 2))
    assert spans[0].startswith(b"left behind")
    assert spans[1:] == [b"freed!"]
    assert list(sqlite_pages.unused(bytes(512), 2)) == []


def test_free_pages_by_their_trunks_even_in_a_circle() -> None:
    pages = {
        5: struct.pack(">4I", 7, 2, 8, 9).ljust(512, b"\0"),
        7: struct.pack(">3I", 5, 1, 10).ljust(512, b"\0"),
    }
    assert list(sqlite_pages.free_pages(lambda number: pages.get(number, b""), 5)) == [5, 8, 9, 7, 10]


@pytest.mark.parametrize(
    ("size", "encoding", "shape"),
    [
        (4096, 1, (4096, "utf-8")), (1, 2, (65536, "utf-16-le")), (512, 3, (512, "utf-16-be")),
        (1000, 1, None), (0, 1, None),
    ],
)  # fmt: skip
def test_the_shape_of_a_database(size: int, encoding: int, shape: tuple[int, str] | None) -> None:
    header = bytes(16) + size.to_bytes(2, "big") + bytes(38) + encoding.to_bytes(4, "big") + bytes(40)
    read = sqlite_pages.shape(header)
    assert (read and (read.page, read.codec)) == shape
    assert sqlite_pages.shape(header[:99]) is None


@given(st.binary(max_size=600))
def test_no_octets_raise(octets: bytes) -> None:
    for kind in (b"\x0d", b"\x0a", b"\x02"):
        list(sqlite_pages.rows(kind + octets, 2, FORM, lambda _: octets))
        list(sqlite_pages.unused(kind + octets, 2))
    list(sqlite_pages.free_pages(lambda number: octets if number < 9 else b"", 1))
