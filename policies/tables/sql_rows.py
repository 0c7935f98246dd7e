"""Rows in SQL: `INSERT INTO t (cust_name, id_no) VALUES ('张三', '110…'), (…)`, as dumps of databases are written.

The list of columns is the header, each group of values a row; a statement without such a list says
nothing of its values. Strings are those of ISO/IEC 9075, with a doubled quote for one within.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

from policies.lazily import lazily
from policies.normalize import Bounds
from policies.tables.few_values import SAMPLE
from policies.tables.header import read_header
from policies.tables.header_row import settle
from policies.vocabulary import Topic

_VERBS = ("INSERT", "insert", "Insert")
_OF_SMALL_VERBS = "nsert"
_INSERT = lazily(
    r"insert\s{1,4}(?:ignore\s{1,4})?into\s{1,4}[^\s()]{1,128}\s{0,4}"
    r"\(((?:[^()`\"]{1,200}+|`[^`]{0,60}+`|\"[^\"]{0,60}+\"){1,200}+)\)\s{0,4}values?\s{0,4}",
    re.IGNORECASE,
)
_ROW = lazily(r"[\s,]{0,4}\(")
_VALUE = lazily(
    r"\s*+(?:N?'(?P<text>(?:[^'\\]|''|\\.){0,400})'|\"(?P<quoted>(?:[^\"\\]|\\.){0,400})\"|"
    r"(?P<bare>[^'\",()]{0,100}))\s*+(?P<end>[,)])"
)
_KINDS = ("text", "quoted", "bare")
_MARKS = ' \t\r\n`"[]'


def is_statement(text: str, start: int, end: int) -> bool:
    """Return whether a line holds values after a list of columns: its commas part no labels from their values."""
    return text.find(" VALUES", start, end) >= 0 or text.find(" values", start, end) >= 0


def find_sql_cells(text: str) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the bounds of each value whose column says what it holds; by statement, in order within each."""
    for verb in _VERBS if _OF_SMALL_VERBS in text else _VERBS[:1]:
        at = text.find(verb)
        while at >= 0:
            insert = _INSERT.match(text, at)
            end = insert.end() if insert else at + len(verb)
            if insert:
                columns = [column.strip(_MARKS) for column in insert[1].split(",")]
                if any(read_header(column)[0] for column in columns):
                    yield from _values(text, end, columns)
            at = text.find(verb, end)


def _values(text: str, start: int, columns: list[str]) -> Iterator[tuple[Bounds, Topic]]:
    rows = _rows(text, start, len(columns))
    first = list(islice(rows, SAMPLE))
    values = [[text[slice(*value)] for value in row] for row in first if len(row) == len(columns)]
    topics = settle(columns, columns=[*zip(*values, strict=True)])
    for row in chain(first, rows):
        for value, topic in zip(row, topics, strict=False):
            if topic is not None and value[0] < value[1]:
                yield value, topic


def _rows(text: str, start: int, width: int) -> Iterator[list[Bounds]]:
    """Yield the bounds of the values of each group, as far as they can be read."""
    row = _ROW.match(text, start)
    while row:
        end = row.end()
        values: list[Bounds] = []
        while len(values) < width:
            value = _VALUE.match(text, end)
            if value is None:
                yield values
                return
            values.append(value.span(next(each for each in _KINDS if value[each] is not None)))
            end = value.end()
            if value["end"] == ")":
                break
        yield values
        row = _ROW.match(text, end)
