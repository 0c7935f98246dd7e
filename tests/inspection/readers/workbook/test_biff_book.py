"""What a workbook says of all its sheets."""

import struct

import pytest

from inspection.readers.workbook.biff_book import Book
from inspection.readers.workbook.biff_records import Record
from tests.inspection.readers.workbook.excel_files import BOF_BOOK, shared, text_token, wide


@pytest.mark.parametrize(
    ("data", "version"), [(BOF_BOOK[4:], 8), (struct.pack("<HH", 0x0500, 5), 5), (b"", 5)]
)
def test_the_version(data: bytes, version: int) -> None:
    book = Book()
    book.begin(Record(0x0809, 0, data))
    assert book.version == version


def test_code_page_sheet_names_and_shared_strings() -> None:
    book = Book()
    assert book.take(Record(0x0042, 0, struct.pack("<H", 936)))
    assert book.take(Record(0x0085, 0, struct.pack("<IBB", 700, 0, 0) + wide("表一", counted="<B")))
    assert book.take(Record(0x00FC, 0, shared("甲", "", "乙")[4:]))
    assert not book.take(Record(0x0200, 0, b""))
    assert (book.codepage, book.names, book.shared) == ("cp936", {700: "表一"}, ["甲", "", "乙"])


def test_shared_strings_that_are_cut_off_are_told_and_kept_to_be_searched() -> None:
    book = Book()
    book.take(Record(0x00FC, 0, shared("甲乙", "丙丁")[4:-1]))
    assert (book.shared, book.broken) == (["甲乙"], True)
    assert "丙".encode("utf-16-le") in book.rest


def test_strings_by_version() -> None:
    assert Book().text(wide("甲"), 0) == "甲"
    assert Book(version=5, codepage="cp936").text(b"\2\0" + "甲".encode("gbk"), 0) == "甲"


def test_what_a_formula_leaves_is_searched() -> None:
    book = Book()
    book.formula(text_token("a") + text_token("b") + b"\x7fxyz")
    assert book.constants == ["a b"]
    assert b"xyz" in book.rest
