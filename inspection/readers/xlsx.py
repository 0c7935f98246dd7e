"""Excel workbooks (ISO/IEC 29500): each sheet as rows and columns, and all other parts.

Read from the XML itself, hidden sheets and columns too. A number is taken as it was written,
not as its format shows it: an account number stored as a number is digits in the file. Shared
strings that no cell points to any more are still in the file, and are read.
"""

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers import package, xml_events
from inspection.readers.xml_events import Element
from inspection.readers.zip_members import Member, ZipContainer
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_CELL_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_LONG_DIGITS = re.compile(r"\d{6}")
_GAP_MAX = 64  # empty columns written out between two cells
_EXPONENT_MAX = 40
_SHARED, _WORKBOOK, _RELATIONS = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET_TEXT = frozenset(
    {
        "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "formula1",
        "formula2",
    }
)  # fmt: skip
_BESIDE_ROWS = _SHEET_TEXT | {"hyperlink", "dataValidation", "cfRule", "ext"}


class _Sheet(msgspec.Struct):
    """Rows not yet yielded, the row repeated above each further window, and what stands aside."""

    rows: list[str] = []
    size: int = 0
    header: str = ""
    aside: list[str] = []


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield sheets as tab-separated lines, then every other part."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    by_name = {member.name: member for member in container.members}
    shared: list[str] = []
    if _SHARED in by_name:
        yield from walk.guard("xlsx", _shared_strings(container, by_name[_SHARED], place, walk, shared))
    sheets = _sheet_names(container, by_name, walk)
    for member in container.members:
        if member.name == _SHARED and not member.encrypted:
            continue
        if member.encrypted:
            yield from walk.guard("xlsx", package.part(container, member, place, walk))
        elif member.name in sheets or member.name.startswith("xl/worksheets/sheet"):
            inner = step(place, "sheet", sheets.get(member.name, member.name))
            yield Segment(inner, inner[-1].name, origin="name")
            yield from walk.guard("xlsx", _rows(container.read(member), inner, walk, shared))
        else:
            yield from walk.guard("xlsx", package.part(container, member, place, walk))


def _shared_strings(
    container: ZipContainer, member: Member, place: Place, walk: Walk, shared: list[str]
) -> Iterator[Segment]:
    pieces: list[str] = []
    for event, element in xml_events.events(container.read(member), walk):
        name = xml_events.local(element)
        if event == "start":
            continue
        if name == "t" and xml_events.local(element.getparent()) != "rPh":
            pieces.append(element.text or "")
        elif name == "si":
            shared.append("".join(pieces))
            pieces.clear()
            element.clear()
    if shared:
        yield Segment(step(place, "part", _SHARED), "\n".join(shared), alternate=True)


def _sheet_names(container: ZipContainer, by_name: dict[str, Member], walk: Walk) -> dict[str, str]:
    """Return part name → sheet name; a workbook that cannot say so still has its parts read."""
    if not {_WORKBOOK, _RELATIONS} <= by_name.keys():
        return {}
    try:
        relations = container.read(by_name[_RELATIONS])
        targets = {
            element.get("Id"): posixpath.normpath(posixpath.join("xl", str(element.get("Target")))).lstrip(
                "/"
            )
            for event, element in xml_events.events(relations, walk)
            if event == "end" and xml_events.local(element) == "Relationship"
        }
        return {
            targets.get(_relation(element), ""): str(element.get("name"))
            for event, element in xml_events.events(container.read(by_name[_WORKBOOK]), walk)
            if event == "end" and xml_events.local(element) == "sheet"
        }
    except Unreadable as error:
        walk.refuse(error.reason)
        return {}


def _relation(element: Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def _rows(data: bytes, place: Place, walk: Walk, shared: list[str]) -> Iterator[Segment]:
    sheet = _Sheet()
    try:
        for event, element in xml_events.events(data, walk):
            if event == "start":
                continue
            name = xml_events.local(element)
            if name == "row":
                _put_row(sheet, _row(element, shared, sheet, walk), walk)
                element.clear()
            elif name in _BESIDE_ROWS:
                sheet.aside += _beside_rows(element, name)
            if sheet.size > walk.limits.window:
                yield _flush(sheet, place)
        sheet.aside += xml_events.aside(data)
    except Unreadable:
        yield from _rest(sheet, place)
        yield Segment(place, xml_events.rough_text(data), alternate=True)
        raise
    yield from _rest(sheet, place)


def _beside_rows(element: Element, name: str) -> list[str]:
    if name in _SHEET_TEXT:
        return [element.text] if element.text else []
    if name == "ext":  # what newer versions added, in vocabularies of their own
        return [text for piece in element.itertext() if (text := str(piece).strip())]
    return [str(value) for value in element.attrib.values()]


def _rest(sheet: _Sheet, place: Place) -> Iterator[Segment]:
    if sheet.rows:
        yield _flush(sheet, place)
    if sheet.aside:
        yield Segment(step(place, "aside", ""), "\n".join(sheet.aside), origin="metadata")


def _put_row(sheet: _Sheet, line: str, walk: Walk) -> None:
    if not sheet.header and line.strip():
        sheet.header = "" if _LONG_DIGITS.search(line) else line
    sheet.rows.append(line)
    sheet.size += len(line)
    walk.spend(len(line))


def _flush(sheet: _Sheet, place: Place) -> Segment:
    """Return the rows gathered; later windows start with the header row, which says what columns mean."""
    text = "\n".join(sheet.rows)
    sheet.rows, sheet.size = ([sheet.header] if sheet.header else []), 0
    return Segment(place, text)


def _row(row: Element, shared: list[str], sheet: _Sheet, walk: Walk) -> str:
    cells: list[str] = []
    for cell in row:
        if xml_events.local(cell) != "c":
            continue
        column = _column(str(cell.get("r", "")))
        cells += [""] * min(max(column - len(cells), 0), _GAP_MAX)
        cells.append(_value(cell, shared, sheet, walk))
    return "\t".join(cells)


def _column(reference: str) -> int:
    match = _CELL_REFERENCE.match(reference)
    number = 0
    for letter in match[1] if match else "":
        number = number * 26 + ord(letter) - 64
    return max(number - 1, 0)


def _value(cell: Element, shared: list[str], sheet: _Sheet, walk: Walk) -> str:
    kind, written = cell.get("t", "n"), ""
    for child in cell:
        name = xml_events.local(child)
        if name == "v":
            written = child.text or ""
        elif name == "is":
            written = "".join(str(text) for text in child.itertext())
        elif name == "f" and child.text:
            sheet.aside.append(child.text)
    if kind == "s":
        return _shared(written, shared, walk)
    return _plain_number(written) if kind == "n" else written


def _shared(index: str, shared: list[str], walk: Walk) -> str:
    if index.isdecimal() and int(index) < len(shared):
        return shared[int(index)]
    walk.refuse("malformed:xlsx")
    return ""


def _plain_number(written: str) -> str:
    """Return a number without exponent: 1.38001380000E10 is how some writers store a phone number."""
    if "E" not in written and "e" not in written:
        return written
    try:
        number = Decimal(written)
        whole = number == number.to_integral_value() and abs(number.adjusted()) < _EXPONENT_MAX
    except InvalidOperation:
        return written
    return format(number, "f").split(".")[0] if whole else written
