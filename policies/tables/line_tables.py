"""Tables of which each cell stands on a line of its own, as mail programs paste them into plain text.

Two layouts: all labels one under the other and then the rows, and each label right above its value.
Such text has no frame, so its rows count only as far as their cells look like what the labels say.
"""

from collections.abc import Iterator
from itertools import islice

import msgspec

from policies.lazily import lazily
from policies.normalize import Bounds, lines
from policies.tables.header import PERSONS, PLAIN_TOPICS, read_header
from policies.tables.header_row import settle, settle_pair
from policies.vocabulary import Topic

_CELL_MAX = 60  # code points of a line that is a cell
_COLUMNS_MIN, _COLUMNS_MAX = 2, 24
_CELLS_MAX, _PAIRS_MAX = 20_000, 60
_NAME = lazily(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff·]{1,12}|[A-Za-z][A-Za-z .,\-]{3,30}"
)
_QUOTATION = lazily(r"(?:> ?)+")
_FIELD = lazily(r"([^:：=\n]{2,20})[:：=]")
_EDGE = " \t>*"


class LineTable(msgspec.Struct, frozen=True):
    """The known cells in order, where the labels end that head them (at the start: none do), and where all ends.

    A list has one label again and again, and so no cells; no table begins in it.
    """

    cells: list[tuple[Bounds, Topic]]
    header_end: int
    end: int
    is_list: bool = False


def read_lines(text: str, start: int) -> LineTable:
    """Return the table whose first label stands in the line at `start`; it may have no cells."""
    cells = _cells(text, start)
    labels: list[Bounds] = []
    for cell in cells:
        if len(labels) == _COLUMNS_MAX or read_header(text[slice(*cell)])[0] is None:
            break
        labels.append(cell)
    else:
        return LineTable([], start, labels[-1][1] if labels else start)
    if not labels or _is_field(text, cell):
        return LineTable([], start, labels[-1][1] if labels else start)
    if len(labels) >= _COLUMNS_MIN:
        return _rows(text, labels, cell, cells)
    return _pairs(text, labels[0], cell, cells)


def behind_quotation(text: str, start: int, end: int) -> int:
    """Return where a line begins behind the marks of a mail that is quoted."""
    marks = _QUOTATION.match(text, start, end)
    return marks.end() if marks else start


def _cells(text: str, start: int) -> Iterator[Bounds]:
    """Yield the lines from `start` on without the space around them, up to a second blank one or one too long."""
    blank = 0
    for line, line_end in lines(text, start, len(text)):
        first, last = line, line_end
        while first < last and text[first] in _EDGE:
            first += 1
        while last > first and text[last - 1] in _EDGE:
            last -= 1
        blank = blank + 1 if first == last else 0
        if blank > 1 or last - first > _CELL_MAX:
            return
        if first < last:
            yield first, last


def _rows(text: str, labels: list[Bounds], first: Bounds, rest: Iterator[Bounds]) -> LineTable:
    topics = settle([text[slice(*label)] for label in labels])
    found: list[tuple[Bounds, Topic]] = []
    header_end = end = labels[-1][1]
    row = [first]
    while len(found) < _CELLS_MAX and _are_of_persons(topics):
        row += islice(rest, len(topics) - len(row))
        if len(row) < len(topics) or not _fits(text, row, topics):
            break
        found += [(cell, topic) for cell, topic in zip(row, topics, strict=True) if topic is not None]
        end = row[-1][1]
        row = []
    return LineTable(found, header_end if found else labels[0][0], end)


def _are_of_persons(topics: list[Topic | None]) -> bool:
    """One label names a person, and another says something else: no list of words that all mean a name."""
    return not PERSONS.isdisjoint(topics) and len({*topics} - {None}) > 1


def _fits(text: str, row: list[Bounds], topics: list[Topic | None]) -> bool:
    """Whether the names are names and no label is among the values: else the lines are no row of this table."""
    values = [text[slice(*cell)] for cell in row]
    labels = sum(read_header(value)[0] in PLAIN_TOPICS for value in values)
    return not labels and all(
        _NAME.fullmatch(value) for value, topic in zip(values, topics, strict=True) if topic is Topic.NAME
    )


def _pairs(text: str, label: Bounds, value: Bounds, rest: Iterator[Bounds]) -> LineTable:
    pairs = [(label, value)]
    for left in rest:
        right = next(rest, None)
        if right is None or _topic(text, left) is None or _topic(text, right) or _is_field(text, right):
            break
        pairs.append((left, right))
        if len(pairs) == _PAIRS_MAX:  # each is judged by the labels of all
            break
    around = [text[slice(*left)] for left, _ in pairs]
    topics = {label: settle_pair(label, around) for label in dict.fromkeys(around)}
    found = [(right, topics[text[slice(*left)]]) for left, right in pairs]
    is_table = len(pairs) >= _COLUMNS_MIN and _are_of_persons([topic for _, topic in found])
    cells: list[tuple[Bounds, Topic]] = []
    if is_table:
        cells += ((cell, topic) for cell, topic in found if topic is not None and topic is not Topic.NEUTRAL)
    return LineTable(cells, label[0], pairs[-1][1][1], is_list=len(topics) == 1 < len(pairs))


def _is_field(text: str, cell: Bounds) -> bool:
    """Whether a line has its own label (`手机：13800138000`) and so is no value of the label above, which is empty."""
    field = _FIELD.match(text, *cell)
    return field is not None and read_header(field[1])[0] is not None


def _topic(text: str, cell: Bounds) -> Topic | None:
    return read_header(text[slice(*cell)])[0]
