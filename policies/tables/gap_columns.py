"""Columns that nothing but wide gaps part: the fixed-width lists of core banking systems, pasted print-outs.

An empty cell leaves only a wider gap there, so that a row with fewer cells than the header has is read by where
its cells stand on the screen, where a Chinese character is two columns wide.
"""

from collections.abc import Iterator
from itertools import pairwise

from policies.lazily import lazily
from policies.normalize import Bounds

GAP = "  "
_WIDE_GAP = lazily(r" {2,}+|\t")
_WIDE = 0x2E80  # from here on code points take two columns


def between_gaps(text: str, start: int, end: int) -> Iterator[Bounds]:
    """Yield what stands between the gaps of a line."""
    for gap in _WIDE_GAP.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < end:
        yield start, end


def on_screen(text: str, line: int, cells: list[Bounds]) -> list[Bounds]:
    """Return at which columns of the screen the cells of a line begin and end.

    >>> on_screen("张三  1", 0, [(0, 2), (4, 5)])
    [(0, 4), (6, 7)]
    """
    found: list[Bounds] = []
    place, column = line, 0
    for start, end in cells:
        first = column + _width(text, place, start)
        column = first + _width(text, start, end)
        found.append((first, column))
        place = end
    return found


def below(text: str, line: int, cells: list[Bounds], heads: list[Bounds]) -> Iterator[tuple[int, Bounds]]:
    """Yield the cells of a row, each with the number of its head; `heads` are where these are on the screen.

    As many cells as heads belong to them one by one. Else each goes below the head that it overlaps most or
    is nearest to; two below the same one are one cell with a gap in it.
    """
    if len(cells) == len(heads):
        yield from enumerate(cells)
        return
    number, start, end = -1, 0, 0
    for cell, on in zip(cells, on_screen(text, line, cells), strict=True):
        nearest = max(number, 0)
        while nearest + 1 < len(heads) and _overlap(on, heads[nearest + 1]) > _overlap(on, heads[nearest]):
            nearest += 1
        if nearest != number:
            if number >= 0:
                yield number, (start, end)
            number, start = nearest, cell[0]
        end = cell[1]
    if number >= 0:
        yield number, (start, end)


def screen_slices(text: str, line: Bounds, columns: list[Bounds]) -> list[Bounds]:
    """Return what stands in a line at these columns of the screen, each up to where the next begins.

    >>> screen_slices("张三 3500", (0, 7), [(0, 4), (5, 9)])
    [(0, 3), (3, 7)]
    """
    starts = [first for first, _ in columns[1:]]
    bounds, column = [line[0]], 0
    for place in range(*line):
        if len(bounds) <= len(starts) and column >= starts[len(bounds) - 1]:
            bounds.append(place)
        column += 2 if ord(text[place]) >= _WIDE else 1
    bounds += [line[1]] * (len(columns) - len(bounds) + 1)
    return [*pairwise(bounds)]


def _width(text: str, start: int, end: int) -> int:
    part = text[start:end]
    return len(part) if part.isascii() else sum(2 if ord(each) >= _WIDE else 1 for each in part)


def _overlap(one: Bounds, other: Bounds) -> int:
    """How many columns two cells share; below zero how far apart they are."""
    return min(one[1], other[1]) - max(one[0], other[0])
