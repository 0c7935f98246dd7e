"""Units that the heads of a table give the figures below them: `贷款金额（万元）`, `单位：万元`.

Without them fifty thousand in a report of a bank would be five. A head counts down to the next one; which column
a cell stands in is told by the delimiters before it in its line.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from policies.finding import Span
from policies.money import yuan_of

_OF_MONEY = frozenset({"INCOME", "PROPERTY", "TAX", "HOUSING_FUND", "LOAN", "TRANSACTION"})
_LINE_MAX = 4000  # code points of a line before a cell in which delimiters are counted
_BEHIND = 100  # code points behind it in which its delimiter shows
_GAP_MAX = 12  # code points between a label and the cell to its right
_HEADS_MAX = 30  # heads gone through for a cell: more than tables have columns of money
_DELIMITERS = "\t|;,"
_BETWEEN = " \t|,;:：\"')）"
_HEAD = re.compile(
    r"(?:(?P<all>单位|單位)[:： ]{0,2}|[(（/])(?:单位[:：]?)?(?:人民币)?(?P<unit>[十百千]?[万萬亿億]?)元"
)


def greatest_in_cells(text: str, found: Iterable[Span]) -> int:
    """Return the greatest amount in yuan among what detection found in the tables of a text; 0 when there is none."""
    cells = [span for span in found if span.type in _OF_MONEY]
    units = ColumnUnits(text if cells else "")
    return max((yuan_of(text[cell.start : cell.end], units.at(cell.start)) for cell in cells), default=0)


class _Head(msgspec.Struct, frozen=True):
    start: int
    end: int
    unit: str
    of_all: bool  # of every column, not only of its own


class ColumnUnits:
    """The units in one text; what a text of `n` code points costs is one pass, and little for each cell."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[int, tuple[int, int]] = {}  # of heads, as soon as somebody asks
        self._heads = [
            _Head(*found.span(), found["unit"], bool(found["all"])) for found in _HEAD.finditer(text)
        ]

    def at(self, position: int) -> str:
        r"""Return the unit of a bare figure in the cell at a position, such as `万`; empty when it is yuan.

        >>> text = "姓名,月收入（万元）,存款（元）\n张三,3.5,20"
        >>> ColumnUnits(text).at(text.index("3.5")), ColumnUnits(text).at(text.index("20"))
        ('万', '')
        """
        index = bisect_left(self._heads, position, key=lambda head: head.start)
        if index and self._is_beside(self._heads[index - 1], position):
            return self._heads[index - 1].unit
        above = self._heads[max(0, index - _HEADS_MAX) : index]
        line, column = self._place(position)
        row = None
        for head in reversed(above):
            if head.start not in self._places:
                self._places[head.start] = self._place(head.start)
            head_line, head_column = self._places[head.start]
            row = head_line if row is None else row
            if head.of_all or (head_line == row < line and head_column == column):
                return head.unit
        return ""

    def _is_beside(self, head: _Head, position: int) -> bool:
        """Whether the head is the label in the cell to the left: `贷款金额（万元） | 50`."""
        between = self._text[head.end : position] if position - head.end <= _GAP_MAX else "far"
        return not between.strip(_BETWEEN)

    def _place(self, position: int) -> tuple[int, int]:
        """Return where the line of a position starts, and the delimiters between there and the position."""
        start = self._text.rfind("\n", max(0, position - _LINE_MAX), position) + 1
        start = start or max(0, position - _LINE_MAX)
        end = self._text.find("\n", position, position + _BEHIND)
        line = self._text[start : end if end >= 0 else position + _BEHIND]
        delimiter = next((each for each in _DELIMITERS if each in line), _DELIMITERS)
        return start, line.count(delimiter, 0, position - start)
