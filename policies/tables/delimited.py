"""Tables in plain text: rows on lines, cells between tabs, bars, commas, semicolons or wide gaps.

Extractors hand spreadsheets and word-processor tables over as such text. Two layouts are read: a
header row that says what stands in the columns below it, and labels in a cell with their value in
the next (`姓名 | 张三 | 电话 | 138…`). A table ends at the first line without the delimiter or at the
next header row.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

import msgspec
import numpy as np

from policies.code_points import Ints, are_any
from policies.normalize import Bounds, lines
from policies.tables import cell_pairs, gap_columns, head_groups, row_heads
from policies.tables.cell_rows import (
    DELIMITERS,
    HEADER_LINE_MAX,
    NEVER_IN_PAIRS,
    RULE,
    Row,
    cells_of,
    read_row,
    trimmed,
)
from policies.tables.gap_columns import GAP
from policies.tables.head_groups import Head
from policies.tables.header import read_header
from policies.tables.header_row import settle
from policies.tables.line_tables import behind_quotation, read_lines
from policies.tables.persons import names_persons
from policies.tables.sql_rows import is_statement
from policies.vocabulary import Topic

_MARKS, _SPACE = "\t|,;，\n", ord(" ")
_STRUCTURAL = "\t|"  # stand in no sentence
ROW_LINE_MAX = 4000  # of a longer row the cells are not counted out
_RULE_MIN = 5  # code points of such a line where no delimiter stands in it: `--` opens a signature
_QUALIFIER_MAX = 12  # code points of a cell before its label
_EVEN_MIN = 4  # cells of a row that is no sentence when the next line has as many
_TITLE_MAX = 160  # code points
_CELL_MAX = 64  # code points of a cell from its label on


class Tables(msgspec.Struct, frozen=True):
    """All cells with a known topic, in order, not overlapping, and the bounds of the header rows."""

    starts: list[int]
    ends: list[int]
    topics: list[Topic]
    header_starts: list[int]
    header_ends: list[int]

    def topic_at(self, position: int) -> Topic | None:
        """Return what its label says of the cell that holds `position`; None outside of tables."""
        index = bisect_right(self.starts, position) - 1
        return self.topics[index] if index >= 0 and position < self.ends[index] else None

    def in_header(self, position: int) -> bool:
        """Return whether `position` is in the header row of a table."""
        index = bisect_right(self.header_starts, position) - 1
        return index >= 0 and position < self.header_ends[index]

    def cells(self, topic: Topic) -> Iterator[Bounds]:
        """Yield the bounds of every cell below or beside a label of this topic, without quotes and spaces."""
        for index, found in enumerate(self.topics):
            if found is topic:
                yield self.starts[index], self.ends[index]

    def add(self, bounds: Bounds, topic: Topic) -> None:
        """Append a cell behind all others."""
        self.starts.append(bounds[0])
        self.ends.append(bounds[1])
        self.topics.append(topic)

    def merge(self, cells: Iterable[tuple[Bounds, Topic]]) -> None:
        """Take in cells that were found elsewhere, where none is known yet."""
        for (start, end), topic in cells:
            index = bisect_left(self.starts, start)
            free_before = index == 0 or self.ends[index - 1] <= start
            if free_before and (index == len(self.starts) or end <= self.starts[index]):
                self.starts.insert(index, start)
                self.ends.insert(index, end)
                self.topics.insert(index, topic)


NO_TABLES = Tables([], [], [], [], [])


def find_tables(text: str, codes: Ints, labels: Ints) -> Tables:
    """Return the tables of a text, given its framed code points and where its label words begin, ascending."""
    found = Tables([], [], [], [], [])
    read_to = looked_to = 0  # nothing before these is looked at again, or as a table that lies on its side
    positions: list[int] = labels.tolist()
    for position in _in_cells(text, codes, labels):
        if position < read_to:
            continue
        start = behind_quotation(text, text.rfind("\n", read_to, position) + 1 or read_to, position)
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        read_to = end + 1
        row = _row_of_labels(text, start, end) if end - start <= HEADER_LINE_MAX else None
        if row is not None:
            if start >= looked_to:
                cells, looked_to = row_heads.cells_of_table(text, row)
                for cell, topic in cells:
                    found.add(cell, topic)
                read_to = max(read_to, looked_to if cells else 0)
            if read_to == end + 1 and not is_statement(text, start, end):
                read_to = max(read_to, _add_row(found, text, row, positions))
        elif end - start <= _CELL_MAX and read_header(text[start:end])[0] is not None:
            read_to = max(read_to, _add_lines(found, text, start))
    return found


def _add_row(found: Tables, text: str, row: Row, labels: list[int]) -> int:
    """Add what a row of labels heads, or stands before; return where that ends."""
    head = head_groups.read_head(text, row)
    below = next(_body(text, row, labels), None)
    if head.end > row.end or (
        below and _is_header(row, read_row(text, *below, row.delimiter, len(row.cells)))
    ):
        return _add_columns(found, text, row, labels, head)
    for cell, topic in cell_pairs.cells_of_pairs(text, row, labels):
        found.add(cell, topic)
    return 0


def _in_cells(text: str, codes: Ints, places: Ints) -> Iterator[int]:
    """Yield the positions of the labels that are, between delimiters, all of a cell: most labels stand in prose."""
    if not len(places):
        return
    is_mark, is_space = are_any(codes, _MARKS), codes == _SPACE
    is_mark[:-1] |= is_space[:-1] & is_space[1:]
    marks = np.concatenate(([-1], np.flatnonzero(is_mark), [len(text)]))
    behind = np.searchsorted(marks, places)
    begins, ends = marks[behind - 1] + 1, marks[behind]
    begins += is_space[np.maximum(begins - 1, 0)] & (begins > 0)  # of two spaces the first is the mark
    near = (places - begins < _QUALIFIER_MAX) & (ends - places <= _CELL_MAX) & (ends > places)
    cells = zip(places[near].tolist(), begins[near].tolist(), ends[near].tolist(), strict=True)
    for position, begin, end in cells:
        if read_header(text[begin:end])[0] is not None:
            yield position


def _row_of_labels(text: str, start: int, end: int) -> Row | None:
    """Return the line as cells of which at least one is a label, by the first delimiter that does it."""
    line = text[start:end]
    for delimiter in DELIMITERS:
        if delimiter in line:
            row = read_row(text, start, end, delimiter)
            says_something = any(topic and topic is not Topic.NEUTRAL for topic in row.topics)
            if len(row.cells) > 1 and (says_something or names_persons(row.cells)):
                return row
    return None


def _is_header(row: Row, below: Row) -> bool:
    """Whether labels head columns, rather than stand before their values in the same row."""
    filled = [topic for cell, topic in zip(row.cells, row.topics, strict=True) if cell.strip(" -:")]
    others = [cell for cell, topic in zip(row.cells, row.topics, strict=True) if topic is None and cell]
    labelled = len(filled) - filled.count(None)
    if len(filled) < 2 or any(map(_has_digit, others)):  # noqa: PLR2004 - one cell is a title over a table
        return False
    if labelled == len(filled):
        return True
    are_pairs = all((topic is None) == bool(index % 2) for index, topic in enumerate(filled))
    if are_pairs and len(filled) % 2 == 0 and row.delimiter != NEVER_IN_PAIRS:
        # `姓名 | 张三 | 性别 | 女`: unless what is below is plainly data
        return not any(below.topics) and (len(filled) > 2 or _has_digit(below.cells[0]))  # noqa: PLR2004
    if row.delimiter in _STRUCTURAL:
        return True
    is_even = len(below.cells) == len(row.cells) >= _EVEN_MIN and not any(below.topics)
    return labelled > 1 and (2 * labelled >= len(filled) or (is_even and any(map(_has_digit, below.cells))))


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _body(text: str, row: Row, labels: list[int], head_end: int = 0) -> Iterator[Bounds]:
    """Yield the rows below a row of labels, up to the first line that is none or the next header."""
    blank_before = False
    for line, end in lines(text, max(row.end, head_end) + 1, len(text)):
        start = behind_quotation(text, line, end)
        if text.find(row.delimiter, start, end) < 0:
            bare = text[start:end].strip()
            is_rule = len(bare) >= _RULE_MIN and not bare.strip(RULE)
            if blank_before or (row.delimiter not in _STRUCTURAL and not is_rule) or bare.strip(RULE):
                return
            blank_before = not bare
            continue
        blank_before = False
        label = bisect_left(labels, start)
        if label < len(labels) and labels[label] < end and end - start <= HEADER_LINE_MAX:
            topics = read_row(text, start, end, row.delimiter, len(row.cells)).topics
            if len(topics) - topics.count(None) > 1 or _is_of_a_form(topics, len(row.cells)):
                return
        if text[start:end].strip(RULE):
            yield start, end


def _is_of_a_form(topics: list[Topic | None], width: int) -> bool:
    """Whether a row is a label and its value, no row of so many columns: a form right below a table."""
    return len(topics) == 2 < width and topics[0] not in {None, Topic.NEUTRAL} and topics[1] is None  # noqa: PLR2004


def _add_columns(found: Tables, text: str, row: Row, labels: list[int], head: Head) -> int:
    """Add the cells below a header; return where the table ends."""
    found.header_starts.append(row.start)
    found.header_ends.append(head.end)
    topics = settle(head.labels, _title(text, row.start))
    heads = gap_columns.on_screen(text, row.start, row.bounds) if row.delimiter == GAP else []
    reach = head.end + 1
    for start, end in _body(text, row, labels, head.end):
        reach = end + 1
        if end - start > ROW_LINE_MAX:
            continue
        cells = cells_of(text, start, end, row.delimiter, len(topics))
        numbered = gap_columns.below(text, start, [*cells], heads) if heads else enumerate(cells)
        for number, cell in numbered:
            topic = topics[number] if number < len(topics) else None
            if topic is not None:
                first, last = trimmed(text, *cell)
                if first < last:
                    found.add((first, last), topic)
    return reach


def _title(text: str, start: int) -> str:
    """The two lines above a table: who it is about, of what kind it is."""
    above = text[max(0, start - _TITLE_MAX) : start].rstrip("\n").rsplit("\n", 2)
    return " ".join(above[-2:])


def _add_lines(found: Tables, text: str, start: int) -> int:
    """Add the cells that stand on lines of their own; return where they end."""
    table = read_lines(text, start)
    if table.header_end > start:
        found.header_starts.append(start)
        found.header_ends.append(table.header_end)
    for cell, topic in table.cells:
        found.add(cell, topic)
    return table.end if table.cells or table.is_list else text.find("\n", start)
