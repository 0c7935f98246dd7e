"""A line of text as a row of cells: between tabs, bars, commas, semicolons or wide gaps.

CSV quotes are those of RFC 4180.
"""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from policies.lazily import lazily
from policies.normalize import Bounds
from policies.tables import gap_columns
from policies.tables.few_values import HISTORY
from policies.tables.gap_columns import GAP
from policies.tables.header import read_header
from policies.vocabulary import Topic

DELIMITERS = ("\t", "|!", "|", "^", ",", ";", "，", GAP)
NEVER_IN_PAIRS = "，"  # a sentence has it between any two words
RULE = "|-: \t+="  # of what the line between header and rows is made, and frames
_TITLE_MAX = 160  # code points
HEADER_LINE_MAX = 1000  # code points; a longer line is no header
_SPACE = ' \t\r"\u3000'
_HISTORY = lazily(HISTORY)
_TRIMMED = " \t\r\"'“”*`\u3000"


class Row(msgspec.Struct, frozen=True):
    """One line read as cells, trimmed, and what each is the label of."""

    start: int
    end: int
    delimiter: str
    bounds: list[Bounds]
    cells: list[str]
    topics: list[Topic | None]


def read_row(text: str, start: int, end: int, delimiter: str, most: int = HEADER_LINE_MAX) -> Row:
    """Return text[start:end] as its first cells, at most so many."""
    read = _read_line if end - start <= HEADER_LINE_MAX else _read_line.__wrapped__
    bounds, cells, topics = read(text[start:end], delimiter, most)
    return Row(
        start, end, delimiter, [(start + first, start + last) for first, last in bounds], [*cells], [*topics]
    )


@lru_cache(maxsize=1 << 9)  # heads repeat, and what is above or below a row is looked at with the next again
def _read_line(line: str, delimiter: str, most: int) -> tuple[list[Bounds], list[str], list[Topic | None]]:
    bounds = [trimmed(line, *each) for each in cells_of(line, 0, len(line), delimiter, most)]
    cells = [line[first:last] for first, last in bounds]
    return bounds, cells, [read_header(cell)[0] for cell in cells]


def cells_of(
    text: str, start: int, end: int, delimiter: str, most: int = HEADER_LINE_MAX
) -> Iterator[Bounds]:
    """Yield the cells of a line, at most so many; a delimiter within quotes does not count."""
    if delimiter == GAP:
        yield from gap_columns.between_gaps(text, start, end)
        return
    if text.find('"', start, end) < 0:
        for cell in text[start:end].split(delimiter, most)[:most]:
            stop = start + len(cell)
            yield start, stop
            start = stop + len(delimiter)
        return
    quotes_may_close = True
    while most > 0:
        search = start
        if quotes_may_close and text[start : min(start + 2, end)].lstrip(" ")[:1] == '"':
            search = _behind_quotes(text, text.index('"', start) + 1, end, delimiter)
            quotes_may_close = search > 0
            search = search or start
        stop = text.find(delimiter, search, end)
        yield start, end if stop < 0 else stop
        if stop < 0:
            return
        start, most = stop + len(delimiter), most - 1


def _behind_quotes(text: str, start: int, end: int, delimiter: str) -> int:
    """Return where the quotes close that open before `start`, 0 if they do not."""
    while (close := text.find('"', start, end)) >= 0:
        behind = text[close + 1 : end][:2].lstrip(" \r")[:1]
        if behind in {"", delimiter}:
            return close + 1
        start = close + (2 if behind == '"' else 1)
    return 0


def holds_labels(cell: str) -> bool:
    """Return whether single spaces part labels, too: `姓名 联系电话  欠本` is read where any space parts cells."""
    parts = cell.split(" ")
    return len(parts) > 1 and not any(part.isascii() or read_header(part)[0] is None for part in parts)


def title_above(text: str, start: int) -> str:
    """Return the two lines above a table: who it is about, of what kind it is."""
    above = text[max(0, start - _TITLE_MAX) : start].rstrip("\n").rsplit("\n", 2)
    return " ".join(above[-2:])


def trimmed(text: str, start: int, end: int) -> Bounds:
    """Return the bounds of a cell without the space, quotes and marks of emphasis around it.

    The stars in a history of payments (`***NNN1NNNN*`) are months.
    """
    if start < end and text[start] not in _TRIMMED and text[end - 1] not in _TRIMMED:
        return start, end
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    if end > start and "*" in (text[start], text[end - 1]) and _HISTORY.fullmatch(text, start, end):
        return start, end
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return start, end
