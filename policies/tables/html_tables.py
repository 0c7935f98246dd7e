"""Tables in HTML that was handed over as it is written: cells between `<td>` or `<th>`, rows between `<tr>`.

Extractors give the text of a table with tabs; raw HTML comes in bodies that call themselves plain
text, in exports and in quoted sources. Only the four table elements are looked at; what else stands
in a cell (`<b>`, `&nbsp;`) is trimmed off its ends.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from policies.lazily import lazily
from policies.normalize import Bounds
from policies.tables.head_groups import joined
from policies.tables.header import PLAIN_TOPICS, read_header
from policies.tables.header_row import settle, settle_pair
from policies.tables.persons import has_rows_of_things, names_persons
from policies.tables.row_heads import cells_beside, lies_on_its_side
from policies.vocabulary import Topic

# Word and Outlook write a style of some hundred characters into every cell.
_ELEMENT = lazily(r"<(/?)(table|tr|td|th)\b[^<>]{0,800}>", re.IGNORECASE)
_LEADING = lazily(r"(?:\s|&nbsp;|&#160;|<[^<>]{0,400}>)*+")
_TRAILING = lazily(r"(?:\s|&nbsp;|&#160;|<[^<>]{0,400}>)+$")
_BETWEEN = lazily(r"(?:\s|</?(?:thead|tbody|tfoot|caption|colgroup|col)\b[^<>]{0,400}>)*+", re.IGNORECASE)
_EXTENT = lazily(r"(colspan|rowspan)\s?=\s?[\"']?([1-9]\d?)(?!\d)", re.IGNORECASE)
_TITLE_MAX = 240  # code points before a form, with its elements
_TAG_MAX = 800  # code points of an element
_HEAD_WITHIN = 3  # rows from the top, of which the first may be titles
_HEADS_MAX = 60  # labels by which each other is judged
_CELL_MAX = 400  # code points; a longer cell holds a text, not a value


def find_html_cells(text: str) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the bounds of each cell whose column head or left neighbour says what it holds, in order."""
    if "<td" not in text and "<th" not in text and "<TD" not in text:
        return
    for rows in filter(None, _tables(text)):
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
    sideways = list(_sideways(text, rows, read))
    if sideways:
        yield from sideways
        return
    for index, (topics, below) in enumerate(pairwise(read)):
        head = [text[start:end] for start, end in rows[index]]
        two = _two_rows(text, rows[index], rows[index + 1])
        if two and _is_head(two, [read_header(each)[0] for each in two]):
            yield from _below(rows[index + 2 :], settle(two, _above(text, rows, index)))
            return
        if _is_head(head, topics) and not (_are_pairs(topics) and (index or _are_pairs(below))):
            yield from _below(rows[index + 1 :], settle(head, _above(text, rows, index)))
            return
    yield from _pairs(text, rows)


def _pairs(text: str, rows: list[list[Bounds]]) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the cells with a label to their left."""
    lefts = islice((left for row in rows for left in row[::2]), _HEADS_MAX)
    heads = [text[start:end] for start, end in lefts]
    if has_rows_of_things(heads[:1]):
        return
    persons = names_persons(heads)
    settled: dict[str, Topic | None] = {}
    title = text[max(0, rows[0][0][0] - _TITLE_MAX) : rows[0][0][0]]
    for row in rows:
        for index, (left, right) in enumerate(pairwise(row)):
            if not persons and (len(row) % 2 or index % 2):
                continue  # a label among figures in columns
            label = text[left[0] : left[1]]
            if label not in settled:
                settled[label] = settle_pair(label, heads, title)
            topic = settled[label]
            if topic not in {None, Topic.NEUTRAL} and _filled(right) and topic is not None:
                yield right, topic


def _sideways(
    text: str, rows: list[list[Bounds]], read: list[list[Topic | None]]
) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the cells of a table whose labels are in the first column."""
    for index, topics in enumerate(read):
        cells = [text[start:end] for start, end in rows[index]]
        if lies_on_its_side(topics, cells):
            even = [row for row in rows if len(row) == len(topics)]
            yield from cells_beside((text[row[0][0] : row[0][1]], row[1:]) for row in even)
            return


def _above(text: str, rows: list[list[Bounds]], index: int) -> str:
    """What stands in the table above its head: a title, whose account it is."""
    return " ".join(text[start:end] for row in rows[:index] for start, end in row)


def _two_rows(text: str, upper: list[Bounds], lower: list[Bounds]) -> list[str]:
    """Return the joined heads of two rows of which the upper one has groups; empty if there are none."""
    wide = [_extent(text, cell, "colspan") for cell in upper]
    free = sum(count for cell, count in zip(upper, wide, strict=True) if _extent(text, cell, "rowspan") == 1)
    if max(wide) == 1 or len(upper) == 1 or free != len(lower):
        return []
    above: list[str] = []
    below: list[str] = []
    rest = iter(lower)
    for (start, end), count in zip(upper, wide, strict=True):
        above += [text[start:end]] * count
        if _extent(text, (start, end), "rowspan") > 1:
            below += [""] * count
        else:
            below += [text[slice(*next(rest))] for _ in range(count)]
    return joined(above, below)


def _extent(text: str, cell: Bounds, way: str) -> int:
    """Over how many columns or rows a cell stretches."""
    tag = text.rfind("<t", max(0, cell[0] - _TAG_MAX), cell[0])
    found = _EXTENT.search(text, max(tag, 0), cell[0]) if tag >= 0 else None
    while found and found[1].lower() != way:
        found = _EXTENT.search(text, found.end(), cell[0])
    return int(found[2]) if found else 1


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
    if len(cells) == 1 and topics[0] not in PLAIN_TOPICS:
        return False  # a title
    return len(others) <= labels > 0 and not any(map(str.isdigit, "".join(others)))


def _are_pairs(topics: list[Topic | None]) -> bool:
    """Labels, each before its value: the row above is no header but such a row, too."""
    return len(topics) % 2 == 0 and all(
        (topic is None) == bool(index % 2) for index, topic in enumerate(topics)
    )


def _filled(cell: Bounds) -> bool:
    return cell[0] < cell[1]
