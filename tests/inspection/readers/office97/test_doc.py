"""Word documents in the binary format: text of all parts, formatting that hides, and what stands around."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.office97.word_files import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    TEXT,
    bins,
    block,
    clx,
    page,
    streams,
    string_table,
    word_file,
)
from tests.inspection.samples import ID, Reading


@pytest.mark.parametrize("narrow", [False, True])
def test_text_in_pieces_of_either_width(narrow: bool) -> None:
    reading = Reading(word_file(f"card {ID}\rsecond line\x0bthird\r", narrow=narrow))
    assert f"card {ID}\nsecond line\nthird\n" in reading.primary
    assert (reading.verdict, reading.walk.reason) == (InspectionVerdict.INSPECTED, "")
    assert reading.walk.format == "doc"


@pytest.mark.parametrize(
    ("number", "part"),
    [
        (1, "footnotes"),
        (2, "headers"),
        (4, "comments"),
        (5, "endnotes"),
        (6, "text-boxes"),
        (7, "header-text-boxes"),
    ],
)
def test_each_part_of_the_text_is_a_segment_of_its_own(number: int, part: str) -> None:
    reading = Reading(word_file("正文\r", others={number: f"身份证 {ID}\r"}))
    assert [s.text for s in reading.segments if s.place and s.place[-1].name == part] == [f"身份证 {ID}\n"]
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_deletion_within_a_number_stands_in_a_second_reading() -> None:
    text = f"{ID[:6]}999{ID[6:]}\r"
    reading = Reading(word_file(text, characters=[(6, 9, DELETED)]))
    assert ID in reading.primary
    assert f"{ID[:6]}999" in reading.text


def test_hidden_text_is_read_and_does_not_hide_what_stands_around_it() -> None:
    text = f"{ID[:6]}999{ID[6:]}\r"
    reading = Reading(word_file(text, characters=[(6, 9, HIDDEN)]))
    assert f"{ID[:6]}999" in reading.primary
    assert ID in reading.text


def test_rows_of_a_table_are_lines() -> None:
    text = "姓名\x07证件\x07\x07张三\x07\x07\x07"
    reading = Reading(word_file(text, paragraphs=[(6, 7, ROW_END), (10, 12, ROW_END)]))
    assert "姓名\t证件\t\n张三\t\t\n" in reading.primary


def test_paragraphs_in_a_cell_do_not_end_the_row() -> None:
    text = "甲\r乙\x07丙\x07\x07"
    cells = [(0, 2, IN_TABLE), (2, 4, IN_TABLE), (4, 6, IN_TABLE), (6, 7, ROW_END)]
    assert "甲 乙\t丙\t\n" in Reading(word_file(text, paragraphs=cells)).primary


def test_the_instruction_of_a_field_stands_apart_from_its_result() -> None:
    reading = Reading(word_file(f'{ID[:6]}\x13 HYPERLINK "in-field" \x14{ID[6:]}\x15\r'))
    assert ID in reading.primary
    assert "in-field" in reading.text


def test_authors_bookmarks_and_variables_are_read() -> None:
    tables = {
        21: string_table("书签"),
        51: string_table("审阅者"),
        36: struct.pack("<H", 2) + "批者".encode("utf-16-le"),
    }
    reading = Reading(word_file("x\r", tables=tables))
    for value in ("书签", "审阅者", "批者"):
        assert value in reading.primary


def test_what_no_piece_accounts_for_is_searched() -> None:
    parts = streams("visible\r")
    parts["WordDocument"] += f"deleted {ID}".encode() + "旧文本在此".encode("utf-16-le")
    reading = Reading(storages(parts))
    assert ID in reading.text
    assert "旧文本在此" in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_piece_that_begins_too_late_cuts_no_number() -> None:
    parts = streams(f"card {ID}\r")
    late = clx(len(ID) - 2, start=TEXT + 20)
    parts["0Table"] = late.ljust(len(parts["0Table"]), b"\0")
    assert ID in Reading(storages(parts)).text


def test_pieces_are_read_in_the_order_of_the_text() -> None:
    first, second = "second".encode("utf-16-le"), b"first "
    table = struct.pack("<III", 0, 6, 12)
    table += struct.pack("<HIH", 0, 2 * (TEXT + 12) | 1 << 30, 0) + struct.pack("<HIH", 0, TEXT, 0)
    packed = b"\x02" + struct.pack("<I", len(table)) + table
    stream = block([12, *[0] * 7], {33: (0, len(packed))}) + first + second
    assert "first second" in Reading(storages({"WordDocument": stream, "0Table": packed})).primary


@pytest.mark.parametrize(("counts", "reason"), [(9, ""), (500, "malformed:doc")])
def test_counts_that_do_not_fit_the_text_lose_nothing(counts: int, reason: str) -> None:
    text = f"card {ID}\r"
    packed, pages = clx(len(text)), 3
    pairs = {33: (0, len(packed)), 12: (len(packed), 12)}
    stream = block([counts, *[0] * 7], pairs) + text.encode("utf-16-le").ljust(512, b"\0") + page([], 2, 1)
    reading = Reading(storages({"WordDocument": stream, "0Table": packed + bins(pages)}))
    assert reading.walk.reason == reason
    assert ID in reading.text


def test_word_6_and_95_have_8_bit_text() -> None:
    text = f"身份证号 {ID}".encode("gbk")
    head = struct.pack("<HHHHHH", 0xA5DC, 101, 0, 0x0804, 0, 0).ljust(24, b"\0")
    stream = (head + struct.pack("<II", 512, 512 + len(text))).ljust(512, b"\0") + text
    reading = Reading(storages({"WordDocument": stream}))
    assert f"身份证号 {ID}" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_an_encrypted_document_is_weak() -> None:
    reading = Reading(word_file(ID, flags=0x0100))
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("doc", "weak")]
    assert reading.walk.reason == "encrypted:doc"


DOCUMENT = word_file(f"客户 {ID}\r", others={2: "页眉\r"}, characters=[(0, 2, HIDDEN)])


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_flipped_bit_never_loses_the_number_silently(data: st.DataObject) -> None:
    content = bytearray(DOCUMENT)
    start = content.find(ID.encode("utf-16-le"))
    at = data.draw(st.integers(0, len(content) - 1).filter(lambda at: not start <= at < start + 36))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    assert Reading(bytes(content)).found_or_told(ID)


@settings(max_examples=20, deadline=None)
@given(st.integers(8, len(DOCUMENT) - 1))
def test_a_truncated_document_is_never_silent(cut: int) -> None:
    assert Reading(DOCUMENT[:cut]).found_or_told(ID)
