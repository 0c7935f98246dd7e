"""Cells of each kind and version."""

import struct

import pytest

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.workbook.biff_book import Book
from inspection.readers.workbook.biff_cells import CELLS, packed_number
from inspection.readers.workbook.sheet_rows import SheetRows
from tests.inspection.readers.workbook.excel_files import (
    formula_cell,
    label,
    number_cell,
    record,
    text_token,
    wide,
)

AT = struct.pack("<HHH", 3, 1, 0)
AT_2 = struct.pack("<HH3x", 3, 1)
TEXT_FOLLOWS = b"\0\0\0\0\0\0\xff\xff"


def shown(*records: bytes, book: Book | None = None) -> str:
    book = book or Book()
    rows = SheetRows((), extractor.new_walk(Limits()))
    for whole in records:
        CELLS[int.from_bytes(whole[:2], "little")](book, rows, whole, 4, len(whole))
    return "".join(segment.text for segment in rows.rest())


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (label(3, 1, "甲"), "\t甲"),
        (number_cell(3, 1, 110101199003074.0), "\t110101199003074"),
        (record(0x027E, AT + struct.pack("<i", 1380013800 >> 2 << 2 | 2)), "\t345003450"),
        (record(0x00BD, struct.pack("<HH", 3, 1) + struct.pack("<HIHIH", 0, 6, 0, 11, 2)), "\t1\t0.02"),
        (record(0x0205, AT + b"\1\0"), "\tTRUE"),
        (record(0x0205, AT + b"\x07\1"), ""),
        (formula_cell(3, 1, struct.pack("<d", 42.5), b""), "\t42.5"),
        (formula_cell(3, 1, b"\1\0\0\0\0\0\xff\xff", b""), "\tFALSE"),
        (record(0x0002, AT_2 + b"\7\0"), "\t7"),
        (record(0x0003, AT_2 + struct.pack("<d", 7.5)), "\t7.5"),
    ],
)
def test_a_cell_of_each_kind(cell: bytes, text: str) -> None:
    assert shown(cell) == text


def test_the_text_of_a_formula_follows_it() -> None:
    book = Book()
    cell = formula_cell(3, 1, TEXT_FOLLOWS, text_token("常量"))
    assert shown(cell, record(0x0207, wide("结果")), label(3, 2, "后"), book=book) == "\t结果\t后"
    assert book.constants == ["常量"]


def test_a_result_without_a_formula_takes_no_cell_away() -> None:
    with pytest.raises(struct.error):
        shown(label(3, 1, "甲"), record(0x0207, wide("结果")))


def test_old_text_is_in_the_code_page() -> None:
    book = Book(version=2, codepage="cp936")
    assert shown(record(0x0004, AT_2 + b"\2" + "甲".encode("gbk")), book=book) == "\t甲"


@pytest.mark.parametrize(
    ("packed", "text"),
    [
        (0x00000006, "1"),
        (0xFFFFFFFE, "-1"),
        (0x00000007, "0.01"),
        (0x3FF00000, "1"),
        (0x3FF00001, "0.01"),
    ],
)
def test_packed_numbers(packed: int, text: str) -> None:
    assert packed_number(packed) == text
