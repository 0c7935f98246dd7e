"""Tables that lie on their side: the labels are in the first column, and each other column is a person.

Lists for comparison (co-borrowers, the directors of a fund) are laid out so. A table is read like this only when
one of its labels names persons and several rows hold as many values each; else the first column names things.
"""

from collections.abc import Iterable, Iterator, Sequence

from policies.normalize import Bounds, lines
from policies.tables.cell_rows import HEADER_LINE_MAX, NEVER_IN_PAIRS, Row, read_row, title_above
from policies.tables.header_row import settle
from policies.tables.line_tables import behind_quotation
from policies.tables.persons import names_persons
from policies.vocabulary import Topic

_ROWS_MIN, _LABELS_MIN = 2, 2
_ROWS_MAX = 100
_CELLS_MIN = 3  # with two each label is before its value


def lies_on_its_side(topics: Sequence[Topic | None], cells: Sequence[str]) -> bool:
    """Return whether a row may be one of such a table: a label, then several values."""
    first = _first_filled(cells)
    values = slice(first + 1, None)
    return (
        len(cells) - first >= _CELLS_MIN
        and topics[first] is not None
        and not any(topics[values])
        and sum(map(bool, cells[values])) >= _CELLS_MIN - 1
    )


def _first_filled(cells: Sequence[str]) -> int:
    return next((index for index, cell in enumerate(cells) if cell), 0)  # a frame opens with an empty cell


def cells_beside(
    text: str, rows: Iterable[tuple[str, list[Bounds]]], title: str = ""
) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the values with what their row says, given the first cell of each row and the bounds of the others."""
    table = list(rows)
    heads = [head for head, _ in table]
    topics = settle(heads, title, [[text[slice(*value)] for value in values] for _, values in table])
    known = len(topics) - topics.count(None)
    if len(table) < _ROWS_MIN or known < _LABELS_MIN or 2 * known < len(topics) or not names_persons(heads):
        return
    for topic, (_, values) in zip(topics, table, strict=True):
        if topic is not None:
            yield from ((value, topic) for value in values if value[0] < value[1])


def cells_of_table(text: str, row: Row) -> tuple[list[tuple[Bounds, Topic]], int]:
    """Return the cells of a table in text of which this is the first row with a label, and where its rows end.

    There are none where the table does not lie on its side.
    """
    if row.delimiter == NEVER_IN_PAIRS or not lies_on_its_side(row.topics, row.cells):
        return [], row.end
    rows = [row]
    for line, end in lines(text, row.end + 1, len(text)):
        start = behind_quotation(text, line, end)
        is_row = text.find(row.delimiter, start, end) >= 0 and end - start <= HEADER_LINE_MAX
        if not is_row or len(rows) == _ROWS_MAX:
            break
        rows.append(read_row(text, start, end, row.delimiter))
    first = _first_filled(row.cells)
    even = [each for each in rows if len(each.cells) == len(row.cells)]
    table = ((each.cells[first], each.bounds[first + 1 :]) for each in even)
    cells = list(cells_beside(text, table, title_above(text, row.start)))
    return cells, rows[-1].end
