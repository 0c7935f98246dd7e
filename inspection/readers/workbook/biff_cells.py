"""Cells of an Excel workbook ([MS-XLS] 2.4), BIFF2 to BIFF8: number, text, formula with its last result."""

import struct
from collections.abc import Callable, Mapping

from inspection.readers.workbook.biff_book import Book
from inspection.readers.workbook.sheet_rows import SheetRows, number

_TRUTH_RESULT = 1  # first octet of a result that is no number, 2.5.133
_CHAINED = 5  # from this version of BIFF on, four octets stand between flags and size of a formula
Cell = Callable[[Book, SheetRows, bytes, int, int], None]

_place = struct.Struct("<HH").unpack_from
_shared_cell = struct.Struct("<HH2xI")
_number_cell = struct.Struct("<HH2xd")
_packed_cell = struct.Struct("<HH2xI")
_TRUTH_SIZE = 8
_WRONG_SIZE = "the type is wrong, or the length"


def _label(book: Book, rows: SheetRows, stream: bytes, start: int, end: int) -> None:
    row, column = _place(stream, start)
    text = book.text(stream, start + 6)
    rows.put(row, column, text)
    _leave_longer(book, stream[start:end], 6, text)


def _label_2(book: Book, rows: SheetRows, stream: bytes, start: int, _: int) -> None:
    row, column = _place(stream, start)
    rows.put(row, column, book.text(stream, start + 7, wide_count=False))


def _shared(book: Book, rows: SheetRows, stream: bytes, start: int, end: int) -> None:
    if end - start != _shared_cell.size:
        raise struct.error(_WRONG_SIZE)
    row, column, index = _shared_cell.unpack_from(stream, start)
    rows.put(row, column, book.shared[index])
    book.used.add(index)


def _number(_: Book, rows: SheetRows, stream: bytes, start: int, end: int) -> None:
    if end - start != _number_cell.size:
        raise struct.error(_WRONG_SIZE)
    row, column, value = _number_cell.unpack_from(stream, start)
    rows.put(row, column, number(value))


def _number_2(_: Book, rows: SheetRows, stream: bytes, start: int, __: int) -> None:
    row, column, value = struct.unpack_from("<HH3xd", stream, start)
    rows.put(row, column, number(value))


def _integer_2(_: Book, rows: SheetRows, stream: bytes, start: int, __: int) -> None:
    row, column, value = struct.unpack_from("<HH3xH", stream, start)
    rows.put(row, column, str(value))


def _packed(_: Book, rows: SheetRows, stream: bytes, start: int, end: int) -> None:
    if end - start != _packed_cell.size:
        raise struct.error(_WRONG_SIZE)
    row, column, value = _packed_cell.unpack_from(stream, start)
    rows.put(row, column, packed_number(value))


def _many_packed(_: Book, rows: SheetRows, stream: bytes, start: int, end: int) -> None:
    row, column = _place(stream, start)
    for position in range(start + 6, end - 5, 6):
        rows.put(row, column, packed_number(int.from_bytes(stream[position : position + 4], "little")))
        column += 1


def _truth(_: Book, rows: SheetRows, stream: bytes, start: int, end: int) -> None:
    if end - start != _TRUTH_SIZE:
        raise struct.error(_WRONG_SIZE)
    row, column, value, is_error = struct.unpack_from("<HH2xBB", stream, start)
    rows.put(row, column, "" if is_error else ("FALSE", "TRUE")[value & 1])


def _formula(book: Book, rows: SheetRows, stream: bytes, start: int, end: int) -> None:
    """Put the last result; a text follows in a record of its own."""
    row, column, result = struct.unpack_from("<HH2x8s", stream, start)
    if result[6:] != b"\xff\xff":
        rows.put(row, column, number(struct.unpack("<d", result)[0]))
    else:
        rows.put(row, column, ("FALSE", "TRUE")[result[2] & 1] if result[0] == _TRUTH_RESULT else "")
    tokens = start + (22 if book.version >= _CHAINED else 18)
    size = int.from_bytes(stream[tokens - 2 : tokens], "little")
    book.formula(stream[tokens : min(tokens + size, end)])
    book.leave(stream[tokens + size : end])


def _text_result(book: Book, rows: SheetRows, stream: bytes, start: int, end: int) -> None:
    text = book.text(stream, start)
    if not rows.put_result(text):
        raise struct.error("no formula before its result")
    _leave_longer(book, stream[start:end], 0, text)


def _leave_longer(book: Book, data: bytes, head: int, text: str) -> None:
    """Have a record searched that is longer than its text: formatting stands behind, or the length is wrong."""
    if len(data) - head - 2 not in {len(text), 1 + len(text), 1 + 2 * len(text)}:
        book.leave(data)


CELLS: Mapping[int, Cell] = {
    0x0002: _integer_2, 0x0003: _number_2, 0x0004: _label_2, 0x0203: _number, 0x0204: _label, 0x00D6: _label,
    0x00FD: _shared, 0x027E: _packed, 0x00BD: _many_packed, 0x0205: _truth, 0x0006: _formula, 0x0206: _formula,
    0x0406: _formula, 0x0207: _text_result, 0x0007: _text_result,
}  # fmt: skip
# Blank cells and rows, and how many octets of them are no text.
WITHOUT_TEXT = {0x0001: 7, 0x0201: 6, 0x0208: 16, 0x0008: 16}


def packed_number(value: int) -> str:
    """Return an RK number, 30 bits and two flags (2.5.217, [MS-XLSB] 2.5.122), as digits."""
    if value & 2:
        whole = value - (1 << 32) >> 2 if value >> 31 else value >> 2
        return number(whole / 100) if value & 1 else str(whole)
    (exact,) = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))
    return number(exact / 100 if value & 1 else exact)
