"""Sheets as symbolic links, as SheetJS and LibreOffice write them."""

import pytest

from tests.inspection.samples import ID, Reading

MOBILE = "13800138000"
LINES = ("ID;PCALCOOO32", 'C;Y1;X1;K"姓名"', 'C;X2;K"手机;;号码"', f'C;Y2;X1;K"{ID}"', f"C;X2;K{MOBILE}", "E")


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cells_are_given_as_rows(charset: str, end: str) -> None:
    reading = Reading((end.join(LINES) + end).encode(charset))
    assert (reading.walk.format, reading.walk.reason) == ("sylk", "")
    assert f"\t姓名\t手机;号码\n\t{ID}\t{MOBILE}" in [
        segment.text for segment in reading.segments if segment.alternate
    ]


def test_what_is_no_cell_is_in_the_text() -> None:
    assert f"NN;N{ID};ER1C1" in Reading(f"ID;P\nNN;N{ID};ER1C1\nE\n".encode()).primary


@pytest.mark.parametrize("line", ["C", "C;", "C;Y;X;K", "C;Y999999999999;K1", "C;Yx;X²;K1", "C;K;;;"])
def test_odd_lines_trip_nothing(line: str) -> None:
    assert Reading(f"ID;P\n{line}\nC;Y1;X1;K{ID}\nE\n".encode()).walk.reason == ""
