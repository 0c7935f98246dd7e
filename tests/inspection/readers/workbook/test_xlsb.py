"""Binary workbooks: sheets by their names, hidden ones too, comments, links, names, damage."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.workbook import binary_workbooks as made
from tests.inspection.samples import ID, Reading


def test_rows_are_lines_and_cells_columns() -> None:
    cells = [
        made.row(0),
        made.text(0, "姓名"),
        made.text(2, "证件"),
        made.row(1),
        made.text(0, "张三"),
        made.shared(2, 0),
    ]
    reading = Reading(made.workbook(*cells, shared=[ID]))
    assert f"姓名\t\t证件\n张三\t\t{ID}" in reading.primary
    assert {s.place[-1].name for s in reading.segments if ID in s.text} == {"秘密表"}
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, "xlsb")


def test_what_stands_in_no_cell() -> None:
    comments = made.part(
        made.record(632, made.string("批注人")), made.record(637, b"\0" + made.string("批注内容"))
    )
    header = made.record(479, b"\0\0" + made.string("&C页眉") + made.NONE * 5)
    link = made.record(494, bytes(16) + made.string("rId1") + made.string("") + made.string("提示"))
    name = made.record(39, bytes(9) + made.string("名称") + made.formula(made.text_token("常量")))
    content = made.workbook(
        header, link, parts={"xl/comments1.bin": comments, "xl/names.bin": made.part(name)}
    )
    text = Reading(content).primary
    for value in ("秘密表", "批注人", "批注内容", "页眉", "提示", "名称", "常量"):
        assert value in text, value


def test_shared_strings_that_no_cell_uses_are_read() -> None:
    assert ID in Reading(made.workbook(shared=["a", ID])).primary


def test_macros_are_a_compound_file() -> None:
    content = made.workbook(parts={"xl/vbaProject.bin": storages({"Notes": f"card {ID}".encode()})})
    assert ID in Reading(content).primary


def test_other_records_are_searched() -> None:
    record = made.record(64, bytes(20) + made.string(f"数据验证 {ID}"))
    assert ID in Reading(made.workbook(record)).text


@pytest.mark.parametrize(
    "content",
    [
        made.workbook(made.row(0), made.shared(0, 7), shared=[ID]),
        made.workbook(made.row(0), made.text(0, ID) + b"\x06\xff\x01x"),
        made.workbook(made.row(0), made.record(6, struct.pack("<III", 0, 0, 99) + ID.encode())),
    ],
)
def test_damage_is_told_and_the_rest_is_read(content: bytes) -> None:
    reading = Reading(content)
    assert reading.walk.reason == "malformed:xlsb"
    assert ID in reading.text


def test_damaged_shared_strings_do_not_hide_the_sheets() -> None:
    content = made.workbook(
        made.row(0), made.text(0, ID), parts={"xl/sharedStrings.bin": made.record(19, b"\0\xff\0\0\0")}
    )
    reading = Reading(content)
    assert reading.walk.reason == "malformed:xlsb"
    assert ID in reading.primary


SHEET = made.part(made.row(0), made.text(0, "证件"), made.text(1, ID))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_flipped_bit_in_a_sheet_never_loses_the_number_silently(data: st.DataObject) -> None:
    sheet = bytearray(SHEET)
    start = sheet.find(ID.encode("utf-16-le"))
    at = data.draw(st.integers(0, len(sheet) - 1).filter(lambda at: not start <= at < start + 36))
    sheet[at] ^= 1 << data.draw(st.integers(0, 7))
    assert Reading(made.workbook(parts={"xl/worksheets/sheet1.bin": bytes(sheet)})).found_or_told(ID)
