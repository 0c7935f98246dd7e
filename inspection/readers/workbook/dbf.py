"""Tables of dBASE and FoxPro (`.dbf`), in which exchanges and clearing houses send their data.

Every record is read, deleted ones too, and those that the header does not count. Memos are in a file of their
own. The charset is told by the octets, for many writers do not tell it.
"""

import struct
from collections.abc import Callable, Iterator, Mapping

from inspection.content import Content
from inspection.dbf_header import Field, Table, table
from inspection.errors import Unreadable
from inspection.readers.text import plain_text, text_runs
from inspection.readers.workbook.sheet_rows import SheetRows, number
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_HEAD = 64 * 1024  # octets: the size of a header is a number of two octets
_BLANK = b" \0"
_CURRENCY = 10_000  # parts of a unit
_NUMBERS: Mapping[tuple[str, int], Callable[[bytes], str]] = {
    ("I", 4): lambda octets: str(int.from_bytes(octets, "little", signed=True)),
    ("Y", 8): lambda octets: number(int.from_bytes(octets, "little", signed=True) / _CURRENCY),
    ("B", 8): lambda octets: number(struct.unpack("<d", octets)[0]),
    ("O", 8): lambda octets: number(struct.unpack("<d", octets)[0]),
    ("T", 8): lambda _octets: "",  # a day and a time
    ("M", 4): lambda _octets: "",  # where the memo lies
    ("G", 4): lambda _octets: "",
    ("P", 4): lambda _octets: "",
}


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the records as rows under the names of the fields, then what else is in the header and behind the records.

    Raises:
        Unreadable: the header is damaged.
    """
    found = table(bytes(content[:_HEAD]))
    if found is None:
        raise Unreadable("malformed:dbf")
    for rows in _rows(content, found, place, walk):
        yield from plain_text.readings(rows.text.encode("latin-1"), place, walk.hint.charset)
    if found.header + found.records * found.record > len(content):
        walk.refuse("incomplete:dbf")
    end = 32 * (len(found.fields) + 1)
    rest = len(content) - (len(content) - found.header) % found.record
    for data in (bytes(content[end : found.header]), bytes(content[rest:])):
        yield from text_runs.both(data, step(place, "stray", "dbf"))


def _rows(content: Content, found: Table, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the names of the fields and all records as rows, each octet a character."""
    rows = SheetRows(place, walk)
    for column, field in enumerate(found.fields):
        rows.put(0, column, field.name.decode("latin-1"))
    for index, start in enumerate(range(found.header, len(content) - found.record + 1, found.record), 1):
        for column, cell in enumerate(_cells(bytes(content[start : start + found.record]), found.fields)):
            rows.put(index, column, cell)
        if rows.size > walk.limits.window:
            yield rows.flush()
    yield from rows.rest()


def _cells(record: bytes, fields: tuple[Field, ...]) -> Iterator[str]:
    position = 1  # behind the mark of deletion
    for field in fields:
        octets = record[position : position + field.size]
        position += field.size
        shown = _NUMBERS.get((field.kind, field.size))
        yield shown(octets) if shown else octets.strip(_BLANK).decode("latin-1")
