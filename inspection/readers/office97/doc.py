"""Word documents in the binary format ([MS-DOC]), of Word and of Kingsoft Writer (`.wps`).

Text, footnotes, headers, comments, endnotes and text boxes are one sequence of characters, of
which the piece table says where in the stream they lie. What no piece accounts for (text that was
deleted and saved over) is searched for runs, and so is the table stream, which holds names and authors.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from inspection import charset
from inspection.errors import Unreadable
from inspection.readers.compound import officeart
from inspection.readers.compound.ole_compound import Storage
from inspection.readers.office97 import doc_crypt, doc_fib, doc_formatting, doc_pieces, doc_text
from inspection.readers.office97.doc_fib import Fib
from inspection.readers.office97.doc_formatting import Range, Spans
from inspection.readers.office97.doc_pieces import Piece
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_MAIN = "WordDocument"
_PARTS = ("", "footnotes", "headers", "macros", "comments", "endnotes", "text-boxes", "header-text-boxes")
_SEAM = 128  # octets
_EXTENDED = 0xFFFF  # of a string table in UTF-16, [MS-DOC] 2.2.4
_CHINESE = {0x0804: "gb18030", 0x1004: "gb18030", 0x0404: "cp950", 0x0C04: "cp950"}  # language → code page
# A paragraph and a line end of a table row, whose mark looks like that of a cell, in UTF-16.
_PARAGRAPH, _CELL, _SPACE, _LINE = b"\r\0", b"\x07\0", b" \0", b"\n\0"


def read(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield each part of the text, then what stands around it.

    Raises:
        Unreadable: the blocks that lead to the text are broken; the caller shows the streams as runs.
    """
    stream = storage.take(_MAIN)
    fib = doc_fib.parse(stream)
    if fib.encrypted:
        yield from _encrypted(storage, fib, place, walk)
        return
    if fib.is_old:
        yield from _old_text(stream, fib, place, walk)
        return
    table = storage.take(fib.table)
    offset, size = fib.pairs[doc_fib.CLX]
    pieces = doc_pieces.pieces(table[offset : offset + size])
    text = _joined(stream, pieces, doc_formatting.spans(fib, stream, table), walk)
    yield from _parts(text, fib, place, walk)
    yield from _string_tables(fib, table, place, walk)
    yield from officeart.segments(table, step(place, "stream", fib.table), walk)
    yield from officeart.segments(_beside(stream, pieces), step(place, "stray", _MAIN), walk)
    yield from officeart.segments(storage.take("Data"), step(place, "stream", "Data"), walk)


