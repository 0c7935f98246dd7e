"""Excel workbooks (ISO/IEC 29500): each sheet as rows and columns, and all other parts.

Read from the XML itself, hidden sheets and columns too. A number is taken as it was written,
not as its format shows it: an account number stored as a number is digits in the file. Shared
strings that no cell points to any more are still in the file, and are read.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import partial

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive.zip_members import Member, ZipContainer
from inspection.readers.markup import markup_text, xml_events, xml_scan
from inspection.readers.markup.xml_events import Element
from inspection.readers.office import package
from inspection.readers.workbook import xlsx_rows
from inspection.readers.workbook.sheet_rows import SheetRows
from inspection.readers.workbook.xlsx_strings import SharedStrings
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SHARED, _WORKBOOK, _RELATIONS = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_HEADERS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
# What a header or footer begins its sections with, and its fonts (ISO/IEC 29500-1, 18.3.1.46).
_HEADER_CODE = re.compile(r"&(?:[LCRPNDTFAGSXYUEBIO]|\"[^\"]*\"|K[0-9A-F]{6}|\d{1,2}(?!\d))")
_PREFIX_MAX = 40  # octets from the bracket to the local name
_SHEET_DATA = re.compile(rb"sheetData\b[^<>]{0,200}?(/?)>")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield sheets as tab-separated lines, then every other part."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    by_name = {member.name: member for member in container.members}
    strings = SharedStrings()
    shared = by_name.get(_SHARED)
    if shared and not shared.encrypted:
        yield from walk.guard("xlsx", _load(strings, container, shared, walk))
    sheets = _sheet_names(container, by_name, walk)
    told = markup_text.Told()
    xml = partial(markup_text.segments, told=told)
    for member in container.members:
        if member is shared and not member.encrypted:
            continue
        if member.encrypted:
            yield from walk.guard("xlsx", package.part(container, member, place, walk, xml))
        elif member.name in sheets or member.name.startswith("xl/worksheets/sheet"):
            inner = step(place, "sheet", sheets.get(member.name, member.name))
            yield Segment(inner, inner[-1].name, origin="name")
            yield from walk.guard("xlsx", _rows(container.read(member), inner, walk, strings))
        else:
            yield from walk.guard("xlsx", package.part(container, member, place, walk, xml))
    yield from _strings(strings, step(place, "part", _SHARED))
    yield from told.rest(place)


def _load(strings: SharedStrings, container: ZipContainer, member: Member, walk: Walk) -> Iterator[Segment]:
    """Yield nothing: as a reader its failure is written down and the sheets are still read."""
    strings.load(container.read(member), walk)
    yield from ()


def _strings(strings: SharedStrings, place: Place) -> Iterator[Segment]:
    if unused := strings.unused():
        yield Segment(place, "\n".join(unused))
    if strings.spoken:
        yield Segment(step(place, "phonetic", ""), "\n".join(strings.spoken))


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


def _rows(data: bytes, place: Place, walk: Walk, strings: SharedStrings) -> Iterator[Segment]:
    octets = xml_events.as_utf8(data)
    rows = SheetRows(place, walk)
    aside = [*_beside_rows(octets), *xml_events.aside(octets)]
    read = xlsx_rows.by_expression(octets, strings, walk)
    if read is not None:
        aside += read[1]
    try:
        for line in xlsx_rows.by_parser(octets, strings, walk, aside) if read is None else read[0]:
            rows.put_row(line)
            if rows.size > walk.limits.window:
                yield rows.flush()
    except Unreadable:
        yield from _rest(rows, aside)
        yield Segment(place, xml_events.rough_text(octets), alternate=True)
        raise
    yield from _rest(rows, aside)


def _beside_rows(octets: bytes) -> list[str]:
    """Return every text and value of the sheet outside its rows: lists, filters, headers, links, extensions."""
    beside: list[bytes] = []
    position = 0
    for mark in _SHEET_DATA.finditer(octets):
        tag = octets.rfind(b"<", max(mark.start() - _PREFIX_MAX, 0), mark.start())
        if tag >= 0 and octets[tag + 1 : tag + 2] == b"/":
            position = tag
        elif tag >= 0 and not mark[1] and position >= 0:
            beside.append(octets[position:tag])
            position = -1
    beside.append(octets[position:] if position >= 0 else b"")
    found = xml_scan.scan(b"".join(beside))
    texts = (_HEADER_CODE.sub("\n", text) if name in _HEADERS else text for name, text in found.texts)
    return [*texts, *found.values]


def _rest(rows: SheetRows, aside: list[str]) -> Iterator[Segment]:
    yield from rows.rest()
    if aside:
        yield Segment(step(rows.place, "aside", ""), "\n".join(aside), origin="metadata")
