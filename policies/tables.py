"""Tables in plain text: rows on lines, cells between tabs, bars, commas or semicolons.

Extractors hand spreadsheets and word-processor tables over as such text. A table starts at a line
with at least two cells of which one is a known label; it ends at the first line without the
delimiter. A label in the header row says what stands in the whole column.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from policies.normalize import lines
from policies.vocabulary import Topic, header_topic

DELIMITERS = "\t|,;"
HEADER_LINE_MAX = 1000  # code points; a longer line is no header
ROW_LINE_MAX = 4000  # in a longer row the column of a value is not counted out


class Table(msgspec.Struct, frozen=True):
    """One table: where its header begins, the bounds of the rows below, and the topic of each column."""

    header: int
    start: int
    end: int
    delimiter: str
    topics: tuple[Topic | None, ...]


class Tables(msgspec.Struct, frozen=True):
    """All tables of a text, in order, not overlapping."""

    text: str
    tables: tuple[Table, ...]
    starts: tuple[int, ...]

    def topic_at(self, position: int) -> Topic | None:
        """Return what the header says of the cell that holds `position`; None outside of tables."""
        index = bisect_right(self.starts, position) - 1
        if index < 0 or position >= self.tables[index].end:
            return None
        table = self.tables[index]
        line = self.text.rfind("\n", max(0, position - ROW_LINE_MAX), position) + 1
        if position - line >= ROW_LINE_MAX:
            return None
        column = self.text.count(table.delimiter, line, position)
        return table.topics[column] if column < len(table.topics) else None

    def in_header(self, position: int) -> bool:
        """Return whether `position` is in the header row of a table."""
        index = bisect_right(self.starts, position)
        return index < len(self.tables) and self.tables[index].header <= position

    def cells(self, topic: Topic) -> Iterator[tuple[int, int]]:
        """Yield the bounds of every cell below a header of this topic."""
        for table in self.tables:
            if topic in table.topics:
                columns = [index for index, found in enumerate(table.topics) if found is topic]
                for start, end in lines(self.text, table.start, table.end):
                    yield from _cells_of_row(self.text, start, end, table.delimiter, columns)


def _cells_of_row(
    text: str, start: int, end: int, delimiter: str, columns: list[int]
) -> Iterator[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    while len(bounds) <= columns[-1] and start <= end:
        stop = text.find(delimiter, start, end)
        stop = end if stop < 0 else stop
        bounds.append((start, stop))
        start = stop + 1
    for column in columns:
        if column < len(bounds) and bounds[column][0] < bounds[column][1]:
            yield bounds[column]


def find_tables(text: str, labels: Iterable[int]) -> Tables:
    """Return the tables of a text, given the ascending positions of the label words in it."""
    found: list[Table] = []
    read_to = 0  # nothing before this position is looked at again
    for position in labels:
        if position < read_to:
            continue
        start = text.rfind("\n", read_to, position) + 1 or read_to
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        read_to = end + 1
        table = _table_below(text, start, end)
        if table:
            found.append(table)
            read_to = max(read_to, table.end)
    return Tables(text, tuple(found), tuple(table.start for table in found))


def _table_below(text: str, start: int, end: int) -> Table | None:
    if end - start > HEADER_LINE_MAX:
        return None
    header = text[start:end]
    for delimiter in DELIMITERS:
        if delimiter in header:
            topics = tuple(map(header_topic, header.split(delimiter)))
            if set(topics) - {None, Topic.NEUTRAL} and _is_header(header, delimiter):
                return Table(start, end + 1, _last_row(text, end + 1, delimiter), delimiter, topics)
    return None


def _is_header(header: str, delimiter: str) -> bool:
    """A row of data beside a label (`姓名,张三`) is no header, nor are labels in a sentence with commas."""
    cells = [cell.strip() for cell in header.split(delimiter) if cell.strip(" -\r")]
    labelled = sum(header_topic(cell) is not None for cell in cells)
    digits = sum(any(character.isdigit() for character in cell) for cell in cells)
    structural = delimiter in "\t|" and len(cells) > 2  # noqa: PLR2004 - two cells may be label and value
    return not digits and (structural or (labelled > 1 and 2 * labelled >= len(cells)))


def _last_row(text: str, start: int, delimiter: str) -> int:
    start = min(start, len(text))
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if text.find(delimiter, start, stop) < 0:
            break
        start = stop + 1
    return min(start, len(text))
