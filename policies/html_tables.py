"""Tables in HTML that was handed over as it is written: cells between `<td>` or `<th>`, rows between `<tr>`.

Extractors give the text of a table with tabs; raw HTML comes in bodies that call themselves plain
text, in exports and in quoted sources. Only the four table elements are looked at; what else stands
in a cell (`<b>`, `&nbsp;`) is trimmed off its ends.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from policies.lazily import lazily
from policies.table_header import read_header, settle, settle_pair
from policies.vocabulary import Topic

Bounds = tuple[int, int]

# Word and Outlook write a style of some hundred characters into every cell.
_ELEMENT = lazily(r"<(/?)(table|tr|td|th)\b[^<>]{0,800}>", re.IGNORECASE)
_LEADING = lazily(r"(?:\s|&nbsp;|&#160;|<[^<>]{0,400}>)*+")
_TRAILING = lazily(r"(?:\s|&nbsp;|&#160;|<[^<>]{0,400}>)+$")
_BETWEEN = lazily(r"(?:\s|</?(?:thead|tbody|tfoot|caption|colgroup|col)\b[^<>]{0,400}>)*+", re.IGNORECASE)
_HEAD_WITHIN = 3  # rows from the top, of which the first may be titles
_CELL_MAX = 400  # code points; a longer cell holds a text, not a value


def find_html_cells(text: str) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the bounds of each cell whose column head or left neighbour says what it holds, in order."""
    if "<td" not in text and "<th" not in text and "<TD" not in text:
        return
    for rows in _tables(text):
        yield from sorted(_cells_of(text, rows))


def _tables(text: str) -> Iterator[list[list[Bounds]]]:
    """Yield the rows of each table; cells that stand in no row are one."""
    rows: list[list[Bounds]] = [[]]
    opened = end = 0
    for element in _ELEMENT.finditer(text):
        closing, name = bool(element[1]), element[2].lower()
        apart = not opened and not _BETWEEN.fullmatch(text, end, element.start())
        if opened and name in {"td", "th", "tr"}:
            rows[-1].append(_trimmed(text, opened, element.start()))
        opened = element.end() if name in {"td", "th"} and not closing else 0
        if apart or name == "table":
            yield [row for row in rows if row]
            rows = [[]]
        elif name == "tr" and rows[-1]:
            rows.append([])
        end = element.end()
    yield [row for row in rows if row]


def _trimmed(text: str, start: int, end: int) -> Bounds:
    end = min(end, start + _CELL_MAX)
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    trailing = _TRAILING.search(text[start:end])
    return start, start + trailing.start() if trailing else end


def _cells_of(text: str, rows: list[list[Bounds]]) -> Iterator[tuple[Bounds, Topic]]:
    read = [_read(text, row) for row in rows[: _HEAD_WITHIN + 1]]
    for index, (topics, below) in enumerate(pairwise(read)):
        head = [text[start:end] for start, end in rows[index]]
        if _is_head(head, topics) and not (_are_pairs(topics) and (index or _are_pairs(below))):
            yield from _below(rows[index + 1 :], settle(head))
            return
    around = "\n".join(text[row[0][0] : row[0][1]] for row in rows)
    for row in rows:
        for left, right in pairwise(row):
            topic = settle_pair(text[left[0] : left[1]], around)
            if topic not in {None, Topic.NEUTRAL} and _filled(right) and topic is not None:
                yield right, topic


def _read(text: str, row: list[Bounds]) -> list[Topic | None]:
    return [read_header(text[start:end])[0] for start, end in row]


def _below(rows: list[list[Bounds]], topics: list[Topic | None]) -> Iterator[tuple[Bounds, Topic]]:
    for row in rows:
        yield from (
            (cell, topic)
            for cell, topic in zip(row, topics, strict=False)
            if topic is not None and _filled(cell)
        )


def _is_head(cells: list[str], topics: list[Topic | None]) -> bool:
    """At least half of the cells that are filled are known labels, and no other holds a figure."""
    others = [cell for cell, topic in zip(cells, topics, strict=True) if topic is None and cell]
    labels = len(topics) - topics.count(None)
    return len(others) <= labels > 0 and not any(map(str.isdigit, "".join(others)))


def _are_pairs(topics: list[Topic | None]) -> bool:
    """Labels, each before its value: the row above is no header but such a row, too."""
    return len(topics) % 2 == 0 and all(
        (topic is None) == bool(index % 2) for index, topic in enumerate(topics)
    )


def _filled(cell: Bounds) -> bool:
    return cell[0] < cell[1]
