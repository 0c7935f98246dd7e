"""XML in which text and elements stand side by side: lines, rows and cells by the vocabulary of a format.

Each element is a line of its own unless its vocabulary says that it stands in the line around it.
What was deleted stands in a second reading of its line, and so does a row with the numbers that are
stored in its cells where other ones are shown.
"""

import re
from collections.abc import Iterator

import msgspec

from inspection.errors import Unreadable
from inspection.readers.markup import (
    xml_events,
    xml_files,
    xml_names,
    xml_regular,
    xml_scan,
    xml_text,
    xml_values,
)
from inspection.readers.markup.xml_events import Element
from inspection.readers.markup.xml_names import Attributes, Names
from inspection.readers.markup.xml_scan import Scan
from inspection.readers.markup.xml_vocabulary import BOXES, Act, Role, Vocabulary, role_of
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_TAG = re.compile(rb"<(/?+)([^\s/>]++)([^>]*+)>([^<]*+)")
_FILES = tuple(name.encode() for name in sorted(xml_files.FILES))
_GAP_MAX = 64  # empty columns or blanks written out


class _Line(msgspec.Struct):
    """Pieces of an open line as shown, and as stored where that is something else."""

    shown: list[str] = []
    stored: list[str] | None = None


class _Row(msgspec.Struct):
    """Cells of an open row, as shown and as stored."""

    shown: list[str] = []
    stored: list[str] = []


class _Flow(msgspec.Struct):
    """What was gathered; open lines, rows and cells are stacks.

    A line of None has nothing in it yet. A cell of None stands for text aside.
    """

    vocabulary: Vocabulary
    lines: list[str] = []
    stored: list[str] = []
    open: list[_Line | None] = []
    rows: list[_Row] = []
    cells: list[list[str] | None] = []
    deleted: dict[str, str] = {}
    deletions: list[int] = []  # at which line each open deletion began


def segments(data: bytes, place: Place, walk: Walk, vocabulary: Vocabulary) -> Iterator[Segment]:
    """Yield lines, what is stored beside them, attributes, comments and files of one document.

    Raises:
        Unreadable: the document is not well-formed; what could be gathered was yielded before.
    """
    octets = xml_events.as_utf8(data)
    flow = _Flow(vocabulary)
    failure, scan = _gather(flow, octets, walk)
    aside = xml_events.aside(octets)
    loose = [*scan.values, *aside]
    if flow.lines:
        yield Segment(place, "\n".join(flow.lines))
    if flow.stored:
        yield Segment(step(place, "revision", "stored"), "\n".join(flow.stored), alternate=True)
    if loose:
        yield Segment(step(place, "attributes", ""), "\n\n".join(loose), origin="metadata")
    yield from xml_files.segments(scan.texts, place, walk)
    if failure is not None:
        yield Segment(place, xml_events.rough_text(octets), alternate=True)
        raise failure
    if xml_scan.lost_digits(octets, lambda: [*flow.lines, *flow.stored], lambda: loose):
        for segment in xml_text.read(octets, place, walk):
            yield msgspec.structs.replace(segment, alternate=True)


def _gather(flow: _Flow, octets: bytes, walk: Walk) -> tuple[Unreadable | None, Scan]:
    """Gather lines; return what ended them early, if anything did, and what the document is made of."""
    if xml_scan.has_text(octets):
        body = xml_regular.body(xml_scan.spoken(octets, flow.vocabulary.silent), walk.limits.markup_depth)
        if body is not None and _gather_regular(flow, body):
            return None, Scan(values=xml_values.of(octets, has_text=True), whole=True)
        scan = xml_scan.scan(octets)
    else:
        scan = xml_scan.without_text(octets)
    readable = scan.whole and not scan.texts and b"<!" not in octets  # nothing in it has an order
    return None if readable else _gather_parsed(flow, octets, walk), scan


def _gather_regular(flow: _Flow, body: bytes) -> bool:
    """Gather the lines of a document that is written regularly; say whether it can be read so."""
    names = xml_names.of(body)
    if names is None or any(name in body for name in _FILES):
        return False
    _take_tags(flow, body, names)
    return True


def _take_tags(flow: _Flow, body: bytes, names: Names) -> None:
    roles: dict[bytes, Role] = {}
    opened = [b""]  # attributes of open elements
    for closing, name, attributes, text in xml_regular.cut(body, _TAG):
        role = roles.get(name) or roles.setdefault(name, role_of(names.tag(name), flow.vocabulary))
        if role.act:
            _do(flow, role, names, opened, None if closing else attributes)
        elif closing:
            opened.pop()
            if not role.inline:
                _close_line(flow)
        elif not attributes.endswith(b"/"):  # of an empty line nothing is seen
            opened.append(attributes)
            if not role.inline:
                flow.open.append(None)
        if text:
            _take(flow, xml_regular.resolved(text.decode()))


def _do(flow: _Flow, role: Role, names: Names, opened: list[bytes], begun: bytes | None) -> None:
    """Do what a tag of an element does that is more than a line; `begun` are the attributes of a start tag."""
    if begun is None:
        own = opened.pop()
    else:
        own = begun
        _start(flow, role)
    if begun is None or begun.endswith(b"/"):
        _end(flow, role, names.attributes(own), names.attributes(opened[-1]))
    else:
        opened.append(begun)


