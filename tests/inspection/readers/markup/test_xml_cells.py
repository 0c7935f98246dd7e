"""Cells by what their attributes say."""

import pytest

from inspection.readers.markup import xml_names
from inspection.readers.markup.xml_cells import Cell, Cells, Row
from inspection.readers.markup.xml_vocabulary import Vocabulary

VOCABULARY = Vocabulary(frozenset(), value="{urn:office}value", repeated="{urn:table}repeated", index="Index")
BODY = b'<a xmlns:o="urn:office" xmlns:t="urn:table"/>'


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        (b"", Cell("", "", 0)),
        (b' o:value="0.5"', Cell("0.5", "", 0)),
        (b' t:repeated="3" Index="7"', Cell("", "7", 2)),
        (b' t:repeated="16381"/', Cell("", "", 63)),
        (b' t:repeated="-1"', Cell("", "", 0)),
        (b" o:value='1&lt;'", Cell("1<", "", 0)),
    ],
)
def test_attributes_say_number_column_and_how_many_follow(written: bytes, cell: Cell) -> None:
    names = xml_names.of(BODY)
    assert names
    cells = Cells(names, VOCABULARY)
    assert (cells[written], dict(cells)) == (cell, {written: cell})


def test_a_row_has_its_cells_in_their_columns() -> None:
    row = Row()
    for shown, cell in (("a", Cell("", "3", 0)), ("5 %", Cell("0.05", "", 1)), ("b", Cell("", "1", 0))):
        row.add(shown, cell)
    assert row.shown == ["", "", "a", "5 %", "", "b"]
    assert row.stored == ["", "", "a", "0.05", "", "b"]
