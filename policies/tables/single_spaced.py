"""Tables whose cells one space parts, as the text of a PDF page comes: `序号 护照号 备注`, below it `1 E12345678 待补`.

One space parts words too. So a header is a line of hardly anything but labels, and a row has as many cells;
one fewer where nothing is written in a last column for remarks.
"""

from collections.abc import Iterator

from policies.code_points import Ints
from policies.normalize import Bounds, lines
from policies.tables.header import read_header
from policies.tables.header_row import settle
from policies.vocabulary import Topic

_LINE_MAX, _HEAD_MAX = 400, 16  # code points of a line, of the head of a column
_LEAST = 3  # columns: two words of a sentence may both be labels
_PASSED_OVER = 2  # lines that are no rows, as where a cell goes on below
_SPACE = ord(" ")


def find_spaced_cells(text: str, codes: Ints, starts: Ints, ends: Ints) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the cells whose column says what it holds, given the framed code points and where label words stand."""
    behind_a_space = starts[codes[starts - 1] == _SPACE].tolist()
    label_ends = set(ends.tolist()) if behind_a_space else set()
    read_to = 0
    for position in behind_a_space:
        if position < read_to or position - 1 not in label_ends:
            continue
        start, read_to = text.rfind("\n", 0, position) + 1, _end_of_line(text, position) + 1
        heads = [text[first:end] for first, end in _cells(text, start, read_to - 1)]
        if _is_header(heads):
            topics = settle(heads)
            for row, end in _rows(text, read_to, topics):
                yield from (
                    (cell, topic) for cell, topic in zip(row, topics, strict=False) if topic is not None
                )
                read_to = end


def _is_header(heads: list[str]) -> bool:
    if len(heads) < _LEAST or any(len(head) > _HEAD_MAX or any(map(str.isdigit, head)) for head in heads):
        return False
    return 2 * sum(read_header(head)[0] is not None for head in heads) >= len(heads)


def _rows(text: str, start: int, topics: list[Topic | None]) -> Iterator[tuple[list[Bounds], int]]:
    """Yield the cells of each row below a header, and where the next line begins."""
    sizes = {len(topics), len(topics) - (topics[-1] in {None, Topic.NEUTRAL})}
    passed_over = 0
    for first, end in lines(text, start, len(text)):
        if passed_over > _PASSED_OVER:
            return
        row = list(_cells(text, first, end))
        passed_over += 1
        if len(row) in sizes and any(map(str.isdigit, text[first:end])):
            passed_over = 0
            yield row, end + 1


def _cells(text: str, start: int, end: int) -> Iterator[Bounds]:
    """Yield the bounds of what single spaces part in a line; nothing of one that is longer than a row."""
    end = end - 1 if text[end - 1 : end] == "\r" else end
    while start < end <= start + _LINE_MAX:
        stop = text.find(" ", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
