"""Pieces at known places come out as the lines of the page, however the page is held."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.picture.ocr_layout import Piece, lines

HEIGHT = 20.0
ROWS = (
    ("姓名", "身份证号", "手机号"),
    ("张三", "110101199003074514", "13800138000"),
    ("李四", "", "13900139000"),
)
COLUMNS = (40.0, 140.0, 400.0)


def piece(text: str, left: float, top: float, *, angle: float = 0.0, width: float = 0.0) -> Piece:
    """A piece whose left edge is at this place of a page that is then turned around its corner."""
    ends = [(left, top), (left + (width or 10.0 * len(text)), top)]
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    a, b = ((x * cos - y * sin, x * sin + y * cos) for x, y in ends)
    return Piece(text, a, b, HEIGHT)


def table(angle: float) -> list[Piece]:
    cells = [(x, 30.0 * y, text) for y, row in enumerate(ROWS) for x, text in zip(COLUMNS, row, strict=True)]
    return [piece(text, x, y, angle=angle) for x, y, text in cells if text]


@settings(max_examples=50, deadline=None)
@given(angle=st.floats(-14, 14), pieces=st.permutations(range(8)))
def test_rows_of_a_table_are_lines_and_its_cells_have_tabs_between(angle: float, pieces: list[int]) -> None:
    cells = table(angle)
    assert lines(cells[number] for number in pieces) == ["\t".join(filter(None, row)) for row in ROWS]


@pytest.mark.parametrize(
    ("gap", "joined"),
    [(-4.0, "110101199003074514"), (1.0, "110101199003074514"), (8.0, "1101011990 03074514")],
)
def test_a_number_of_two_pieces_is_one(gap: float, joined: str) -> None:
    assert lines([piece("1101011990", 10, 10), piece("03074514", 110 + gap, 12)]) == [joined]


def test_a_label_and_its_value_are_two_words_of_a_line() -> None:
    assert lines([piece("张三", 50, 10), piece("姓名", 10, 11, width=40)]) == ["姓名 张三"]


def test_a_word_of_two_pieces_is_one_if_they_touch() -> None:
    assert lines([piece("北京市朝", 10, 10, width=80), piece("阳区", 80, 10)]) == ["北京市朝阳区"]


def test_lines_that_touch_stay_two() -> None:
    assert lines([piece("below", 0, 14), piece("above", 0, 0)]) == ["above", "below"]


def test_two_columns_that_do_not_match_up_are_lines_of_their_own() -> None:
    assert lines([piece("a", 0, 0), piece("b", 0, 30), piece("c", 200, 15)]) == ["a", "c", "b"]


def test_a_page_without_pieces_has_no_lines() -> None:
    assert lines([]) == []
