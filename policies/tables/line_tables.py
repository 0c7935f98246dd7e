"""Tables of which each cell stands on a line of its own, as mail programs paste them into plain text.

Two layouts: all labels one under the other and then the rows, and each label right above its value.
Such text has no frame, so its rows count only as far as their cells look like what the labels say.
"""

import msgspec

from policies.lazily import lazily
from policies.normalize import Bounds
from policies.tables.cell_rows import title_above
from policies.tables.few_values import SAMPLE
from policies.tables.header import PERSONS, read_header
from policies.tables.header_row import settle, settle_labels
from policies.tables.line_cells import LineCells
from policies.vocabulary import Topic

_COLUMNS_MIN, _COLUMNS_MAX = 2, 24
_CELLS_MAX, _PAIRS_MAX = 20_000, 60
_TRIES_MAX = 8  # of the labels that stand together those that may be the first of a table: others are titles
_NAME = lazily(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff·]{1,12}|[A-Za-z][A-Za-z .,\-]{3,30}"
)
_NUMBER = lazily(r"(?=.{0,12}\d)[A-Za-z0-9*xX \-()+]{1,30}|-{1,2}|/|—|无")
_QUOTATION = lazily(r"(?:> ?)+")
_FIELD = lazily(r"([^:：=\n]{2,20})[:：=]")


class LineTable(msgspec.Struct, frozen=True):
    """The known cells in order, where the labels end that head them (at the start: none do), and where all ends.

    A list has one label again and again, and so no cells; no table begins in it.
    """

    cells: list[tuple[Bounds, Topic]]
    header_end: int
    end: int
    is_list: bool = False


class LineTables:
    """Looks for such tables in one text, from ascending places, at a cost that the lines between them bound."""

    def __init__(self, text: str) -> None:
        self._cells = LineCells(text)
        self._looked_to = 0  # in no line before this place a table begins
        self._labels_end = self._tries = 0

    def read(self, start: int) -> LineTable:
        """Return the table whose first label stands in the line at `start`; it may have no cells."""
        cells, none = self._cells, LineTable([], start, start)
        if start < self._looked_to:
            return none
        first = cells.at(start)
        end = cells.end_of_labels(first, _COLUMNS_MAX)
        if end == first or cells.end_of(end + 1) == end or self._is_of_labels(first, end):
            return none
        if end - first < _COLUMNS_MIN:
            return none if _is_field(cells, end) else self._pairs(first)
        if first >= self._labels_end:
            self._tries = 0
        self._labels_end = end
        if self._tries < _TRIES_MAX and _may_be_of_persons(cells, first, end):
            end += _more_labels(cells, first, end)
            if not _is_field(cells, end):
                return self._rows(first, end) or none
        return none

    def _is_of_labels(self, first: int, end: int) -> bool:
        """Whether a label stands in the first row below as many labels as are columns, so for the next lines too."""
        behind = end
        if end - first == _COLUMNS_MAX:
            while behind - end < 2 * _COLUMNS_MAX and self._cells.is_label(behind):
                behind += 1
        if behind == end:
            return False
        self._looked_to = self._cells.bounds(behind - _COLUMNS_MAX)[0]
        return True

    def _rows(self, first: int, end: int) -> LineTable | None:
        cells, width = self._cells, end - first
        behind = cells.end_of(end + width)
        if behind < end + width or cells.has_label(end, behind):
            return None
        persons = [at for at in range(width) if cells.topic(first + at) in PERSONS]
        if not any(_fits_below(cells, end + at, cells.topic(first + at)) for at in persons):
            return None
        self._tries += 1
        reach = cells.end_of(end + SAMPLE * width)
        columns = [[cells.value(each) for each in range(end + at, reach, width)] for at in range(width)]
        labels = [cells.value(each) for each in range(first, end)]
        start, header_end = cells.bounds(first)[0], cells.bounds(end - 1)[1]
        topics = settle(labels, title_above(cells.text, start), columns)
        found: list[tuple[Bounds, Topic]] = []
        row = end
        while len(found) < _CELLS_MAX and _are_of_persons(topics):
            if cells.end_of(row + width) < row + width or not _fits(cells, row, topics):
                break
            found += [(cells.bounds(row + at), topic) for at, topic in enumerate(topics) if topic is not None]
            row += width
        return LineTable(found, header_end, cells.bounds(row - 1)[1]) if found else None

    def _pairs(self, first: int) -> LineTable:
        cells, end, most = self._cells, first + 2, first + 2 * _PAIRS_MAX
        while end < most and cells.end_of(end + 2) == end + 2 and _is_pair(cells, end):
            end += 2
        lefts = range(first, end, 2)
        labels = [cells.value(left) for left in lefts]
        start, behind = cells.bounds(first)[0], cells.bounds(end - 1)[1]
        topics: dict[str, Topic | None] = {}
        if len({*labels}) > 1 and not PERSONS.isdisjoint(map(cells.topic, lefts)):
            topics = settle_labels(labels)
        if not _are_of_persons([*topics.values()]):
            # Nor are those that begin further below; each label is judged by the others, up to so many.
            self._looked_to = cells.bounds(end - _PAIRS_MAX)[0] if end == most else behind
            return LineTable([], start, behind, is_list=len({*labels}) == 1 < len(labels))
        found = ((cells.bounds(left + 1), topics[label]) for left, label in zip(lefts, labels, strict=True))
        known: list[tuple[Bounds, Topic]] = []
        known += ((cell, topic) for cell, topic in found if topic is not None and topic is not Topic.NEUTRAL)
        return LineTable(known, start, behind)


