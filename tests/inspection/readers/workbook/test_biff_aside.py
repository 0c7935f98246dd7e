"""Texts of a workbook that stand in no cell."""

import struct

import pytest

from inspection.readers.workbook.biff_aside import TEXTS
from inspection.readers.workbook.biff_book import Book
from inspection.readers.workbook.biff_records import Record
from tests.inspection.readers.workbook.excel_files import text_token, wide

NAME = (
    struct.pack("<HBBHHH4x", 0, 0, 2, 8, 0, 0)
    + b"\1"
    + "名称".encode("utf-16-le")
    + text_token("常量")
    + b"\x05"
)
HEADERS = bytes(12 + 16) + struct.pack("<5H", 0, 1, 0, 1, 0) + wide("&L偶页") + wide('&"宋体,常规"&C首页')
VALIDATION = bytes(4) + wide("标题") + wide("错") + wide("提示") + wide("出错") + struct.pack("<HH", 7, 0)


@pytest.mark.parametrize(
    ("kind", "data", "shown"),
    [
        (0x0014, wide("&L左&C中&R右"), ["\n左\n中\n右"]),
        (0x0015, b"", [""]),
        (0x089C, HEADERS, ["\n偶页", "\n首页"]),
        (0x0018, NAME, ["名称"]),
        (0x01BE, VALIDATION + text_token("选项") + bytes(4), ["标题", "错", "提示", "出错"]),
        (0x100D, b"\0\0" + wide("系列", counted="<B"), ["系列"]),
        (0x01B6, bytes(18), []),
    ],
)
def test_texts_of_excel_97_and_later(kind: int, data: bytes, shown: list[str]) -> None:
    assert TEXTS[kind](Book(), Record(kind, 0, data)) == shown


def test_constants_of_names_and_validations_are_kept() -> None:
    book = Book()
    TEXTS[0x0018](book, Record(0x0018, 0, NAME[:14] + NAME[14:]))
    TEXTS[0x01BE](book, Record(0x01BE, 0, VALIDATION + text_token("选项") + bytes(4)))
    assert book.constants == ["常量", "选项"]


def test_notes_of_excel_95_hold_their_text() -> None:
    note = struct.pack("<HHH", 0, 0, 4) + "批注".encode("gbk")
    assert TEXTS[0x001C](Book(version=5, codepage="cp936"), Record(0x001C, 0, note)) == ["批注"]
