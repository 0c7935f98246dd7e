"""Rows of a sheet as lines."""

import pytest

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.workbook.sheet_rows import SheetRows, number


def rows(*cells: tuple[int, int, str]) -> list[str]:
    made = SheetRows((), extractor.new_walk(Limits()))
    for cell in cells:
        made.put(*cell)
    return [segment.text for segment in made.rest()]


def test_columns_keep_their_places_and_empty_rows_go() -> None:
    assert rows((0, 1, "a"), (0, 3, "b"), (5, 0, ""), (7, 0, "c"), (7, 1, "")) == ["\ta\t\tb\nc"]


def test_a_gap_is_bounded() -> None:
    assert len(rows((0, 16000, "x"))[0]) < 100


def test_the_first_row_is_repeated_unless_it_holds_numbers_itself() -> None:
    for first, repeated in (("证件", True), ("110101199003074514", False)):
        made = SheetRows((), extractor.new_walk(Limits()))
        made.put(0, 0, first)
        made.put(1, 0, "x")
        made.put(2, 0, "y")
        assert made.flush().text == f"{first}\nx"
        assert "".join(s.text for s in made.rest()) == (f"{first}\ny" if repeated else "y")


def test_whole_rows_are_kept_as_they_are_under_the_first_one() -> None:
    for first, following in (("证件", "证件\nz"), ("110101199003074514", "z")):
        made = SheetRows((), extractor.new_walk(Limits()))
        for line in (first, "", "x\t\t", "y"):
            made.put_row(line)
        assert made.flush().text == f"{first}\n\nx\t\t\ny"
        made.put_row("z")
        assert [segment.text for segment in made.rest()] == [following]


def test_a_result_fills_an_empty_cell_only() -> None:
    made = SheetRows((), extractor.new_walk(Limits()))
    assert not made.put_result("x")
    made.put(0, 0, "")
    assert made.put_result("result")
    assert not made.put_result("again")
    assert [s.text for s in made.rest()] == ["result"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13800138000.0, "13800138000"),
        (1.1e17, "110000000000000000"),
        (0.1, "0.1"),
        (-3.0, "-3"),
        (1e30, "1e+30"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text
