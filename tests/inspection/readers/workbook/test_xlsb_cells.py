"""Cells of a binary workbook, of each kind."""

import struct

import pytest

from inspection.readers.workbook import xlsb_cells
from inspection.readers.workbook.xlsb_cells import Sheet
from tests.inspection.readers.workbook.binary_workbooks import formula, string, text_token

AT = struct.pack("<II", 5, 0)
STYLE = bytes(4)


@pytest.mark.parametrize(
    ("kind", "data", "shown"),
    [
        (1, AT, (5, "")),
        (2, AT + struct.pack("<I", 42 << 2 | 2), (5, "42")),
        (3, AT + b"\x07", (5, "")),
        (4, AT + b"\1", (5, "TRUE")),
        (5, AT + struct.pack("<d", 13800138000), (5, "13800138000")),
        (6, AT + string("甲"), (5, "甲")),
        (7, AT + struct.pack("<I", 1), (5, "乙")),
        (62, AT + b"\1" + string("富"), (5, "富")),
        (8, AT + string("果") + b"\0\0" + formula(text_token("常量")), (5, "果")),
        (9, AT + struct.pack("<d", 0.5) + b"\0\0" + formula(text_token("常量")), (5, "0.5")),
        (10, AT + b"\0\0\0" + formula(b""), (5, "FALSE")),
        (16, STYLE + struct.pack("<d", 7), (0, "7")),
        (18, STYLE + struct.pack("<I", 0), (0, "甲")),
    ],
)
def test_a_cell_of_each_kind(kind: int, data: bytes, shown: tuple[int, str]) -> None:
    sheet = Sheet(["甲", "乙"], set())
    assert xlsb_cells.value(sheet, kind, data) == shown
    assert sheet.constants == (["常量"] if "常量".encode("utf-16-le") in data else [])


def test_a_short_cell_follows_the_one_before_it() -> None:
    sheet = Sheet(["甲"], set())
    xlsb_cells.value(sheet, 1, AT)
    assert xlsb_cells.value(sheet, 17, STYLE + string("后")) == (6, "后")


@pytest.mark.parametrize(
    ("kind", "data"), [(5, AT), (6, AT + b"\x09\0\0\0"), (7, AT + b"\x09\0\0\0"), (9, b"")]
)
def test_a_cell_that_is_too_short_or_too_long_or_points_nowhere(kind: int, data: bytes) -> None:
    with pytest.raises((struct.error, IndexError)):
        xlsb_cells.value(Sheet([], set()), kind, data)


def test_the_number_of_a_row_and_its_spans() -> None:
    assert xlsb_cells.row(struct.pack("<I9xI", 7, 1) + bytes(8)) == 7
    with pytest.raises(struct.error):
        xlsb_cells.row(struct.pack("<I9xI", 7, 1) + bytes(30))
