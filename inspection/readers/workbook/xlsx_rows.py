"""The rows of an Excel sheet as lines, cells separated by tabs (ISO/IEC 29500-1, 18.3.1.73).

Programs write sheets in one way, cell after cell, and an expression reads that five times as fast
as a parser gives elements. Each cell must be of that one form, with nothing between cells; if
anything in a sheet is not, the whole sheet is read by the parser.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from inspection.readers.markup import xml_events
from inspection.readers.markup.xml_events import Element
from inspection.readers.markup.xml_regular import unescaped
from inspection.readers.workbook.xlsx_strings import SharedStrings, text_of
from inspection.walker import Walk

_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_GAP_MAX = 64  # empty columns written out between two cells
_EXPONENT_MAX = 40
_CELL = re.compile(
    r"""<c(?: r="([A-Z]{1,3})[0-9]+")?((?: (?!r=)[a-z]+="[^"<>]*")*) ?"""
    r"(?:/>|>(?:<f(?: [^<>]*)?(?:/>|>([^<]*)</f>))?"
    r"(?:<v>([^<]*)</v>|<v/>|<is>(<t(?: [^<>]*)?>[^<]*</t>)</is>)?</c>)"
)
_GROUPS = 6  # the text before a cell and what the expression takes out of it
_INLINE = re.compile(r"<[^<>]*>")
_ROW_START = re.compile(r"\s*<row(?: [^<>]*)?>")


def by_expression(octets: bytes, strings: SharedStrings, walk: Walk) -> tuple[list[str], list[str]] | None:
    """Return rows and formulas of a sheet written as all programs write it; nothing if anything else is in it."""
    if b"<!" in octets or octets.count(b"<sheetData>") != 1 or octets.count(b"</sheetData>") != 1:
        return None
    body = octets.partition(b"<sheetData>")[2].partition(b"</sheetData>")[0].decode("utf-8", "replace")
    *rows, rest = body.split("</row>")
    lines: list[str] = []
    formulas: list[str] = []
    for row in rows:
        start = _ROW_START.match(row)
        pieces = _CELL.split(row[start.end() :]) if start else [row]
        if "".join(pieces[::_GROUPS]).strip():
            return None
        lines.append("\t".join(_cells(pieces, strings, formulas, walk)))
    return None if rest.strip() else (lines, formulas)


def by_parser(octets: bytes, strings: SharedStrings, walk: Walk, formulas: list[str]) -> Iterator[str]:
    """Yield the rows one by one and add what stands in cells besides their values to `formulas`.

    Raises:
        Unreadable: the sheet is not well-formed; the rows before were yielded.
    """
    for event, row in xml_events.events(octets, walk, tags=("row",)):
        if event == "end":
            yield _line(row, strings, formulas, walk)
            row.clear()


def _cells(pieces: list[str], strings: SharedStrings, formulas: list[str], walk: Walk) -> list[str]:
    cells: list[str] = []
    columns, attributes, formula, values, inline = (pieces[group::_GROUPS] for group in range(1, _GROUPS))
    for column, attribute, code, value, text in zip(
        columns, attributes, formula, values, inline, strict=True
    ):
        gap = (_column(column) if column else 0) - len(cells)
        if gap > 0:
            cells += [""] * min(gap, _GAP_MAX)
        if code:
            formulas.append(unescaped(code))
        if text:
            cells.append(unescaped(_INLINE.sub("", text)))
        elif ' t="' not in attribute or ' t="n"' in attribute:
            cells.append(plain_number(value or ""))
        elif ' t="s"' in attribute:
            cells.append(strings.get(value or "", walk))
        else:
            cells.append(unescaped(value or ""))
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return max(number - 1, 0)


def _line(row: Element, strings: SharedStrings, formulas: list[str], walk: Walk) -> str:
    cells: list[str] = []
    for cell in row:
        if xml_events.local(cell) == "c":
            reference = _REFERENCE.match(str(cell.get("r", "")))
            gap = (_column(reference[1]) if reference else 0) - len(cells)
            cells += [""] * min(max(gap, 0), _GAP_MAX)
            cells.append(_value(cell, strings, formulas, walk))
    return "\t".join(cells)


def _value(cell: Element, strings: SharedStrings, formulas: list[str], walk: Walk) -> str:
    kind, written = cell.get("t", "n"), ""
    for child in cell:
        name = xml_events.local(child)
        if name == "v":
            written = child.text or ""
        elif name == "is":
            written = text_of(child)
        elif text := text_of(child):  # formulas, and what newer versions added
            formulas.append(text)
    if kind == "s":
        return strings.get(written, walk)
    return plain_number(written) if kind == "n" else written


def plain_number(written: str) -> str:
    """Return a number without exponent: 1.38001380000E10 is how some writers store a phone number.

    >>> plain_number("1.38001380000E10"), plain_number("12.50"), plain_number("1.5E-3")
    ('13800138000', '12.50', '1.5E-3')
    """
    if "E" not in written and "e" not in written:
        return written
    try:
        number = Decimal(written)
        whole = number == number.to_integral_value() and abs(number.adjusted()) < _EXPONENT_MAX
    except InvalidOperation:
        return written
    return format(number, "f").split(".")[0] if whole else written
