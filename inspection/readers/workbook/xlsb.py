"""Binary workbooks of Excel ([MS-XLSB]): a package whose large parts are records instead of XML."""

import posixpath
import struct
from collections.abc import Iterator

from inspection import sniff
from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive.zip_members import Member, ZipContainer
from inspection.readers.markup import xml_events
from inspection.readers.office import package
from inspection.readers.text import text_runs
from inspection.readers.workbook import xlsb_cells, xlsb_records
from inspection.readers.workbook.sheet_rows import SheetRows
from inspection.readers.workbook.xlsb_cells import Sheet
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SHARED, _WORKBOOK, _RELATIONS = "xl/sharedStrings.bin", "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_SHEETS = ("xl/worksheets/", "xl/macrosheets/", "xl/dialogsheets/", "xl/chartsheets/")
_SETTINGS = "printersettings"
_SHARED_STRING, _BUNDLE_SHEET, _NAME = 19, 156, 39  # BrtSSTItem, BrtBundleSh, BrtName
# Records with strings one after another, and where these begin: headers and footers, comment authors, comments,
# links, tables, data validations are searched for runs.
_STRINGS = {479: 2, 632: 0, 637: 1, 494: 16, _BUNDLE_SHEET: 8, _NAME: 9}


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield sheets as tab-separated lines, then every other part."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    by_name = {member.name: member for member in container.members if not member.encrypted}
    shared: list[str] = []
    if _SHARED in by_name:
        inner = step(place, "part", _SHARED)
        yield from walk.guard("xlsb", _shared_strings(container, by_name[_SHARED], inner, walk, shared))
    names = _sheet_names(container, by_name, walk)
    used: set[int] = set()
    for member in container.members:
        if member.name == _SHARED and not member.encrypted:
            continue
        if member.encrypted or not member.name.endswith(".bin") or _SETTINGS in member.name.lower():
            yield from walk.guard("xlsb", package.part(container, member, place, walk))
        else:
            inner = _part_place(member.name, names, place)
            yield from walk.guard("xlsb", _records(container, member, inner, walk, Sheet(shared, used)))
    left = [text for number, text in enumerate(shared) if number not in used and text]
    if left:
        yield Segment(step(place, "part", _SHARED), "\n".join(left))


def _part_place(name: str, names: dict[str, str], place: Place) -> Place:
    if name in names or name.startswith(_SHEETS):
        return step(place, "sheet", names.get(name, name))
    return step(place, "part", name)


def _records(
    container: ZipContainer, member: Member, place: Place, walk: Walk, sheet: Sheet
) -> Iterator[Segment]:
    """Yield the cells of a part, the strings in its other records, and runs of text in all that is left."""
    data = bytes(container.read(member))
    if sniff.is_binary(data):  # a compound file of macros or of an embedded document
        yield from walk.descend(data, place)
        return
    rows = SheetRows(place, walk)
    aside: list[str] = []
    try:
        yield from _rows(data, rows, aside, sheet, walk)
    except Unreadable as error:
        walk.refuse(error.reason)
        sheet.rest += data
    yield from rows.rest()
    text = text_runs.plain("\n".join(line for line in (*aside, *sheet.constants) if line))
    if text:
        yield Segment(step(place, "aside", ""), text, origin="metadata")
    yield from text_runs.both(bytes(sheet.rest), step(place, "stray", "records"))


def _rows(data: bytes, rows: SheetRows, aside: list[str], sheet: Sheet, walk: Walk) -> Iterator[Segment]:
    """Go through the records; yield rows whenever there are enough of them."""
    row = 0
    for kind, body in xlsb_records.records(data):
        try:
            if kind == xlsb_cells.ROW:
                row = xlsb_cells.row(body)
            elif kind in xlsb_cells.CELLS:
                column, text = xlsb_cells.value(sheet, kind, body)
                rows.put(row, column, text)
            else:
                aside += _beside(kind, body, sheet)
        except (struct.error, IndexError, UnicodeError):
            walk.refuse("malformed:xlsb")
            sheet.rest += body + b"\0\0"
        if rows.size > walk.limits.window:
            yield rows.flush()


def _beside(kind: int, body: bytes, sheet: Sheet) -> list[str]:
    """Return the strings of a record that is no cell; it is kept to be searched."""
    sheet.rest += body + b"\0\0"  # whole: a length that is wrong must not cut a text
    if kind == _NAME:
        name, position = xlsb_records.string(body, _STRINGS[_NAME])
        xlsb_cells.formula(sheet, body, position)
        return [name]
    return xlsb_records.strings(body, _STRINGS[kind]) if kind in _STRINGS else []


def _shared_strings(
    container: ZipContainer, member: Member, place: Place, walk: Walk, shared: list[str]
) -> Iterator[Segment]:
    """Put the shared strings into `shared`, as many as can be read, and yield runs of text around them."""
    data, rest = bytes(container.read(member)), bytearray()
    try:
        for kind, body in xlsb_records.records(data):
            text, end = xlsb_records.string(body, 1) if kind == _SHARED_STRING else ("", 0)
            if kind == _SHARED_STRING:
                shared.append(text)
            if end < len(body):
                rest += body + b"\0\0"
    except (Unreadable, struct.error, UnicodeError):
        walk.refuse("malformed:xlsb")
        rest = bytearray(data)
    yield from text_runs.both(bytes(rest), place)


def _sheet_names(container: ZipContainer, by_name: dict[str, Member], walk: Walk) -> dict[str, str]:
    """Return part name → sheet name; a workbook that cannot say so still has its parts read."""
    if not {_WORKBOOK, _RELATIONS} <= by_name.keys():
        return {}
    try:
        targets = {
            str(element.get("Id")): posixpath.normpath(posixpath.join("xl", str(element.get("Target"))))
            for event, element in xml_events.events(bytes(container.read(by_name[_RELATIONS])), walk)
            if event == "end" and xml_events.local(element) == "Relationship"
        }
        sheets = [
            xlsb_records.strings(body, _STRINGS[_BUNDLE_SHEET])
            for kind, body in xlsb_records.records(bytes(container.read(by_name[_WORKBOOK])))
            if kind == _BUNDLE_SHEET
        ]
    except Unreadable as error:
        walk.refuse(error.reason)
        return {}
    return {targets.get(sheet[0], ""): sheet[1] for sheet in sheets if len(sheet) > 1}