def behind_quotation(text: str, start: int, end: int) -> int:
    """Return where a line begins behind the marks of a mail that is quoted."""
    marks = _QUOTATION.match(text, start, end) if text[start : start + 1] == ">" else None
    return marks.end() if marks else start


def _may_be_of_persons(cells: LineCells, first: int, end: int) -> bool:
    """Whether one of the labels that stand together, or of the lines that may be more of them, means a person."""
    reach = cells.end_of(end + (2 * _COLUMNS_MAX - 2 * (end - first)) // 3 + 1)
    return not PERSONS.isdisjoint(map(cells.topic, range(first, reach)))


def _more_labels(cells: LineCells, first: int, end: int) -> int:
    """How many lines behind the known labels are labels that no list holds, by which rows below have that width."""
    known = end - first
    reach = cells.end_of(end + 1 + 2 * _COLUMNS_MAX)
    plain = (cells.first_figure(end, reach) or end) - end
    shape: list[Topic | None] = []
    for more in range(min(plain, (reach - end - 2 * known) // 3) + 1):
        width = known + more
        row = end + more
        if cells.has_label(row, row + 2 * width):
            continue
        shape = shape or settle([cells.value(each) for each in range(first, end)])
        if all(_fits(cells, each, [*shape, *([None] * more)]) for each in (row, row + width)):
            return more
    return 0


def _are_of_persons(topics: list[Topic | None]) -> bool:
    """One label names a person, and another says something else: no list of words that all mean a name."""
    return not PERSONS.isdisjoint(topics) and len({*topics} - {None}) > 1


def _fits(cells: LineCells, row: int, topics: list[Topic | None]) -> bool:
    """Whether the names are names and no label is among the values: else the lines are no row of this table."""
    return not cells.has_label(row, row + len(topics)) and all(
        _fits_below(cells, row + at, topic) for at, topic in enumerate(topics) if topic in PERSONS
    )


def _fits_below(cells: LineCells, number: int, topic: Topic | None) -> bool:
    shape = _NAME if topic is Topic.NAME else _NUMBER
    return shape.fullmatch(cells.text, *cells.bounds(number)) is not None


def _is_pair(cells: LineCells, left: int) -> bool:
    return cells.topic(left) is not None and not cells.topic(left + 1) and not _is_field(cells, left + 1)


def _is_field(cells: LineCells, number: int) -> bool:
    """Whether a line has its own label (`手机：13800138000`) and so is no value of the label above, which is empty."""
    field = _FIELD.match(cells.text, *cells.bounds(number))
    return field is not None and read_header(field[1])[0] is not None
