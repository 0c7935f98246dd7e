"""The lines of a text as cells, each read once."""

import pytest

from policies.tables.line_cells import LineCells
from policies.vocabulary import Topic


def test_a_second_blank_line_ends_what_stands_together() -> None:
    cells = LineCells("> 姓名\n\n> 张三\n\n\n手机\n1\n")
    first = cells.at(0)
    assert [cells.value(number) for number in range(first, cells.end_of(first + 9))] == ["姓名", "张三"]
    behind = cells.at(cells.text.index("手机"))
    assert behind > first
    assert [cells.value(number) for number in range(behind, cells.end_of(behind + 9))] == ["手机", "1"]


@pytest.mark.parametrize("text", ["", "姓" * 61, "\n\n姓名"])
def test_a_line_that_is_no_cell_begins_nothing(text: str) -> None:
    cells = LineCells(text)
    assert cells.end_of(cells.at(0) + 1) == cells.at(0)


def test_labels_end_with_the_first_line_that_is_none() -> None:
    cells = LineCells("姓名\n月收入\n张三\n3000\n")
    assert cells.at(0) == 0
    assert [cells.topic(number) for number in range(cells.end_of(3))] == [Topic.NAME, Topic.INCOME, None]
    assert [cells.end_of_labels(0, most) for most in (1, 9)] == [1, 2]
    assert (cells.has_label(0, 2), cells.has_label(1, 4)) == (True, False)
    assert [cells.is_label(number) for number in (0, 1, 4)] == [True, False, False]
    assert (cells.first_figure(1, 3), cells.first_figure(1, 4)) == (None, 3)
