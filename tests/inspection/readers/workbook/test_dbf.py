"""Tables of dBASE: every record and charset, deleted ones, and what stands behind them."""

import struct

import pytest

from inspection.limits import Limits
from tests.inspection.samples import ID, OTHER_ID, Reading
from tests.inspection.test_dbf_header import header

FIELDS = ((b"XM", "C", 20), (b"SFZH", "C", 18), (b"JE", "N", 12))


def record(name: bytes, number: str, mark: bytes = b" ") -> bytes:
    return mark + name.ljust(20) + number.encode().ljust(18) + b"12.50".rjust(12)


def made(*records: bytes, counted: int | None = None) -> bytes:
    return header(*FIELDS, records=len(records) if counted is None else counted) + b"".join(records) + b"\x1a"


@pytest.mark.parametrize("charset", ["gbk", "utf-8", "big5"])
def test_rows_stand_under_the_names_of_the_fields(charset: str) -> None:
    reading = Reading(
        made(record("中文姓名".encode(charset), ID), record("中文姓名".encode(charset), OTHER_ID))
    )
    assert (reading.walk.format, reading.walk.reason) == ("dbf", "")
    lines = reading.segments[0].text.split("\n")
    assert lines == ["XM\tSFZH\tJE", f"中文姓名\t{ID}\t12.50", f"中文姓名\t{OTHER_ID}\t12.50"]


def test_records_that_are_deleted_or_not_counted_are_read() -> None:
    reading = Reading(made(record(b"a", OTHER_ID, b"*"), record(b"b", ID), counted=1))
    assert OTHER_ID in reading.text
    assert ID in reading.text
    assert reading.walk.reason == ""


def test_numbers_that_are_stored_as_such() -> None:
    fields = ((b"SJ", "B", 8), (b"N", "I", 4), (b"Y", "Y", 8), (b"T", "T", 8))
    values = b" " + struct.pack("<d", 13800138000.0) + struct.pack("<iq", -7, 125_000) + bytes(8)
    reading = Reading(header(*fields, version=0x30, records=1) + values)
    assert "13800138000\t-7\t12.5" in reading.text


def test_what_is_cut_off_is_told_and_what_stands_behind_is_read() -> None:
    assert Reading(made(record(b"a", ID), counted=3)).walk.reason == "incomplete:dbf"
    assert ID in Reading(made(record(b"a", OTHER_ID)) + f"no. {ID}".encode()).text


def test_a_long_table_comes_in_windows_with_the_names_above_each() -> None:
    many = [record(b"a", ID) for _ in range(100)]
    reading = Reading(made(*many), limits=Limits(window=1000))
    assert len(reading.segments) > 1
    assert all(segment.text.startswith("XM\tSFZH") for segment in reading.segments if ID in segment.text)
    assert reading.text.count(ID) == len(many)
