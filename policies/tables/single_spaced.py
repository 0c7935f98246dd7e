"""Tables whose cells one space parts, as the text of a PDF page comes: `序号 护照号 备注`, below it `1 E12345678 待补`.

One space parts words too. So a header is a line of hardly anything but labels, and a row has as many cells;
one fewer where nothing is written in a last column for remarks.
"""

from collections.abc import Iterator
from itertools import chain, islice

from policies.code_points import Ints
from policies.lazily import lazily
from policies.normalize import Bounds, end_of_line, lines
from policies.tables.cell_rows import holds_labels, title_above
from policies.tables.few_values import SAMPLE
from policies.tables.gap_columns import GAP
from policies.tables.header import has_figure, read_header
from policies.tables.header_row import settle
from policies.vocabulary import Topic

_LINE_MAX, _HEAD_MAX = 400, 16  # code points of a line, of the head of a column
_LEAST = 3  # columns: two words of a sentence may both be labels
_GAP_MAX = 24  # spaces between two cells
_DAY, _CLOCK = lazily(r"20\d\d[\-/.]\d{1,2}[\-/.]\d{1,2}"), lazily(r" \d{1,2}:\d\d")
_PASSED_OVER = 2  # lines that are no rows, as where a cell goes on below
_SPACE = ord(" ")


def find_spaced_cells(text: str, codes: Ints, starts: Ints, ends: Ints) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the cells whose column says what it holds, given the framed code points and where label words stand."""
    read_to = 0
    for position, gap in _behind_labels(codes, starts, ends):
        if position < read_to or not text.startswith(" " * gap, position - gap):
            continue
        start, read_to = text.rfind("\n", 0, position) + 1, end_of_line(text, position) + 1
        heads = [text[first:end] for first, end in _cells(text, start, read_to - 1)]
        if _is_header(heads) and not _is_of_gaps(text[start : read_to - 1]):
            rows = _rows(text, read_to, len(heads))
            first = list(islice(rows, SAMPLE))
            if not first:
                continue
            even = ([text[slice(*cell)] for cell in row] for row, _ in first if len(row) == len(heads))
            topics = settle(heads, title_above(text, start), [*zip(*even, strict=True)])
            may_be_empty = topics[-1] in {None, Topic.NEUTRAL}
            for row, end in chain(first, rows):
                if len(row) == len(heads) or may_be_empty:
                    yield from (
                        (cell, topic) for cell, topic in zip(row, topics, strict=False) if topic is not None
                    )
                read_to = end


def _behind_labels(codes: Ints, starts: Ints, ends: Ints) -> Iterator[tuple[int, int]]:
    """Yield which label words have a space before them and another label not far before that, and how far."""
    starts = starts[codes[starts - 1] == _SPACE]
    before = ends.searchsorted(starts, "right") - 1
    gaps = starts - ends[before]
    near = (before >= 0) & (gaps <= _GAP_MAX)
    return zip(starts[near].tolist(), gaps[near].tolist(), strict=True)


def _is_of_gaps(line: str) -> bool:
    """Whether wide gaps part all labels of a header; then single spaces are within them."""
    return GAP in line.strip() and not any(map(holds_labels, line.strip().split(GAP)))


def _is_header(heads: list[str]) -> bool:
    if len(heads) < _LEAST or any(len(head) > _HEAD_MAX or has_figure(head) for head in heads):
        return False
    return 2 * sum(read_header(head)[0] is not None for head in heads) >= len(heads)


def _rows(text: str, start: int, width: int) -> Iterator[tuple[list[Bounds], int]]:
    """Yield the cells of each row below a header, at most one too few, and where the next line begins."""
    passed_over = 0
    for first, end in lines(text, start, len(text)):
        if passed_over > _PASSED_OVER:
            return
        passed_over += 1
        row = list(_cells(text, first, end)) if any(map(str.isdigit, text[first:end])) else []
        if width - 1 <= len(row) <= width:
            passed_over = 0
            yield row, end + 1


def _cells(text: str, start: int, end: int) -> Iterator[Bounds]:
    """Yield the bounds of what single spaces part in a line; nothing of one that is longer than a row."""
    end = end - 1 if text[end - 1 : end] == "\r" else end
    while start < end <= start + _LINE_MAX:
        stop = text.find(" ", start, end)
        stop = end if stop < 0 else stop
        if _DAY.fullmatch(text, start, stop) and _CLOCK.match(text, stop):
            stop = text.find(" ", stop + 1, end)
            stop = end if stop < 0 else stop
        if stop > start:
            yield start, stop
        start = stop + 1
