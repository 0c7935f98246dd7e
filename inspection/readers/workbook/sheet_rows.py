"""Rows of a sheet as lines with tabs between the columns, so that a table is seen as one.

Long sheets come in windows, each under the first row, which says what the columns mean. A number is
written as it is stored, not as its format shows it: an account number is digits.
"""

import re
from collections.abc import Iterator

from inspection.segment import Place, Segment
from inspection.walker import Walk

_LONG_DIGITS = re.compile(r"\d{6}")
_GAP_MAX = 64  # empty columns written out between two cells
_WHOLE_MAX = 1e21  # numbers above are no identifiers and are written with their exponent


class SheetRows:
    """Gathers the cells of one sheet in the order in which they come; a new row number ends a line."""

    def __init__(self, place: Place, walk: Walk) -> None:
        self.place = place
        self.size = 0  # characters gathered
        self._walk = walk
        self._row = -1
        self._cells: list[str] = []
        self._lines: list[str] = []
        self._header: str | None = None  # the first row, empty if it holds values itself

    def put(self, row: int, column: int, text: str) -> None:
        """Put one cell; rows and columns count from 0."""
        cells = self._cells
        if row != self._row:
            if cells:
                self._end_row()
                cells = self._cells
            self._row = row
        gap = column - len(cells)
        if gap > 0:
            cells += [""] * min(gap, _GAP_MAX)
        cells.append(text)

    def put_result(self, text: str) -> bool:
        """Put the text of the cell that was put last, if that is empty; say whether it was."""
        if not self._cells or self._cells[-1]:
            return False
        self._cells[-1] = text
        return True

    def put_row(self, line: str) -> None:
        """Put a row whose cells are in one line already, also one without any."""
        if self._header is None and line.strip():
            self._header = "" if _LONG_DIGITS.search(line) else line
        self._lines.append(line)
        self.size += len(line)
        self._walk.spend(len(line))

    def flush(self) -> Segment:
        """Return the rows gathered, to be asked for once there are more than `Limits.window` characters of them."""
        text = "\n".join(self._lines)
        self._lines, self.size = ([self._header] if self._header else []), 0
        return Segment(self.place, text)

    def rest(self) -> Iterator[Segment]:
        """Yield the rows that are left."""
        self._end_row()
        if self._lines:
            yield self.flush()

    def _end_row(self) -> None:
        line = "\t".join(self._cells).rstrip("\t")
        self._cells = []
        if line:
            self.put_row(line)


def number(value: float) -> str:
    """Return a stored number as digits, without exponent where it is whole."""
    if abs(value) < _WHOLE_MAX and (whole := int(value)) == value:
        return str(whole)
    return repr(value)
