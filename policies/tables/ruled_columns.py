"""Columns that a rule of dashes below their heads measures out, as query tools of databases print them.

    CUST_NAME LOAN_BAL
    --------- --------
    张三       35000.00

Between columns stands one space, and values have spaces too: only the rule tells where a column begins. A Chinese
character is two columns of the screen wide.
"""

from collections.abc import Iterator
from itertools import chain, islice

from policies.lazily import lazily
from policies.normalize import Bounds, lines
from policies.tables.cell_rows import HEADER_LINE_MAX, title_above, trimmed
from policies.tables.few_values import SAMPLE
from policies.tables.gap_columns import screen_slices
from policies.tables.header import read_header
from policies.tables.header_row import settle
from policies.vocabulary import Topic

_OPENING = "\n--"
_RULE = lazily(r"-{2,}(?: {1,2}-{2,})+ *(?=\r?\n)")
_GROUP = lazily("-+")


def find_ruled_cells(text: str) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the bounds of each value whose column says what it holds, in order."""
    at = text.find(_OPENING)
    while at >= 0:
        rule = _RULE.match(text, at + 1, at + HEADER_LINE_MAX)
        end = rule.end() if rule else at + len(_OPENING)
        if rule:
            columns = [group.span() for group in _GROUP.finditer(rule[0])]
            start = text.rfind("\n", max(0, at - HEADER_LINE_MAX), at) + 1
            heads = [text[slice(*trimmed(text, *cell))] for cell in screen_slices(text, (start, at), columns)]
            if any(read_header(head)[0] for head in heads):
                yield from _values(text, end + 1, columns, heads, title_above(text, start))
        at = text.find(_OPENING, end)


def _values(
    text: str, start: int, columns: list[Bounds], heads: list[str], title: str
) -> Iterator[tuple[Bounds, Topic]]:
    rows = _rows(text, start, columns)
    first = list(islice(rows, SAMPLE))
    samples = [[text[slice(*cell)] for cell in column] for column in zip(*first, strict=True)]
    topics = settle(heads, title, samples)
    for row in chain(first, rows):
        yield from (
            (cell, topic) for cell, topic in zip(row, topics, strict=True) if topic and cell[0] < cell[1]
        )


def _rows(text: str, start: int, columns: list[Bounds]) -> Iterator[list[Bounds]]:
    """Yield the cells of each line up to the first blank one."""
    for line in lines(text, start, len(text)):
        if not text[slice(*line)].strip() or line[1] - line[0] > HEADER_LINE_MAX:
            return
        yield [trimmed(text, *cell) for cell in screen_slices(text, line, columns)]