def _gather_parsed(flow: _Flow, octets: bytes, walk: Walk) -> Unreadable | None:
    roles: dict[str, Role] = {}
    try:
        for event, element in xml_events.events(octets, walk, doctype_allowed=True):
            tag = str(element.tag)
            role = roles.get(tag) or roles.setdefault(tag, role_of(tag, flow.vocabulary))
            if event == "start":
                _take_before(flow, element)
                _start(flow, role)
            else:
                _take(flow, element[-1].tail if len(element) else element.text)
                _end(flow, role, _attributes(element), _attributes(element.getparent()))
                xml_events.forget(element)
    except Unreadable as error:
        while flow.open:
            _close_line(flow)
        return error
    return None


def _take_before(flow: _Flow, element: Element) -> None:
    """Take what stands before the element; all of it is known when the element begins."""
    before, parent = element.getprevious(), element.getparent()
    _take(flow, before.tail if before is not None else parent.text if parent is not None else None)


def _take(flow: _Flow, text: str | None) -> None:
    if text and flow.open:
        line = _line(flow)
        line.shown.append(text)
        if line.stored is not None:
            line.stored.append(text)


def _line(flow: _Flow) -> _Line:
    """Return the line that is open."""
    line = flow.open[-1]
    if line is None:
        line = flow.open[-1] = _Line()
    return line


def _attributes(element: Element | None) -> Attributes:
    return lambda name: "" if element is None else str(element.get(name, ""))


def _start(flow: _Flow, role: Role) -> None:
    if role.act == Act.ROW:
        flow.rows.append(_Row())
    elif role.act == Act.CELL:
        flow.cells.append([])
    elif role.act == Act.ASIDE:
        flow.cells.append(None)
    elif role.act == Act.DELETION:
        flow.deletions.append(len(flow.lines))
    if not role.inline:
        flow.open.append(None)


def _end(flow: _Flow, role: Role, own: Attributes, of_parent: Attributes) -> None:
    """End an element, given what asks for its attributes and those of its parent."""
    if role.act == Act.BREAK:
        _take(flow, flow.vocabulary.breaks[role.name] * _count(own, flow.vocabulary.blanks))
    elif role.act == Act.DELETED_AT and flow.open:
        line = _line(flow)
        line.stored = [*(line.shown if line.stored is None else line.stored), _deleted(flow, own)]
    if role.act == Act.FILE:
        flow.open.pop()
    elif not role.inline:
        _close_line(flow)
    if role.act in BOXES:
        _close_box(flow, role, own, of_parent)


def _close_box(flow: _Flow, role: Role, own: Attributes, of_parent: Attributes) -> None:
    if role.act == Act.ROW:
        _close_row(flow)
    elif role.act == Act.CELL:
        _close_cell(flow, own)
    elif role.act == Act.ASIDE:
        flow.cells.pop()
        if flow.deletions:  # who deleted it, and when, is no part of it
            flow.deletions[-1] = len(flow.lines)
    elif flow.deletions:
        text = "".join(flow.lines[flow.deletions.pop() :])
        flow.deleted[_identity(of_parent, flow.vocabulary)] = text


def _deleted(flow: _Flow, attributes: Attributes) -> str:
    return flow.deleted.get(_identity(attributes, flow.vocabulary), "")


def _identity(attributes: Attributes, vocabulary: Vocabulary) -> str:
    return next(filter(None, map(attributes, vocabulary.identity)), "")


def _count(attributes: Attributes, name: str) -> int:
    written = attributes(name) if name else ""
    return min(max(int(written), 1), _GAP_MAX) if written.isdecimal() else 1


def _close_line(flow: _Flow) -> None:
    line = flow.open.pop()
    if line is None:
        return
    shown = "".join(line.shown)
    if line.stored is not None and (stored := "".join(line.stored)) != shown:
        flow.stored.append(stored)
    if shown.strip():
        _put(flow, shown.strip("\r\n"))


def _put(flow: _Flow, line: str) -> None:
    cell = flow.cells[-1] if flow.cells else None
    if cell is not None:
        cell.append(line)
    else:
        flow.lines.append(line)


def _close_cell(flow: _Flow, attributes: Attributes) -> None:
    vocabulary = flow.vocabulary
    cell = flow.cells.pop()
    shown = " ".join(" ".join(cell or ()).split())
    stored = (attributes(vocabulary.value) if vocabulary.value else "") or shown
    if not flow.rows:
        _put(flow, shown)
        return
    row = flow.rows[-1]
    column = attributes(vocabulary.index) if vocabulary.index else ""
    gap = min(int(column) - 1 - len(row.shown), _GAP_MAX) if column.isdecimal() else 0
    following = _count(attributes, vocabulary.repeated) - 1
    for cells, text in ((row.shown, shown), (row.stored, stored)):
        if gap > 0:
            cells.extend([""] * gap)
        cells.append(text)
        if following:
            cells.extend([""] * following)


def _close_row(flow: _Flow) -> None:
    row = flow.rows.pop()
    shown, stored = "\t".join(row.shown).rstrip("\t"), "\t".join(row.stored).rstrip("\t")
    if stored != shown:
        flow.stored.append(stored)
    if shown:
        _put(flow, shown)
