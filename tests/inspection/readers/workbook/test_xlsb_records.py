"""Records and strings of binary workbook parts."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.errors import Unreadable
from inspection.readers.workbook import xlsb_records
from tests.inspection.readers.workbook.binary_workbooks import NONE, record, string


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=300)), max_size=5))
def test_records_come_back(records: list[tuple[int, bytes]]) -> None:
    stream = b"".join(record(*one) for one in records)
    assert list(xlsb_records.records(stream)) == records


def test_a_part_that_is_cut_off_is_told_after_what_there_is() -> None:
    seen: list[bytes] = []
    with pytest.raises(Unreadable):
        seen.extend(data for _, data in xlsb_records.records(record(1, b"ab") + record(200, b"x" * 200)[:-5]))
    assert seen == [b"ab", b"x" * 195]


def test_strings_one_after_another() -> None:
    data = b"xx" + string("甲") + NONE + string("乙") + b"rest"
    assert xlsb_records.strings(data, 2) == ["甲", "", "乙"]
    with pytest.raises(struct.error):
        xlsb_records.string(string("甲乙")[:-1], 0)
