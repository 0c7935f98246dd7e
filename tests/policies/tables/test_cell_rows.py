"""A line as cells: delimiters, quotes of CSV, and what is trimmed off."""

import pytest

from policies.tables.cell_rows import DELIMITERS, cells_of, read_row, trimmed
from policies.vocabulary import Topic


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_every_delimiter_parts_cells(delimiter: str) -> None:
    line = delimiter.join(["姓名", "张三", "手机"])
    row = read_row(line, 0, len(line), delimiter)
    assert row.cells == ["姓名", "张三", "手机"]
    assert row.topics == [Topic.NAME, None, Topic.MOBILE]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"a,b",c', ['"a,b"', "c"]),
        ('"a ""b"", c",d', ['"a ""b"", c"', "d"]),
        ('"a,b', ['"a', "b"]),
        ('a, "b,c"', ["a", ' "b,c"']),
        (",,", ["", "", ""]),
    ],
    ids=["quoted", "doubled-quotes", "never-closed", "space-before", "empty"],
)
def test_a_delimiter_within_quotes_does_not_count(line: str, cells: list[str]) -> None:
    assert [line[slice(*cell)] for cell in cells_of(line, 0, len(line), ",")] == cells


def test_no_more_cells_than_asked_for() -> None:
    assert len([*cells_of("a,b,c,d", 0, 7, ",", most=2)]) == 2


def test_quotes_and_emphasis_are_no_part_of_a_cell() -> None:
    text = ' **"张三"** \r'
    assert text[slice(*trimmed(text, 0, len(text)))] == "张三"
