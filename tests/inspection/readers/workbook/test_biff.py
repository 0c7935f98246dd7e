"""Excel workbooks in the binary format, by xlwt and by hand: cells, hidden sheets, notes, names, damage."""

import struct

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.workbook.excel_files import (
    BOF_SHEET,
    EOF,
    book,
    label,
    number_cell,
    record,
    shared,
    shared_cell,
    wide,
)
from tests.inspection.samples import ID, Reading, saved


def by_xlwt(text: str = ID) -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("客户表")
    for column, value in enumerate(["姓名", "身份证号", "手机"]):
        sheet.write(0, column, value)
    for column, value in enumerate(["张三", text, 13800138000]):
        sheet.write(1, column, value)
    sheet.write(3, 2, xlwt.Formula('"in-formula"&"x"'))
    sheet.write_rich_text(4, 0, [("12", xlwt.easyfont("bold on")), "34"])
    sheet.header_str, sheet.footer_str = b"&Cin-header", b"&Lin-footer"
    hidden = workbook.add_sheet("hidden-sheet")
    hidden.visibility = 2
    hidden.write(2, 1, "in-hidden")
    return saved(workbook.save)


def of(stream: bytes, name: str = "Workbook") -> Reading:
    return Reading(storages({name: stream}))


def test_rows_are_lines_and_cells_columns() -> None:
    reading = Reading(by_xlwt())
    assert f"姓名\t身份证号\t手机\n张三\t{ID}\t13800138000" in reading.primary
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, "xls")


def test_each_place_is_read() -> None:
    text = Reading(by_xlwt()).primary
    for value in ("客户表", "in-formula", "1234", "in-header", "in-footer", "hidden-sheet", "in-hidden"):
        assert value in text, value


@pytest.mark.parametrize("visible", [0, 1, 2])
def test_a_sheet_is_read_whether_it_is_shown_or_not(visible: int) -> None:
    assert "秘密" in of(book(sheet=(label(0, 0, "秘密"),), visible=visible)).primary


def test_text_of_notes_and_boxes_stands_in_records_behind_their_own() -> None:
    body = [record(0x003C, b"\1" + "批注".encode("utf-16-le")), record(0x003C, b"\0" + ID.encode())]
    text = record(0x01B6, struct.pack("<10xHHxxxx", 2 + len(ID), 16)) + b"".join(body)
    reading = of(book(sheet=(text, record(0x001C, struct.pack("<4H", 0, 0, 0, 1) + wide("批注人")))))
    assert f"批注{ID}" in reading.primary
    assert "批注人" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_cell_before_any_other_record_of_its_sheet() -> None:
    assert of(book(sheet=(label(0, 0, "a"),))).kinds_of("a") >= {"sheet"}


def test_a_chart_stands_within_its_sheet() -> None:
    chart = BOF_SHEET + record(0x100D, b"\0\0" + wide("图表标题", counted="<B")) + label(0, 0, "点") + EOF
    reading = of(book(sheet=(label(0, 0, "表"), chart, label(1, 0, "后"))))
    assert [s.text for s in reading.segments if s.place and s.place[-1].kind == "chart"] == ["点"]
    assert "图表标题" in reading.primary
    assert "表\n后" in reading.primary


def test_shared_strings_that_no_cell_uses_are_read() -> None:
    reading = of(book(shared("a", ID), sheet=(shared_cell(0, 0, 0),)))
    assert [s.text for s in reading.segments if s.place and s.place[-1].name == "shared-strings"] == [ID]
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_an_index_beyond_the_shared_strings_is_told() -> None:
    reading = of(book(shared(ID), sheet=(shared_cell(0, 0, 7),)))
    assert reading.walk.reason == "malformed:xls"
    assert ID in reading.text


def test_links_and_records_of_which_nothing_is_known_are_searched() -> None:
    link = record(0x01B8, bytes(20) + f"https://example.com/{ID}".encode("utf-16-le"))
    assert ID in of(book(sheet=(link, record(0x1FFF, b"note " + ID.encode())))).text


def test_a_long_sheet_comes_in_windows_under_its_header() -> None:
    rows = [label(0, 0, "证件"), *(label(row, 0, "x" * 50) for row in range(1, 100)), label(100, 0, ID)]
    reading = Reading(storages({"Workbook": book(sheet=tuple(rows))}), limits=Limits(window=1000))
    windows = [s.text for s in reading.segments if s.place and s.place[-1].kind == "sheet"]
    assert len(windows) > 3
    assert all(text.startswith("证件") for text in windows)


def test_cells_far_apart_cost_nothing() -> None:
    corners = tuple(number_cell(row, column, 7) for row in (0, 65535) for column in (0, 255))
    assert len(of(book(sheet=corners * 50)).text) < 20_000


def test_both_streams_of_a_dual_workbook_are_read() -> None:
    content = storages(
        {"Workbook": book(sheet=(label(0, 0, "new"),)), "Book": book(sheet=(label(0, 0, "old"),))}
    )
    assert {"new", "old"} <= {s.text for s in Reading(content).segments}


def test_excel_2_to_4_wrote_no_compound_file() -> None:
    stream = (
        record(0x0009, b"\2\0\x10\0") + record(0x0004, struct.pack("<HHxxxB", 0, 0, 18) + ID.encode()) + EOF
    )
    reading = Reading(stream)
    assert ID in reading.primary
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, "xls")


def test_an_encrypted_workbook_is_weak() -> None:
    reading = of(book(record(0x002F, bytes(54)), sheet=(label(0, 0, "x"),)))
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("xls", "weak")]


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_stream_that_is_cut_off_is_told_and_read_as_far_as_it_goes(cut: int) -> None:
    reading = of(book(sheet=(label(0, 0, ID), label(1, 0, "x" * 60)))[:-cut])
    assert reading.walk.reason == "malformed:xls"
    assert ID in reading.text


def test_a_cell_longer_than_its_type_is_told_and_searched() -> None:
    whole = label(0, 0, ID)
    reading = of(book(sheet=((0x0205).to_bytes(2, "little") + whole[2:],)))
    assert reading.walk.reason == "malformed:xls"
    assert ID in reading.text


def test_a_length_that_is_wrong_cuts_no_text() -> None:
    cut = bytearray(label(0, 0, ID))
    cut[10] = 5
    note = bytearray(record(0x001C, bytes(8) + wide(ID)))
    note[12] = 5
    assert ID in of(book(sheet=(bytes(cut),))).text
    assert ID in of(book(sheet=(bytes(note),))).text


def test_shared_strings_behind_the_last_that_is_counted_are_told() -> None:
    reading = of(book(shared("a") + record(0x003C, wide(ID))))
    assert reading.walk.reason == "malformed:xls"
    assert ID in reading.text


def test_what_does_not_begin_like_a_workbook_is_told_and_searched() -> None:
    reading = of(b"\x11\x22" + ID.encode())
    assert reading.walk.reason == "malformed:xls"
    assert ID in reading.text


WORKBOOK = by_xlwt()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_flipped_bit_never_loses_the_number_silently(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    start = content.find(ID.encode())
    at = data.draw(st.integers(0, len(content) - 1).filter(lambda at: not start <= at < start + 18))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    assert Reading(bytes(content)).found_or_told(ID)


def test_a_workbook_within_another_document_is_read() -> None:
    inner = {"Workbook": book(sheet=(label(0, 0, ID),)), "\x01CompObj": b"x"}
    reading = Reading(storages({"Contents": b"text of the outer", "ObjectPool": {"_1": inner}}))
    assert [s.place[0].name for s in reading.segments if ID in s.text] == ["ObjectPool/_1"]
