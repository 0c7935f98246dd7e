"""Texts of an Excel workbook that stand in no cell: notes, drawings, headers, names, links, validations."""

import re
import struct
from collections.abc import Callable, Mapping

from inspection import charset
from inspection.readers.workbook import biff_strings
from inspection.readers.workbook.biff_book import Book
from inspection.readers.workbook.biff_records import Record

_FUTURE_HEADER, _GUID = 12, 16  # FrtHeader, [MS-XLS] 2.5.134
_VALIDATION_TEXTS = 4
_SECTION, _FONT = re.compile("&[LCR]"), re.compile('&"[^"]*"')


def _counted(book: Book, record: Record) -> list[str]:
    """Return a header or footer, left, middle and right part a line each, without its fonts."""
    text = book.text(record.data, 0, wide_count=book.is_biff8) if record.data else ""
    return [_SECTION.sub("\n", _FONT.sub("", text))]


def _further_headers(_: Book, record: Record) -> list[str]:
    """Return headers and footers of even and first pages, 2.4.137."""
    counts = struct.unpack_from("<4H", record.data, _FUTURE_HEADER + _GUID + 2)
    return _strings(record.data, _FUTURE_HEADER + _GUID + 10, [count for count in counts if count])


def _strings(data: bytes, position: int, counts: list[int]) -> list[str]:
    """Return strings of two octets of length, as many as there are counts."""
    found = []
    for _ in counts:
        (count,) = struct.unpack_from("<H", data, position)
        text, position = biff_strings.flagged(data, position + 2, count)
        found.append(_SECTION.sub("\n", _FONT.sub("", text)))
    return found


def _note(book: Book, record: Record) -> list[str]:
    """Return the author of a note, 2.5.186, or in older versions its text; the text of BIFF8 is in a TXO."""
    if book.is_biff8:
        return [book.text(record.data, 8)]
    return [charset.decode(record.data[6:], book.codepage)[0].text]


def _drawing_text(_: Book, record: Record) -> list[str]:
    """Return the text of a note or text box, which stands in the records behind, 2.4.329."""
    (count,) = struct.unpack_from("<H", record.data, 10)
    if not count:
        return []
    data = biff_strings.Continued([b"\0", *record.further])
    data.take(1)
    return [data.characters(count, wide=False)]


def _name(book: Book, record: Record) -> list[str]:
    """Return a defined name, and keep the constants of its formula, 2.4.150."""
    count, size = struct.unpack_from("<BH", record.data, 3)
    if book.is_biff8:
        name, end = biff_strings.flagged(record.data, 14, count)
    else:
        name, end = record.data[14 : 14 + count].decode("cp1252", "replace"), 14 + count
    book.formula(record.data[end : end + size])
    return [name]


def _validation(book: Book, record: Record) -> list[str]:
    """Return the four texts of a validation, 2.4.93, and keep the constants of its formulas."""
    data, position, found = record.whole, 4, []
    for _ in range(_VALIDATION_TEXTS):
        (count,) = struct.unpack_from("<H", data, position)
        text, position = biff_strings.flagged(data, position + 2, count)
        found.append(text)
    for _ in range(2):
        (size,) = struct.unpack_from("<H", data, position)
        book.formula(data[position + 4 : position + 4 + size])
        position += 4 + size
    return found


def _series(book: Book, record: Record) -> list[str]:
    """Return a title or label of a chart, 2.4.254."""
    return [book.text(record.data, 2, wide_count=False)]


TEXTS: Mapping[int, Callable[[Book, Record], list[str]]] = {
    0x0014: _counted, 0x0015: _counted, 0x089C: _further_headers, 0x001C: _note, 0x01B6: _drawing_text,
    0x0018: _name, 0x0218: _name, 0x01BE: _validation, 0x100D: _series,
}  # fmt: skip
