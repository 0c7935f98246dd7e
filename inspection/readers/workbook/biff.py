"""Excel workbooks in the binary format ([MS-XLS]), of Excel and of Kingsoft Spreadsheets (`.et`).

One pass over the records gives cells, notes, texts of drawings, headers, names and formulas of all
sheets, hidden ones too. What no record handled here accounts for (links, styles, authors) is searched
for runs of text.
"""

import struct
from collections.abc import Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.compound import officeart
from inspection.readers.compound.ole_compound import Storage
from inspection.readers.text import text_runs
from inspection.readers.workbook import biff_aside, biff_crypt
from inspection.readers.workbook.biff_book import Book
from inspection.readers.workbook.biff_cells import CELLS, WITHOUT_TEXT, Cell
from inspection.readers.workbook.biff_records import BOF, CONTINUE, EOF, Record, headers
from inspection.readers.workbook.sheet_rows import SheetRows
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_STREAMS = ("Workbook", "Book")
_FILE_PASS = 0x002F


def read(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield sheets as tab-separated lines and what stands aside of them; note an encrypted workbook."""
    for name in _STREAMS:  # a workbook saved for both Excel 95 and 97 has two
        if name in storage.names:
            older = name != _STREAMS[0] and _STREAMS[0] in storage.names
            yield from workbook(storage.take(name), step(place, "stream", name) if older else place, walk)


def read_stream(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of a workbook that is no compound file, as Excel 2 to 4 wrote them."""
    yield from workbook(bytes(content), place, walk)


def workbook(stream: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of one workbook stream.

    Raises:
        Unreadable: it does not begin like one.
    """
    if int.from_bytes(stream[:2], "little") not in BOF:
        raise Unreadable("malformed:xls")
    reading = _Reading(stream, place, walk)
    for kind, start, end in headers(stream, walk):
        if reading.last is not None and kind not in CONTINUE:
            yield from reading.finish()
        if (put := CELLS.get(kind)) is not None:
            reading.cell(put, start, end)
            if reading.rows.size > walk.limits.window:
                yield reading.rows.flush()
        elif kind == _FILE_PASS:
            plain = biff_crypt.decrypted(stream, start, end, place, walk)
            if plain is not None:
                yield from workbook(plain, place, walk)
            return
        else:
            reading.keep(kind, start, end)
    yield from reading.end()


class _Reading:
    """The state of the pass: the workbook, the substreams that are open, and the last record that is no cell.

    That record is handled once the next one shows that nothing continues it any more.
    """

    def __init__(self, stream: bytes, place: Place, walk: Walk) -> None:
        self.book = Book()
        self.last: Record | None = None
        self.rows = SheetRows(place, walk)
        self._stream, self._place, self._walk = stream, place, walk
        self._outer: list[SheetRows] = []
        self._aside: list[str] = []

    def cell(self, put: Cell, start: int, end: int) -> None:
        try:
            put(self.book, self.rows, self._stream, start, end)
        except (struct.error, IndexError):
            self._walk.refuse("malformed:xls")
            self.book.leave(self._stream[start:end])

    def keep(self, kind: int, start: int, end: int) -> None:
        data = self._stream[start:end]
        if kind in CONTINUE and self.last is not None:
            self.last.further.append(data)
        elif kind in CONTINUE:  # behind a cell, whose text is longer than a record
            self.book.leave(data)
        elif len(data) > WITHOUT_TEXT.get(kind, -1):
            self.last = Record(kind, start - 4, data)

    def finish(self) -> Iterator[Segment]:
        record, self.last = self.last, None
        if record is None:
            return
        if record.kind in BOF:
            self._begin(record)
        elif record.kind == EOF:
            yield from self._close()
        elif record.kind in biff_aside.TEXTS:
            self.book.leave(record.whole)  # a length that is wrong must not cut a text
            try:
                self._aside += biff_aside.TEXTS[record.kind](self.book, record)
            except (struct.error, Unreadable):
                self._walk.refuse("malformed:xls")
        elif not self.book.take(record):
            self.book.leave(record.whole)

    def _begin(self, record: Record) -> None:
        self._outer.append(self.rows)
        if len(self._outer) > 1 and self.rows.place != self._place:  # a chart within a sheet
            place = step(self.rows.place, "chart", str(record.start))
        elif record.start:
            place = step(self._place, "sheet", self.book.names.get(record.start, str(record.start)))
        else:
            self.book.begin(record)
            place = self._place
        self.rows = SheetRows(place, self._walk)

    def _close(self) -> Iterator[Segment]:
        yield from self.rows.rest()
        lines = [*self._aside, *self.book.constants]
        self._aside.clear()
        self.book.constants.clear()
        text = text_runs.plain("\n".join(line for line in lines if line))
        self._walk.spend(len(text))
        if text:
            yield Segment(step(self.rows.place, "aside", ""), text, origin="metadata")
        if self._outer:
            self.rows = self._outer.pop()

    def end(self) -> Iterator[Segment]:
        """Yield what is left: substreams that were not closed, strings that no cell points to, runs of text."""
        yield from self.finish()
        if self._outer or self.book.broken:
            self._walk.refuse("malformed:xls")
        while self._outer:
            yield from self._close()
        yield from self._close()
        book = self.book
        names = [name for name in book.names.values() if name]
        if names:
            yield Segment(step(self._place, "sheets", ""), "\n".join(names), origin="name")
        left = [text for number, text in enumerate(book.shared) if number not in book.used and text]
        if left:
            yield Segment(step(self._place, "part", "shared-strings"), "\n".join(left))
        yield from officeart.segments(bytes(book.rest), step(self._place, "stray", "records"), self._walk)