def _encrypted(storage: Storage, fib: Fib, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the document if a password opens it; else account for its streams."""
    yield from doc_crypt.unlock(storage, _MAIN, fib.table, place, walk)
    if storage.plain:
        yield from read(storage, place, walk)
    else:
        storage.take_encrypted()


class _Text(msgspec.Struct):
    """The joined text in UTF-16, and ranges of octets in it that are deleted and hidden."""

    units: bytearray = msgspec.field(default_factory=bytearray)
    deleted: list[Range] = []
    hidden: list[Range] = []


def _joined(stream: bytes, pieces: list[Piece], spans: Spans, walk: Walk) -> _Text:
    """Return the text of all pieces; a piece that is not where it should be is refused."""
    text = _Text()
    for piece in pieces:
        at = len(text.units)
        if piece.end > len(stream) or 2 * piece.position != at:
            walk.refuse("malformed:doc")
        text.units += piece.units(stream)
        walk.spend(len(text.units) - at)
        text.deleted += _shifted(piece, spans.deleted, at)
        text.hidden += _shifted(piece, spans.hidden, at)
        _mark(text.units, piece, spans.cell_lines, at, {_PARAGRAPH: _SPACE})
        _mark(text.units, piece, spans.row_ends, at, {_CELL: _LINE})
    return text


def _shifted(piece: Piece, ranges: list[Range], at: int) -> list[Range]:
    """Return the ranges of the stream that fall into a piece, as octets of the joined text."""
    return [
        (
            at + (start - piece.start) // piece.width * 2,
            at + (end - piece.start) // piece.width * 2,
        )
        for start, end in doc_formatting.within(ranges, piece.start, piece.end)
    ]


def _mark(units: bytearray, piece: Piece, ends: list[int], at: int, marks: dict[bytes, bytes]) -> None:
    """Exchange the marks at the ends of paragraphs, so that a row of a table is a line."""
    for end in ends[bisect_left(ends, piece.start + 1) : bisect_left(ends, piece.end + 1)]:
        mark = at + (end - piece.start) // piece.width * 2 - 2
        units[mark : mark + 2] = marks.get(bytes(units[mark : mark + 2]), units[mark : mark + 2])


def _parts(text: _Text, fib: Fib, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield main text and sub-documents; where there are any, one more character ends the text (2.4.1)."""
    total, size = 2 * sum(fib.counts), len(text.units)
    if size not in {total, total + 2}:
        if size < total:
            walk.refuse("malformed:doc")
        yield Segment(
            place, doc_text.lines(_without(text, 0, size, text.deleted))[0], "utf-16-le", alternate=True
        )
    start = 0
    for name, count in zip((*_PARTS, "rest"), (*fib.counts, size), strict=True):
        end = min(start + 2 * count, size)
        if start < end:
            yield from _part(text, start, end, step(place, "part", name) if name else place)
        start = end


def _part(text: _Text, start: int, end: int, place: Place) -> Iterator[Segment]:
    """Yield the text as it is seen, and as it is stored where something in it is deleted or hidden."""
    seen, instructions = doc_text.lines(_without(text, start, end, text.deleted))
    if seen.strip():
        yield Segment(place, seen, "utf-16-le")
    if instructions:
        yield Segment(step(place, "field", "instruction"), "\n".join(instructions), origin="metadata")
    for kind, marked, removed in (
        ("deleted", text.deleted, []),
        ("hidden", text.hidden, [*text.deleted, *text.hidden]),
    ):
        if any(begin < end and stop > start for begin, stop in marked):
            other = doc_text.lines(_without(text, start, end, removed))[0]
            if other != seen:
                yield Segment(step(place, "revision", kind), other, "utf-16-le", alternate=True)


def _without(text: _Text, start: int, end: int, removed: list[Range]) -> str:
    kept, position = bytearray(), start
    for begin, stop in sorted(removed):
        kept += text.units[position : max(position, min(begin, end))]
        position = max(position, stop)
    kept += text.units[position:end]
    return kept.decode("utf-16-le", "replace")


def _beside(stream: bytes, pieces: list[Piece]) -> bytes:
    """Return what no piece accounts for, with some of what adjoins it: a piece may begin or end at the wrong place."""
    rest, position = bytearray(), 0
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if piece.start > position:
            rest += stream[max(position - _SEAM, 0) : piece.start + _SEAM] + b"\0\0"
        position = max(position, piece.end)
    return bytes(rest + stream[max(position - _SEAM, 0) :])


def _string_tables(fib: Fib, table: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield authors, bookmarks, variables and paths; a table that is broken still shows as runs."""
    for number, name in doc_fib.STRING_TABLES.items():
        offset, size = fib.pairs[number]
        data = table[offset : offset + size]
        if number == 36:  # noqa: PLR2004  # GrpXstAtnOwners is a bare list, 2.9.74
            strings = _strings(data, 0)
        elif data[:2] == _EXTENDED.to_bytes(2, "little"):
            strings = _strings(data, 6, int.from_bytes(data[4:6], "little"))
        else:
            strings = []
        text = text_runs.plain("\n".join(string for string in strings if string))
        if text:
            walk.spend(len(text))
            yield Segment(step(place, "names", name), text, origin="metadata")


def _strings(data: bytes, position: int, extra: int = 0) -> list[str]:
    found = []
    while position + 2 <= len(data):
        size = 2 * struct.unpack_from("<H", data, position)[0]
        found.append(data[position + 2 : position + 2 + size].decode("utf-16-le", "replace"))
        position += 2 + size + extra
    return found


def _old_text(stream: bytes, fib: Fib, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the 8-bit text of Word 6 and 95, and all that stands around it as runs.

    Raises:
        Unreadable: the text is said to lie elsewhere than in the stream.
    """
    start, end = fib.text
    if not 0 < start <= end <= len(stream):
        raise Unreadable("malformed:doc")
    for number, reading in enumerate(charset.decode(stream[start:end], _CHINESE.get(fib.language, "cp1252"))):
        seen, instructions = doc_text.lines(reading.text)
        yield Segment(place, seen, reading.charset, alternate=number > 0)
        if instructions:
            yield Segment(step(place, "field", "instruction"), "\n".join(instructions), origin="metadata")
    yield from officeart.segments(stream[:start] + b"\0\0" + stream[end:], step(place, "stray", _MAIN), walk)
