"""Character and paragraph formatting of a Word document, as far as it changes what a person reads.

Runs are kept in pages of 512 octets ([MS-DOC] 2.9.31 ChpxFkp, 2.9.175 PapxFkp) by their offsets in the
`WordDocument` stream. What counts is whether characters are deleted or hidden, and where table rows end.
"""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from inspection.readers.office97 import doc_fib
from inspection.readers.office97.doc_fib import Fib

_PAGE = 512
_PAGE_NUMBER = (1 << 22) - 1
_DELETED, _HIDDEN = 0x0800, 0x083C  # sprmCFRMarkDel, sprmCFVanish, 2.6.1
_IN_TABLE, _ROW_END = 0x2416, 0x2417  # sprmPFInTable, sprmPFTtp, 2.6.2
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # octets by spra, 2.2.5
_TABLE_DEFINITIONS = frozenset({0xD606, 0xD608})  # sprmTDefTable10, sprmTDefTable: a length of two octets
_TABS = 0xC615  # sprmPChgTabs: 255 stands for a length that follows from counts


Range = tuple[int, int]


class Spans(msgspec.Struct):
    """Octet ranges of deleted and of hidden characters; offsets behind paragraphs in table cells and behind rows.

    All are in ascending order.
    """

    deleted: list[Range] = []
    hidden: list[Range] = []
    cell_lines: list[int] = []
    row_ends: list[int] = []


def spans(fib: Fib, stream: bytes, table: bytes) -> Spans:
    """Return the spans; a page or run that is broken has no formatting, which hides nothing."""
    found = Spans()
    for start, end, modifiers in _runs(fib, doc_fib.PLCF_BTE_CHPX, stream, table, (_DELETED, _HIDDEN)):
        for name, operand in modifiers:
            if name == _DELETED and operand[:1] == b"\1":
                found.deleted.append((start, end))
            elif name == _HIDDEN and operand[:1] in {b"\1", b"\x81"}:
                found.hidden.append((start, end))
    for _, end, modifiers in _runs(fib, doc_fib.PLCF_BTE_PAPX, stream, table, (_IN_TABLE, _ROW_END)):
        switched_on = {name for name, operand in modifiers if operand == b"\1"}
        if _ROW_END in switched_on:
            found.row_ends.append(end)
        elif _IN_TABLE in switched_on:
            found.cell_lines.append(end)
    return Spans(
        _disjoint(found.deleted), _disjoint(found.hidden), sorted(found.cell_lines), sorted(found.row_ends)
    )


def within(ranges: list[Range], start: int, end: int) -> list[Range]:
    """Return the parts of disjoint ascending ranges that lie between `start` and `end`."""
    first = bisect_right(ranges, start, key=lambda one: one[1])
    last = bisect_left(ranges, end, key=lambda one: one[0])
    return [(max(begin, start), min(stop, end)) for begin, stop in ranges[first:last]]


def _disjoint(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif start < end:
            merged.append((start, end))
    return merged


def _runs(
    fib: Fib, number: int, stream: bytes, table: bytes, names: tuple[int, int]
) -> Iterator[tuple[int, int, list[tuple[int, bytes]]]]:
    """Yield start, end and property modifiers of the runs of all pages that may have one of two names."""
    offset, size = fib.pairs[number]
    bins = table[offset : offset + size]
    count = max((len(bins) - 4) // 8, 0)
    numbers = struct.unpack_from(f"<{count}I", bins, 4 * (count + 1)) if count else ()
    one, other = (name.to_bytes(2, "little") for name in names)
    for number_of_page in dict.fromkeys(numbers):  # a page named a million times is read once
        begin = (number_of_page & _PAGE_NUMBER) * _PAGE
        page = stream[begin : begin + _PAGE]
        if len(page) == _PAGE and (one in page or other in page):  # in most files no page has any
            for start, end, modifiers in _page(page, paragraphs=number == doc_fib.PLCF_BTE_PAPX):
                if one in modifiers or other in modifiers:
                    yield start, end, _modifiers(modifiers)


def _page(page: bytes, *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    count, width = page[-1], 13 if paragraphs else 1  # octets of a BxPap, 2.9.23
    if 4 * (count + 1) + width * count >= _PAGE:
        return
    ends = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        at = 2 * page[4 * (count + 1) + width * number]
        if at:
            modifiers = _paragraph(page, at) if paragraphs else page[at + 1 : at + 1 + page[at]]
            yield ends[number], ends[number + 1], modifiers


def _paragraph(page: bytes, at: int) -> bytes:
    """Return the modifiers of a PapxInFkp (2.9.178) behind its style."""
    if page[at]:
        return page[at + 3 : at + 2 * page[at]]
    return page[at + 4 : at + 2 + 2 * page[at + 1]] if at + 1 < _PAGE else b""


def _modifiers(data: bytes) -> list[tuple[int, bytes]]:
    found, position = [], 0
    while position + 2 <= len(data):
        (name,) = struct.unpack_from("<H", data, position)
        position += 2
        size = _OPERANDS.get(name >> 13, -1)
        if size < 0 and name in _TABLE_DEFINITIONS:
            size = 1 + int.from_bytes(data[position : position + 2], "little")
        elif size < 0:
            size = 1 + int.from_bytes(data[position : position + 1], "little")
            if name == _TABS and size == 256:  # noqa: PLR2004
                break
        found.append((name, data[position : position + size]))
        position += size
    return found
