"""Sheets as symbolic links (SYLK, `.slk`): the text as it stands, and its cells as rows and columns.

A cell is a line like `C;Y2;X3;K13800138000`, in which a number stands behind a letter. Row and column
stay what they were where a line does not name them; a semicolon in a value is written twice.
"""

import re
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.readers.text import plain_text
from inspection.readers.workbook.sheet_rows import SheetRows
from inspection.segment import Place, Segment
from inspection.walker import Walk

_FIELD = re.compile(r";([A-Z])((?:[^;]|;;)*)")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text and, after each window of it, the cells that stand in it."""
    cells = _Cells(SheetRows(place, walk))
    for segment in plain_text.read(content, place, walk):
        yield segment
        if segment.alternate or segment.place != place:
            continue
        for line in segment.text.splitlines():
            cells.take(line)
        yield from (msgspec.structs.replace(rows, alternate=True) for rows in cells.rows.rest())


class _Cells:
    """Puts the cells of one sheet into rows."""

    def __init__(self, rows: SheetRows) -> None:
        self.rows = rows
        self._row = self._column = 0

    def take(self, line: str) -> None:
        if not line.startswith("C;"):
            return
        fields = dict(_FIELD.findall(line))
        self._row = _number(fields.get("Y", ""), self._row)
        self._column = _number(fields.get("X", ""), self._column)
        value = fields.get("K", "").replace(";;", ";")
        self.rows.put(self._row, self._column, value.removeprefix('"').removesuffix('"'))


def _number(digits: str, otherwise: int) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise  # noqa: PLR2004
