"""Cells of a row in XML: what their attributes say, and the row as shown and as stored."""

from typing import NamedTuple

import msgspec

from inspection.readers.markup.xml_names import Attributes, Names
from inspection.readers.markup.xml_vocabulary import Vocabulary

_GAP_MAX = 64  # empty columns or blanks written out


class Cell(NamedTuple):
    """What the attributes of a cell say: the number stored in it, its column from 1, how many like it follow."""

    value: str
    column: str
    following: int


class Row(msgspec.Struct):
    """Cells of an open row, as shown and as stored."""

    shown: list[str] = []
    stored: list[str] = []

    def add(self, shown: str, cell: Cell) -> None:
        """Add a cell in its column, and the empty ones behind it that it stands for."""
        gap = min(int(cell.column) - 1 - len(self.shown), _GAP_MAX) if cell.column.isdecimal() else 0
        if gap > 0:
            self.shown.extend([""] * gap)
            self.stored.extend([""] * gap)
        self.shown.append(shown)
        self.stored.append(cell.value or shown)
        if cell.following:
            self.shown.extend([""] * cell.following)
            self.stored.extend([""] * cell.following)


class Cells(dict[bytes, Cell]):
    """What cells say, by their attributes as a document writes them: mostly those of another cell again."""

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._names, self._vocabulary = names, vocabulary

    def __missing__(self, written: bytes) -> Cell:
        cell = self[written] = cell_of(self._names.attributes(written), self._vocabulary)
        return cell


def cell_of(attributes: Attributes, vocabulary: Vocabulary) -> Cell:
    """Return what the attributes of a cell say in a vocabulary."""
    value = attributes(vocabulary.value) if vocabulary.value else ""
    column = attributes(vocabulary.index) if vocabulary.index else ""
    return Cell(value, column, count(attributes, vocabulary.repeated) - 1)


def count(attributes: Attributes, name: str) -> int:
    """Return how often an attribute says that something stands, within a bound; once if nothing says it."""
    written = attributes(name) if name else ""
    return min(max(int(written), 1), _GAP_MAX) if written.isdecimal() else 1
