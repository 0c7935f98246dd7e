"""Records of a workbook stream."""

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.workbook import biff_records
from tests.inspection.readers.workbook.excel_files import record


def kinds(stream: bytes) -> tuple[list[tuple[int, bytes]], str]:
    walk = extractor.new_walk(Limits())
    return [(one.kind, one.whole) for one in biff_records.records(stream, walk)], walk.reason


def test_a_record_is_whole_with_what_continues_it() -> None:
    stream = record(0x01B6, b"a") + record(0x003C, b"b") + record(0x003C, b"c") + record(0x000A)
    assert kinds(stream) == ([(0x01B6, b"abc"), (0x000A, b"")], "")


def test_zeros_fill_up_the_stream() -> None:
    assert kinds(record(0x000A) + bytes(9)) == ([(0x000A, b"")], "")


def test_what_is_cut_off_or_behind_zeros_is_told_and_kept() -> None:
    assert kinds(record(0x0204, b"abcd")[:-2]) == ([(0x0204, b"ab")], "malformed:xls")
    assert kinds(record(0x000A) + bytes(8) + b"text") == (
        [(0x000A, b""), (0, bytes(8) + b"text")],
        "malformed:xls",
    )
