"""Rows of a database as lines of text: a header line, cells separated by tabs.

Texts and numbers stand in their cell. A blob that is a file of a known format, and a text that is
a page or a document, is inspected as such; of any other blob its strings stand in the cell.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from inspection import charset, sniff
from inspection.readers.sqlite.sqlite_pages import Value
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_LINE_BREAKS = str.maketrans("\t\r\n", "   ")
_LONG_TEXT = 200  # code points from which a text with line breaks is read by itself too
_DOCUMENTS = frozenset({"html", "xml", "svg", "json", "message"})
_PLAIN = frozenset({"text", "csv", "empty", "blank"})


def lines(
    names: Sequence[str],
    rows: Iterable[Sequence[Value]],
    place: Place,
    walk: Walk,
    *,
    alternate: bool = False,
) -> Iterator[Segment]:
    """Yield segments of about `Limits.window` code points, each beginning with the names of the columns.

    Raises:
        BudgetSpent: more text than `Limits.output`: trees of a hostile file may share their pages.
    """
    header = "\t".join(name.translate(_LINE_BREAKS) for name in names)
    table, size = [header], 0
    for row in rows:
        cells = [_Cell(value, walk) for value in row]
        table.append("\t".join(cell.text for cell in cells))
        size += len(table[-1])
        for cell in cells:
            yield from cell.apart(step(place, "cell", ""), walk)
        if size > walk.limits.window:
            yield _table(table, size, place, walk, alternate=alternate)
            table, size = [header], 0
    yield _table(table, size, place, walk, alternate=alternate)


def _table(table: list[str], size: int, place: Place, walk: Walk, *, alternate: bool) -> Segment:
    walk.spend(size)
    return Segment(place, "\n".join(table), alternate=alternate)


class _Cell:
    """One value: its text in the line, and what has to be read apart from it."""

    def __init__(self, value: Value, walk: Walk) -> None:
        self._octets = b""
        self._seen = isinstance(value, str)
        if isinstance(value, bytes):
            self.text = self._of_blob(value, walk).translate(_LINE_BREAKS)
        elif isinstance(value, str):
            self.text = value.translate(_LINE_BREAKS)
            if len(value) > _LONG_TEXT:
                self._octets = self._of_text(value)
        else:
            self.text = "" if value is None else str(value)

    def apart(self, place: Place, walk: Walk) -> Iterator[Segment]:
        """Yield what the value is as a file; of a text that is a second reading."""
        if not self._octets:
            return
        walk.count_member()
        for segment in walk.descend(self._octets, place):
            yield msgspec.structs.replace(segment, alternate=True) if self._seen else segment

    def _of_blob(self, octets: bytes, walk: Walk) -> str:
        form = sniff.formats(octets)[0]
        if form in _PLAIN:
            return charset.decode(octets)[0].text
        if form != "unknown":
            self._octets = octets
            return ""
        walk.unread.add("blob")
        return " ".join(segment.text for segment in unknown.strings(octets, ()))

    def _of_text(self, text: str) -> bytes:
        octets = text.encode("utf-8", "replace")
        return octets if "\n" in text or sniff.formats(octets)[0] in _DOCUMENTS else b""
