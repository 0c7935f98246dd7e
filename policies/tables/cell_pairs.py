"""Labels in a cell with their value in the next: `姓名 | 张三 | 月收入 | 9,000`, as forms are laid out.

Rows of columns look the same where their first column names indicators, products or fields. So a label of the
table types is only one before its value where the form names a person, or where nothing speaks for columns.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from policies.lazily import lazily
from policies.normalize import Bounds, lines
from policies.tables.cell_rows import HEADER_LINE_MAX, NEVER_IN_PAIRS, RULE, Row, read_row, title_above
from policies.tables.header import TABLE_TOPICS
from policies.tables.header_row import settle_pair
from policies.tables.line_tables import behind_quotation
from policies.tables.persons import has_rows_of_things, names_persons
from policies.vocabulary import Topic

_AROUND = 200  # code points beside a pair in which a company's figures would show
_PAIRS_MAX = 8  # in a line
_ABOVE_MAX = 12  # rows above a pair among which a head may stand
_DICTIONARY = lazily(
    r"字段|[英中]文名|列名|参数名|变量名|数据项|码值|数据类型|\b(?:column|field|attribute|data ?type|nullable)\b",
    re.IGNORECASE,
)
_MAY_BE_A_LABEL = lazily(r"[^:：=\d]{1,20}[:：]?")
# A figure whose groups look like cells: `月供,2,671.27`.
_GROUPED = lazily(
    r"[(（]?[+\-]?(?:RMB|CNY|HKD|USD|HK\$|US\$|[¥￥$])?[ ]?[+\-]?"
    r"\d{1,3}(?:,\d{3})++(?:\.\d{1,4})?(?:[万元]{1,2})?[)）]?"
    r"(?=[ \t\"]*+(?:,[^,\d]|$))",
    re.MULTILINE,
)


def cells_of_pairs(text: str, row: Row, labels: list[int]) -> Iterator[tuple[Bounds, Topic]]:
    """Yield each cell that stands right of a label, in this row and in those below that no label word is in.

    `labels` are the places of all label words, ascending.
    """
    if row.delimiter != NEVER_IN_PAIRS:
        for each in _rows(text, row, labels):
            yield from _cells(text, each)


def _rows(text: str, row: Row, labels: list[int]) -> Iterator[Row]:
    """Yield a row of pairs, and those right below with a label too short to be searched for: `存款 | 20万`."""
    yield row
    for start, end in lines(text, row.end + 1, min(len(text), row.end + HEADER_LINE_MAX)):
        if text.find(row.delimiter, start, end) < 0:
            return
        below = read_row(text, behind_quotation(text, start, end), end, row.delimiter)
        label = bisect_left(labels, start)
        if label < len(labels) and labels[label] < end and _is_read_by_itself(below):
            return
        yield below


def _is_read_by_itself(row: Row) -> bool:
    """Whether a label is a cell of the row: `职工缴交` only has one in it."""
    return any(topic and topic is not Topic.NEUTRAL for topic in row.topics) or names_persons(row.cells)


def _cells(text: str, row: Row) -> Iterator[tuple[Bounds, Topic]]:
    filled = [number for number, cell in enumerate(row.cells) if cell]
    around: list[str] = []
    title = ""
    for index, topic in enumerate(row.topics[:-1]):
        may_be = (
            topic is None and _MAY_BE_A_LABEL.fullmatch(row.cells[index]) and filled.index(index) % 2 == 0
        )
        if (
            not (topic or may_be)
            or topic is Topic.NEUTRAL
            or row.topics[index + 1]
            or not row.cells[index + 1]
        ):
            continue
        start, end = row.bounds[index + 1]
        is_csv = row.delimiter == "," and text[start - 1] != '"'
        grouped = _GROUPED.match(text, start, row.end) if is_csv else None
        cell = start, max(end, grouped.end() if grouped else 0)
        if topic is not None and topic not in TABLE_TOPICS:
            yield cell, topic
            continue
        around = around or [*_left_cells(text, row)]
        if (may_be and not names_persons(around)) or _is_of_dictionary(text, row):
            continue
        if not (grouped or names_persons(around)) and _is_of_columns(text, row, index, around):
            continue
        title = title or _title(text, row)
        settled = settle_pair(row.cells[index], around, title, text[slice(*cell)])
        if settled is not None:
            yield cell, settled


def _is_of_columns(text: str, row: Row, index: int, around: list[str]) -> bool:
    """Whether a label stands in a row of columns, as one of the things that the rows are about."""
    filled = [number for number, cell in enumerate(row.cells) if cell]
    place = filled.index(index)
    if place % 2 or any(row.topics[number] is None for number in filled[place + 2 :: 2]):
        return True
    if any(has_rows_of_things([left]) for left in around):
        return True
    return any(has_rows_of_things([cell for cell in above.cells if cell]) for above in _above(text, row))


def _is_of_dictionary(text: str, row: Row) -> bool:
    """Whether the rows describe fields: what looks like a label is the name of one."""
    return any(_DICTIONARY.search(" ".join(above.cells)) for above in _above(text, row))


def _title(text: str, row: Row) -> str:
    """What stands above the form that a row is of."""
    for above in _above(text, row):
        row = above
    return title_above(text, row.start)


def _above(text: str, row: Row) -> Iterator[Row]:
    for _ in range(_ABOVE_MAX):
        start = text.rfind("\n", max(0, row.start - HEADER_LINE_MAX), max(0, row.start - 1)) + 1
        if start >= row.start or text.find(row.delimiter, start, row.start) < 0:
            return
        row = read_row(text, start, row.start - 1, row.delimiter)
        yield row


def _left_cells(text: str, row: Row) -> Iterator[str]:
    """Yield the left cells of the lines around a pair that are pairs too, and of the row itself."""
    above = text[max(0, row.start - _AROUND) : max(0, row.start - 1)].splitlines()[::-1]
    below = text[row.end + 1 : row.end + _AROUND].splitlines()
    for neighbours in (above, below):
        for line in neighbours:
            cells = line.strip(RULE).split(row.delimiter)
            if len(cells) == 1:
                break
            yield from map(str.strip, cells[: 2 * _PAIRS_MAX : 2])
    yield from row.cells[::2]
