"""Cells of a sheet in a binary workbook ([MS-XLSB] 2.4): number, text, formula with its last result."""

import struct
from collections.abc import Callable, Mapping

import msgspec

from inspection.readers.workbook import biff_formula, sheet_rows, xlsb_records
from inspection.readers.workbook.biff_cells import packed_number

_HEAD = (
    8  # column and style in front of a value, 2.5.9; a short cell follows the one before it and has no column
)
_SHORT = {12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}  # BrtShortBlank … BrtShortIsst → what they shorten
_NO_COLUMN = b"\0\0\0\0"
_FLAGS = 2  # between a result and its formula
ROW = 0  # BrtRowHdr
_ROW_HEAD, _SPAN = 17, 8
# BrtFmlaString, BrtFmlaNum, BrtFmlaBool, BrtFmlaError → octets of their result; a text says its own length.
_FORMULAS = {8: 0, 9: 8, 10: 1, 11: 1}
_SIZES = {1: 0, 2: 4, 3: 1, 4: 1, 5: 8, 7: 4}  # octets of other values
_TEXT, _RICH = 6, 62  # BrtCellSt, BrtCellRString


class Sheet(msgspec.Struct):
    """Shared strings of the workbook, and what formulas of this sheet hold besides results."""

    shared: list[str]
    used: set[int]
    constants: list[str] = []
    rest: bytearray = msgspec.field(default_factory=bytearray)
    column: int = -1  # of the last cell


def _packed(_: Sheet, data: bytes) -> str:
    return packed_number(struct.unpack_from("<I", data, _HEAD)[0])


def _truth(_: Sheet, data: bytes) -> str:
    return ("FALSE", "TRUE")[data[_HEAD] & 1]


def _nothing(_: Sheet, __: bytes) -> str:
    return ""


def _number(_: Sheet, data: bytes) -> str:
    (stored,) = struct.unpack_from("<d", data, _HEAD)
    return sheet_rows.number(stored)


def _text(_: Sheet, data: bytes) -> str:
    return xlsb_records.string(data, _HEAD)[0]


def _rich_text(_: Sheet, data: bytes) -> str:
    return xlsb_records.string(data, _HEAD + 1)[0]


def _shared(sheet: Sheet, data: bytes) -> str:
    index: int = struct.unpack_from("<I", data, _HEAD)[0]
    sheet.used.add(index)
    return sheet.shared[index]


_VALUES: Mapping[int, Callable[[Sheet, bytes], str]] = {
    1: _nothing, 2: _packed, 3: _nothing, 4: _truth, 5: _number, 6: _text, 7: _shared, 8: _text, 9: _number, 10: _truth,
    11: _nothing, 62: _rich_text,
}  # fmt: skip
CELLS = frozenset(_VALUES) | frozenset(_SHORT)


def value(sheet: Sheet, kind: int, data: bytes) -> tuple[int, str]:
    """Return the column of a cell and what it shows; the constants of its formula are kept in `sheet`.

    Raises:
        struct.error: the record is shorter or longer than its value.
        IndexError: there is no such shared string.
    """
    if kind in _SHORT:
        kind, data, sheet.column = _SHORT[kind], _NO_COLUMN + data, sheet.column + 1
    else:
        (sheet.column,) = struct.unpack_from("<I", data)
    shown = _VALUES[kind](sheet, data)
    if kind in _FORMULAS:
        size = 4 + 2 * struct.unpack_from("<I", data, _HEAD)[0] if kind == 8 else _FORMULAS[kind]  # noqa: PLR2004
        formula(sheet, data, _HEAD + size + _FLAGS)
    elif kind == _RICH:
        sheet.rest += data[_HEAD + 1 + 4 + 2 * len(shown) :] + b"\0\0"  # where the formatting changes
    elif len(data) != _HEAD + (4 + 2 * len(shown) if kind == _TEXT else _SIZES[kind]):
        raise struct.error("longer than its value")
    return sheet.column, shown


def row(data: bytes) -> int:
    """Return the number of a row (BrtRowHdr, 2.4.756).

    Raises:
        struct.error: the record is shorter or longer than the spans that it counts.
    """
    number, spans = struct.unpack_from("<I9xI", data)
    if len(data) != _ROW_HEAD + _SPAN * spans:
        raise struct.error("longer than its spans")
    return int(number)


def formula(sheet: Sheet, data: bytes, position: int) -> None:
    """Keep the constants of a formula (2.5.97.104); what stands behind its tokens is kept to be searched."""
    (size,) = struct.unpack_from("<I", data, position)
    tokens = data[position + 4 : position + 4 + size]
    found, rest = biff_formula.constants(tokens, biff_formula.BIFF12)
    if found:
        sheet.constants.append(" ".join(found))
    sheet.rest += rest + data[position + 4 + size :] + b"\0\0"
