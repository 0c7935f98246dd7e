"""The records of an enhanced metafile that write text or draw pixels ([MS-EMF] 2.3)."""

import struct
from collections.abc import Iterator

from inspection.readers.picture.metafile_page import Page

_HEAD = 8  # octets: type and size
_FONT, _COMMENT, _SMALL_TEXT = 82, 70, 108
_TEXT_NARROW, _TEXT_WIDE = 83, 84
_TEXT_FIELDS = 76  # octets of the record before its text
# Where a record says the offset of its bitmap's header (four numbers: header, size, pixels, size).
_BITMAPS = {76: 84, 77: 84, 80: 48, 81: 48, 114: 84, 116: 84}
_NO_RECTANGLE, _SMALL_CHARACTERS = 0x100, 0x200
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # in records of EMF+, which are comments


def draw(data: bytes) -> Page:
    """Return what the records draw, up to the first one whose length is none."""
    page = Page()
    for kind, record in _records(data):
        if kind in {_TEXT_NARROW, _TEXT_WIDE}:
            _text(page, record, wide=kind == _TEXT_WIDE)
        elif kind == _SMALL_TEXT:
            _small_text(page, record)
        elif kind == _FONT and len(record) >= 16:  # noqa: PLR2004  # the height ends there
            page.font(struct.unpack_from("<i", record, 12)[0])
        elif kind == _COMMENT:
            starts = [start for mark in _PICTURES if (start := record.find(mark)) > 0]
            page.bitmaps += [record[start:] for start in starts]
        elif kind in _BITMAPS and len(record) >= _BITMAPS[kind] + 16:
            header, header_size, bits, bits_size = struct.unpack_from("<4I", record, _BITMAPS[kind])
            page.draw(record[header : header + header_size], record[bits : bits + bits_size])
    return page


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + _HEAD <= len(data):
        kind, size = struct.unpack_from("<II", data, position)
        if size < _HEAD:
            return
        yield kind, data[position : position + size]
        position += size


def _text(page: Page, record: bytes, *, wide: bool) -> None:
    if len(record) < _TEXT_FIELDS:
        return
    x, y, count, start = struct.unpack_from("<iiII", record, 36)
    steps = struct.unpack_from("<I", record, 72)[0]
    text = _decoded(record[start : start + count * (1 + wide)], wide=wide)
    spaces = record[steps : steps + 4 * count] if steps >= _TEXT_FIELDS else b""
    page.write(text, x, y, sum(struct.unpack(f"<{len(spaces) // 4}I", spaces[: len(spaces) & ~3])))


def _small_text(page: Page, record: bytes) -> None:
    if len(record) < 36:  # noqa: PLR2004  # without a rectangle
        return
    x, y, count, options = struct.unpack_from("<iiII", record, 8)
    start = 36 if options & _NO_RECTANGLE else 52
    wide = not options & _SMALL_CHARACTERS
    page.write(_decoded(record[start : start + count * (1 + wide)], wide=wide), x, y)


def _decoded(octets: bytes, *, wide: bool) -> str:
    return octets.decode("utf-16-le" if wide else "gb18030", "replace")
