"""What lies in the pages of a database and no query returns; write-ahead logs and journals.

Deleted rows stay in free pages and between the cells of others; a log holds pages not yet in the
database. Rows are decoded where a page still has its form; strings are taken of everything else.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.sqlite import sqlite_pages, sqlite_rows
from inspection.readers.sqlite.sqlite_pages import PageOf, Shape
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_RUN = re.compile(rb"[ -~\x80-\xf4]{6,}")
_PAGES_AT_ONCE = 256
_FREE_LIST = slice(32, 36)  # of the header: number of the first trunk page
_LOG_HEADER, _FRAME_HEADER = 32, 24
_JOURNAL_SECTOR, _JOURNAL_PAGE = slice(20, 24), slice(24, 28)


def of_database(content: Content, place: Place, walk: Walk, *, every_page: bool) -> Iterator[Segment]:
    """Yield rows of free pages and strings of unused space; with `every_page` rows and strings of all pages."""
    shape = sqlite_pages.shape(bytes(content[:100]))
    if shape is None:
        walk.refuse("malformed:sqlite")
        yield from unknown.strings(content, step(place, "strings", "sqlite"))
        return
    count = -(-len(content) // shape.page)

    def page_of(number: int) -> bytes:
        return bytes(content[(number - 1) * shape.page : number * shape.page]) if number > 0 else b""

    free = set(sqlite_pages.free_pages(page_of, int.from_bytes(content[_FREE_LIST], "big")))
    kept = range(1, count + 1) if every_page else sorted(number for number in free if number <= count)
    pages = ((number, page_of(number)) for number in kept)
    yield from _pages(pages, shape, page_of, step(place, "free pages", "sqlite"), walk)
    spans = (
        span for n in range(1, count + 1) if n not in free for span in sqlite_pages.unused(page_of(n), n)
    )
    yield from _strings(spans, step(place, "unused space", "sqlite"), walk)


def log(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the rows and strings of all pages in a write-ahead log (SQLite file format, 4)."""
    size = int.from_bytes(content[8:12], "big")
    frame = _FRAME_HEADER + size
    starts = range(_LOG_HEADER, len(content), frame)
    yield from _copies(content, size, {at + _FRAME_HEADER: at for at in starts}, place, walk)


def journal(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the rows and strings of all pages in a rollback journal (SQLite file format, 3)."""
    size = int.from_bytes(content[_JOURNAL_PAGE], "big")
    starts = range(int.from_bytes(content[_JOURNAL_SECTOR], "big"), len(content), 4 + size + 4)
    yield from _copies(content, size, {at + 4: at for at in starts}, place, walk)


def _copies(
    content: Content, size: int, pages: dict[int, int], place: Place, walk: Walk
) -> Iterator[Segment]:
    """Yield pages that are copies: offset of each to the offset of its number; of a page the last copy counts.

    Raises:
        Unreadable: `malformed:sqlite` if the pages have no size.
    """
    shape = Shape(size)
    if size < 512 or size & (size - 1):  # noqa: PLR2004  # powers of two from here
        raise Unreadable("malformed:sqlite")
    last = {int.from_bytes(content[told : told + 4], "big"): at for at, told in pages.items()}

    def page_of(number: int) -> bytes:
        return bytes(content[last[number] : last[number] + size]) if number in last else b""

    copies = (
        (int.from_bytes(content[told : told + 4], "big"), bytes(content[at : at + size]))
        for at, told in pages.items()
    )
    yield from _pages(copies, shape, page_of, step(place, "pages", "sqlite"), walk)


def _pages(
    pages: Iterator[tuple[int, bytes]], shape: Shape, page_of: PageOf, place: Place, walk: Walk
) -> Iterator[Segment]:
    """Yield the rows of pages, some pages at a time, and the strings of the same pages as a second reading."""
    while some := list(islice(pages, _PAGES_AT_ONCE)):
        rows = [row for number, octets in some for row in sqlite_pages.rows(octets, number, shape, page_of)]
        if rows:
            yield from sqlite_rows.lines((), rows, place, walk)
        yield from _strings((octets for _, octets in some), place, walk)


def _strings(spans: Iterable[bytes], place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the strings of spans, about a window at a time."""
    waiting: list[bytes] = []
    size = 0
    for span in spans:
        if stripped := span.strip(b"\0"):
            waiting.append(stripped)
            size += len(stripped)
        if size > walk.limits.window:
            yield from _joined(waiting, place)
            waiting, size = [], 0
    yield from _joined(waiting, place)


def _joined(spans: list[bytes], place: Place) -> Iterator[Segment]:
    """Yield the strings of spans; UTF-8, in which most databases write, in a reading of its own."""
    octets = b"\0\0\0".join(spans)
    for segment in unknown.strings(octets, place):
        yield msgspec.structs.replace(segment, alternate=True)
    if not octets.isascii():
        runs = (run.decode("utf-8", "replace") for run in _RUN.findall(octets))
        yield Segment(place, "\n".join(runs), "utf-8", alternate=True)
