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
from policies.tables.few_values import SAMPLE
from policies.tables.head_groups import joined
from policies.tables.header import PLAIN_TOPICS, has_figure, read_header
from policies.tables.header_row import is_known, settle, settle_pair
from policies.tables.persons import has_rows_of_things, names_persons
from policies.tables.row_heads import cells_beside, lies_on_its_side
from policies.vocabulary import Topic

# Word and Outlook write a style of some hundred characters into every cell.
_ELEMENT = lazily(r"<(/?)(table|tr|td|th|dl|dt|dd)\b[^<>]{0,800}>", re.IGNORECASE)
_OF_LISTS = {"dl": "table", "dt": "td", "dd": "td"}  # a list of terms is a table of two columns
_TERM = frozenset({"dt", "DT"})
_CELL = lazily("<(?:t[dh]|dd|TD)")
_LEADING = lazily(r"(?:\s|&nbsp;|&#160;|<[^<>]{0,400}>)*+")
_TRAILING = lazily(r"(?:\s|&nbsp;|&#160;|<[^<>]{0,400}>)+$")
_BETWEEN = lazily(r"(?:\s|</?(?:thead|tbody|tfoot|caption|colgroup|col)\b[^<>]{0,400}>)*+", re.IGNORECASE)
_EXTENT = lazily(r"(colspan|rowspan)\s?=\s?[\"']?([1-9]\d?)(?!\d)", re.IGNORECASE)
_TITLE_MAX = 240  # code points before a table, with its elements
_TAG = lazily("<[^<>]{0,400}>|^[^<>]{0,400}>|<[^<>]{0,400}$")
_TAG_MAX = 800  # code points of an element
_HEAD_WITHIN = 3  # rows from the top, of which the first may be titles
_HEADS_MAX = 60  # labels by which each other is judged
_CELL_MAX = 400  # code points; a longer cell holds a text, not a value


def find_html_cells(text: str) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the bounds of each cell whose column head or left neighbour says what it holds, in order."""
    if not _CELL.search(text):
        return
    for rows in filter(None, _tables(text)):
        yield from sorted(_cells_of(text, rows))


def _tables(text: str) -> Iterator[list[list[Bounds]]]:
    """Yield the rows of each table; cells that stand in no row are one."""
    rows: list[list[Bounds]] = [[]]
    opened = end = 0
    for element in _ELEMENT.finditer(text):
        closing, name = bool(element[1]), element[2].lower()
        name = _OF_LISTS.get(name, name)
        apart = not opened and not _BETWEEN.fullmatch(text, end, element.start())
        if opened and name in {"td", "th", "tr"}:
            rows[-1].append(_trimmed(text, opened, element.start()))
        if element[2] in _TERM and not closing:
            rows.append([])
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
            yield from _columns(text, two, rows[index + 2 :], _above(text, rows, index))
            return
        if _is_head(head, topics) and not (_are_pairs(topics) and (index or _are_pairs(below))):
            yield from _columns(text, head, rows[index + 1 :], _above(text, rows, index))
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
    title = _above(text, rows, next((index for index, row in enumerate(rows) if len(row) > 1), 0))
    for row in rows:
        for index, (left, right) in enumerate(pairwise(row)):
            if not persons and (len(row) % 2 or index % 2):
                continue  # a label among figures in columns
            label = text[left[0] : left[1]]
            if label not in settled:
                settled[label] = settle_pair(
                    label, heads, title, text[slice(*right)] if index % 2 == 0 else ""
                )
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
            table = ((text[row[0][0] : row[0][1]], row[1:]) for row in even)
            yield from cells_beside(text, table, _above(text, rows, 0))
            return


def _above(text: str, rows: list[list[Bounds]], index: int) -> str:
    """What stands above the head, in the table and before it: a title, whose account it is."""
    start = rows[0][0][0]
    before = _TAG.sub(" ", text[max(0, start - _TITLE_MAX) : start].rpartition("</table")[2])
    return " ".join((before, *(text[first:end] for row in rows[:index] for first, end in row)))


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


def _columns(
    text: str, heads: list[str], rows: list[list[Bounds]], title: str
) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the cells below these heads."""
    first = [[text[slice(*cell)] for cell in row] for row in rows[:SAMPLE] if len(row) == len(heads)]
    topics = settle(heads, title, [*zip(*first, strict=True)])
    for row in rows:
        if len(row) < len(heads) and read_header(text[slice(*row[0])])[0] is not None:
            continue  # a label and its value behind the table
        yield from (
            (cell, topic)
            for cell, topic in zip(row, topics, strict=False)
            if topic is not None and _filled(cell)
        )


def _is_head(cells: list[str], topics: list[Topic | None]) -> bool:
    """At least half of the cells that are filled are known labels, and no other holds a figure."""
    others = [cell for cell in cells if cell and not is_known(cell)]
    labels = sum(map(is_known, cells)) if any(topics) else 0
    if len(cells) == 1 and topics[0] not in PLAIN_TOPICS:
        return False  # a title
    return len(others) <= labels > 0 and not any(map(has_figure, others))


def _are_pairs(topics: list[Topic | None]) -> bool:
    """Labels, each before its value: the row above is no header but such a row, too."""
    return len(topics) % 2 == 0 and all(
        (topic is None) == bool(index % 2) for index, topic in enumerate(topics)
    )


def _filled(cell: Bounds) -> bool:
    return cell[0] < cell[1]
