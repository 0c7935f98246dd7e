"""The lines of a text as the cells of a table, each read once however many tables are looked for among them."""

from collections.abc import Iterator

from policies.normalize import Bounds, lines
from policies.tables.header import PLAIN_TOPICS, has_figure, read_header
from policies.vocabulary import Topic

_CELL_MAX = 60  # code points of a line that is a cell
_EDGE = " \t>*"


class LineCells:
    r"""The lines that stand together, numbered, without the space and the marks of a quotation around them.

    They end at a second blank line in succession, or at one that is too long for a cell. Places are asked for in
    ascending order.

    >>> cells = LineCells("> 姓名\n> 张三\n\n\n谢谢\n")
    >>> [cells.value(number) for number in range(cells.at(0), cells.end_of(9))]
    ['姓名', '张三']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._first = 0  # the number of the first cell that stands together with the last
        self._bounds: list[Bounds] = []
        self._topics: list[Topic | None] = []  # of the first of them, as far as somebody has asked
        self._rest: Iterator[Bounds] = iter(())
        self._number = 0  # of the last cell that was asked for by its place
        self._labels_to = self._figure = 0  # where a run of labels ends, where figures begin

    def at(self, start: int) -> int:
        """Return the number of the cell that the line at `start` holds, which is not blank."""
        if not self._bounds or self._bounds[-1][1] < start:
            self._first += len(self._bounds)
            self._number = self._labels_to = self._figure = self._first
            self._bounds, self._topics = [], []
            self._rest = _cells(self.text, start)
        while self.end_of(self._number + 1) > self._number and self.bounds(self._number)[0] < start:
            self._number += 1
        return self._number

    def end_of(self, number: int) -> int:
        """Return the number behind the last cell, at most `number`."""
        while self._first + len(self._bounds) < number:
            cell = next(self._rest, None)
            if cell is None:
                return self._first + len(self._bounds)
            self._bounds.append(cell)
        return number

    def bounds(self, number: int) -> Bounds:
        """Return where a cell stands that is there."""
        return self._bounds[number - self._first]

    def value(self, number: int) -> str:
        """Return what stands in a cell."""
        return self.text[slice(*self.bounds(number))]

    def topic(self, number: int) -> Topic | None:
        """Return of what a cell is the label."""
        while len(self._topics) <= number - self._first:
            cell = self._bounds[len(self._topics)]
            self._topics.append(read_header(self.text[slice(*cell)])[0])
        return self._topics[number - self._first]

    def end_of_labels(self, number: int, most: int) -> int:
        """Return the number behind the labels that begin with a cell, at most so many."""
        end = self.end_of(number + most)
        self._labels_to = max(self._labels_to, number)
        while self._labels_to < end and self.topic(self._labels_to) is not None:
            self._labels_to += 1
        return min(self._labels_to, end)

    def is_label(self, number: int) -> bool:
        """Return whether there is such a cell, and it is a label that is nothing else."""
        return self.end_of(number + 1) > number and self.topic(number) in PLAIN_TOPICS

    def has_label(self, first: int, end: int) -> bool:
        """Return whether one of these cells is a label that is nothing else."""
        return any(self.topic(number) in PLAIN_TOPICS for number in range(first, end))

    def first_figure(self, first: int, end: int) -> int | None:
        """Return the number of the first of these cells that has a figure; `first` ascends."""
        self._figure = max(self._figure, first)
        while self._figure < end and not has_figure(self.value(self._figure)):
            self._figure += 1
        return self._figure if self._figure < end else None


def _cells(text: str, start: int) -> Iterator[Bounds]:
    blank = 0
    for line, line_end in lines(text, start, len(text)):
        first, last = line, line_end
        while first < last and text[first] in _EDGE:
            first += 1
        while last > first and text[last - 1] in _EDGE:
            last -= 1
        blank = blank + 1 if first == last else 0
        if blank > 1 or last - first > _CELL_MAX:
            return
        if first < last:
            yield first, last
