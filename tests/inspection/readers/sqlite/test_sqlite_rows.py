"""Rows as lines of text, and cells that are more than a text."""

import pytest

from inspection import extractor
from inspection.errors import BudgetSpent
from inspection.limits import Limits
from inspection.readers.sqlite import sqlite_rows
from inspection.readers.sqlite.sqlite_pages import Value
from inspection.segment import Segment
from inspection.walker import Walk
from tests.inspection.samples import ID, archive


def lines(rows: list[list[Value]], limits: Limits | None = None) -> tuple[list[Segment], Walk]:
    walk = extractor.new_walk(limits or Limits())
    return list(sqlite_rows.lines(["a", "b\tc"], rows, (), walk)), walk


def test_a_row_is_a_line_and_a_cell_stays_one() -> None:
    [segment], _ = lines([[1, "two\twords\nof one cell"], [2.5, None], [b"as text", b""]])
    assert segment.text == "a\tb c\n1\ttwo words of one cell\n2.5\t\nas text\t"


def test_long_tables_are_cut_between_rows_and_each_piece_has_the_names() -> None:
    segments, _ = lines([["x" * 300, number] for number in range(10)], Limits(window=1000))
    assert len(segments) == 3
    assert all(segment.text.startswith("a\tb c\n") for segment in segments)
    assert sum(segment.text.count("x" * 300) for segment in segments) == 10


def test_a_table_without_rows_still_has_names() -> None:
    assert [segment.text for segment in lines([])[0]] == ["a\tb c"]


def test_a_blob_that_is_a_file_is_read_as_one() -> None:
    segments, walk = lines([[archive({"a.txt": ID.encode()}), "x"]])
    assert ID in "".join(segment.text for segment in segments if not segment.alternate)
    assert walk.formats == {"zip", "text"}


def test_a_blob_that_is_nothing_known_gives_its_strings_and_is_counted_unread() -> None:
    segments, walk = lines([[b"\0\1\2" + ID.encode() + b"\3\4", "x"]])
    assert ID in segments[0].text
    assert (walk.unread, walk.reason) == ({"blob"}, "")


def test_a_long_text_of_several_lines_is_read_again_as_it_stands() -> None:
    text = "first line\n" + "x" * 300
    segments, _ = lines([[text, ""]])
    assert [(segment.text, segment.alternate) for segment in segments[:1]] == [(text, True)]


def test_the_text_is_counted_against_the_budget() -> None:
    with pytest.raises(BudgetSpent):
        lines([["x" * 100, ""]] * 100, Limits(output=5000))
