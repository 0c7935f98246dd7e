"""Tables in plain text: rows on lines, cells between tabs, bars, commas, semicolons or wide gaps.

Extractors hand spreadsheets and word-processor tables over as such text. Two layouts are read: a
header row that says what stands in the columns below it, and labels in a cell with their value in
the next (`姓名 | 张三 | 电话 | 138…`). A table ends at the first line without the delimiter or at the
next header row.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain, islice

import numpy as np

from policies.code_points import Ints, are_any, where
from policies.normalize import Bounds, end_of_line, lines
from policies.tables import cell_pairs, gap_columns, head_groups, row_heads
from policies.tables.cell_rows import (
    DELIMITERS,
    HEADER_LINE_MAX,
    NEVER_IN_PAIRS,
    RULE,
    Row,
    cells_of,
    holds_labels,
    read_row,
    title_above,
    trimmed,
)
from policies.tables.few_values import SAMPLE
from policies.tables.gap_columns import GAP
from policies.tables.head_groups import Head
from policies.tables.header import has_figure, read_header
from policies.tables.header_row import is_known, settle
from policies.tables.known_cells import Tables
from policies.tables.line_tables import LineTable, LineTables, behind_quotation
from policies.tables.persons import names_persons
from policies.tables.sql_rows import is_statement
from policies.vocabulary import Topic

_MARKS, _SPACE = "\t|^,;，\n", ord(" ")
_COMMA = ord(NEVER_IN_PAIRS)
_STRUCTURAL = ("\t", "|", "|!", "^")  # stand in no sentence
ROW_LINE_MAX = 4000  # of a longer row the cells are not counted out
_RULE_MIN = 5  # code points of such a line where no delimiter stands in it: `--` opens a signature
_QUALIFIER_MAX = 12  # code points of a cell before its label
_EVEN_MIN = 4  # cells of a row that is no sentence when the next line has as many
_CELL_MAX = 64  # code points of a cell from its label on
_ENDS_OF_NOTES = frozenset("）)]】")


def find_tables(text: str, codes: Ints, labels: Ints) -> Tables:
    """Return the tables of a text, given its framed code points and where its label words begin, ascending."""
    found = Tables([], [], [], [], [])
    read_to = looked_to = 0  # nothing before these is looked at again, or as a table that lies on its side
    positions: list[int] = labels.tolist()
    line_tables = LineTables(text)
    for position in _in_cells(text, codes, labels):
        if position < read_to:
            continue
        start = behind_quotation(text, text.rfind("\n", read_to, position) + 1 or read_to, position)
        end = end_of_line(text, position)
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
            read_to = max(read_to, _add_lines(found, line_tables.read(start), start, end))
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
    marks = np.concatenate(([-1], where(is_mark), [len(text)]))
    behind = marks.searchsorted(places)
    begins, ends = marks[behind - 1] + 1, marks[behind]
    begins += is_space[np.maximum(begins - 1, 0)] & (begins > 0)  # of two spaces the first is the mark
    near = (places - begins < _QUALIFIER_MAX) & (ends - places <= _CELL_MAX) & (ends > places)
    begins, ends = begins[near], ends[near]
    is_clause = (codes[begins - 1] == _COMMA) | (codes[ends] == _COMMA)
    cells = zip(places[near].tolist(), begins.tolist(), ends.tolist(), is_clause.tolist(), strict=True)
    looked_to, is_prose = -1, False
    for position, begin, end, may_be_prose in cells:
        if may_be_prose:
            if position > looked_to:
                looked_to = end_of_line(text, position)
                is_prose = _is_prose(text, text.rfind("\n", 0, position) + 1, looked_to)
            if is_prose:
                continue
        if read_header(text[begin:end])[0] is not None:
            yield position


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether nothing but commas of sentences part a line, and none the next: that is neither a header nor a form."""
    line = text[start:end]
    for each in DELIMITERS:
        if each in line and each != NEVER_IN_PAIRS:
            return False
    if len(line) <= _CELL_MAX and not _ENDS_OF_NOTES.isdisjoint(line):
        return False  # `余额（元，万元）` may be a label
    stop = end_of_line(text, end + 1)
    below = text[behind_quotation(text, end + 1, stop) : stop].strip()
    is_rule = bool(below) and not below.strip(RULE)
    return not is_rule and NEVER_IN_PAIRS not in below


def _row_of_labels(text: str, start: int, end: int) -> Row | None:
    """Return the line as cells of which at least one is a label, by the first delimiter that does it."""
    line = text[start:end]
    for delimiter in DELIMITERS:
        if delimiter in line:
            row = read_row(text, start, end, delimiter)
            says_something = any(topic and topic is not Topic.NEUTRAL for topic in row.topics)
            if len(row.cells) > 1 and (says_something or names_persons(row.cells)):
                return None if delimiter == GAP and any(map(holds_labels, row.cells)) else row
    return None


def _is_header(row: Row, below: Row) -> bool:
    """Whether labels head columns, rather than stand before their values in the same row."""
    labels = [each for each in zip(row.cells, row.topics, strict=True) if each[0].strip(" -:")]
    filled = [topic for _, topic in labels]
    others = [cell for cell, topic in zip(row.cells, row.topics, strict=True) if topic is None and cell]
    labelled = sum(topic is not None or is_known(cell) for cell, topic in labels)
    if len(filled) < 2 or any(map(has_figure, others)):  # noqa: PLR2004 - one cell is a title over a table
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
    heads = gap_columns.on_screen(text, row.start, row.bounds) if row.delimiter == GAP else []
    body = _body(text, row, labels, head.end)
    first_rows = list(islice(body, SAMPLE))
    columns = _columns(text, first_rows, row.delimiter, len(head.labels), heads)
    topics = settle(head.labels, title_above(text, row.start), columns)
    reach = head.end + 1
    for start, end in chain(first_rows, body):
        reach = end + 1
        if end - start > ROW_LINE_MAX:
            continue
        for number, cell in _numbered(text, (start, end), row.delimiter, len(topics), heads):
            topic = topics[number] if number < len(topics) else None
            if topic is not None:
                first, last = trimmed(text, *cell)
                if first < last:
                    found.add((first, last), topic)
    return reach


def _numbered(
    text: str, line: Bounds, delimiter: str, width: int, heads: list[Bounds]
) -> Iterable[tuple[int, Bounds]]:
    """Yield the cells of a row, each with the number of its column."""
    cells = cells_of(text, *line, delimiter, width)
    return gap_columns.below(text, line[0], [*cells], heads) if heads else enumerate(cells)


def _columns(
    text: str, rows: list[Bounds], delimiter: str, width: int, heads: list[Bounds]
) -> list[list[str]]:
    """The values of each column in these rows."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for start, end in rows:
        if end - start <= HEADER_LINE_MAX:
            for number, cell in _numbered(text, (start, end), delimiter, width, heads):
                if number < width:
                    columns[number].append(text[slice(*trimmed(text, *cell))])
    return columns


def _add_lines(found: Tables, table: LineTable, start: int, end: int) -> int:
    """Add the cells that stand on lines of their own, of which the first ends at `end`; return where they end."""
    if table.header_end > start:
        found.header_starts.append(start)
        found.header_ends.append(table.header_end)
    for cell, topic in table.cells:
        found.add(cell, topic)
    return table.end if table.cells or table.is_list else end
