"""XML in which text and elements stand side by side: lines, rows and cells by the vocabulary of a format.

Each element is a line of its own unless its vocabulary says that it stands in the line around it.
What was deleted stands in a second reading of its line, and so does a row with the numbers that are
stored in its cells where other ones are shown.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

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
from inspection.readers.markup.xml_cells import Cells
from inspection.readers.markup.xml_events import Element
from inspection.readers.markup.xml_flow_state import Flow, close_cell, close_line, end, start, take
from inspection.readers.markup.xml_names import Attributes, Names
from inspection.readers.markup.xml_scan import Scan
from inspection.readers.markup.xml_vocabulary import Act, Role, Roles, Vocabulary, role_of
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_TAG = re.compile(rb"<(/?+)([^\s/>]++)([^>]*+)>([^<]*+)")
# The same, or at once what most cells are: one line, and nothing else but white space.
_CELL = re.compile(
    rb"<(?:([^\s/>]++)([^>]*+)(?<!/)>(\s*+)<([^\s/>]++)>([^<]*+)</\4>(\s*+)</\1>|(/?+)([^\s/>]++)([^>]*+)>)([^<]*+)"
)
_MANY = 4  # tags for each of a cell in what is a table for the most part
_FILES = tuple(name.encode() for name in sorted(xml_files.FILES))


class _Written(NamedTuple):
    """What is known of a document by how it is written; `opened` are the attributes of open elements."""

    names: Names
    roles: Roles
    cells: Cells
    opened: list[bytes]


def segments(data: bytes, place: Place, walk: Walk, vocabulary: Vocabulary) -> Iterator[Segment]:
    """Yield lines, what is stored beside them, attributes, comments and files of one document.

    Raises:
        Unreadable: the document is not well-formed; what could be gathered was yielded before.
    """
    octets = xml_events.as_utf8(data)
    flow = Flow(vocabulary)
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


def _gather(flow: Flow, octets: bytes, walk: Walk) -> tuple[Unreadable | None, Scan]:
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


def _gather_regular(flow: Flow, body: bytes) -> bool:
    """Gather the lines of a document that is written regularly; say whether it can be read so."""
    names, vocabulary = xml_names.of(body), flow.vocabulary
    if names is None or any(name in body for name in _FILES):
        return False
    written = _Written(names, Roles(names.tag, vocabulary), Cells(names, vocabulary), [b""])
    cells = sum(body.count(cell.encode()) for cell in vocabulary.cells)
    many = cells * _MANY > body.count(b"<")
    (_take_cells if many else _take_tags)(flow, body, written)
    return True


def _take_tags(flow: Flow, body: bytes, written: _Written) -> None:
    roles = written.roles
    for closing, name, attributes, text in xml_regular.cut(body, _TAG):
        _take_tag(flow, written, roles[name], None if closing else attributes)
        if text:
            take(flow, xml_regular.resolved(text.decode()))


def _take_cells(flow: Flow, body: bytes, written: _Written) -> None:
    roles = written.roles
    for box, own, before, line, shown, after, closing, name, attributes, text in xml_regular.cut(body, _CELL):
        if not box:
            _take_tag(flow, written, roles[name], None if closing else attributes)
        elif roles[box].act is Act.CELL and not (roles[box].inline or roles[line].inline or roles[line].act):
            flow.cells.append([xml_regular.resolved(shown.decode())])
            close_cell(flow, written.cells[own])
        else:
            for element, begun, behind in (
                (box, own, before),
                (line, b"", shown),
                (line, None, after),
                (box, None, b""),
            ):
                _take_tag(flow, written, roles[element], begun)
                take(flow, xml_regular.resolved(behind.decode()))
        if text:
            take(flow, xml_regular.resolved(text.decode()))


def _take_tag(flow: Flow, written: _Written, role: Role, begun: bytes | None) -> None:
    """Begin or end an element; `begun` are the attributes of a start tag."""
    if role.act:
        _do(flow, written, role, begun)
    elif begun is None:
        written.opened.pop()
        if not role.inline:
            close_line(flow)
    elif not begun.endswith(b"/"):  # of an empty line nothing is seen
        written.opened.append(begun)
        if not role.inline:
            flow.open.append(None)


def _do(flow: Flow, written: _Written, role: Role, begun: bytes | None) -> None:
    """Do what a tag of an element does that is more than a line."""
    names, opened = written.names, written.opened
    own = opened.pop() if begun is None else begun
    if begun is not None:
        start(flow, role)
    if begun is None or begun.endswith(b"/"):
        cell = written.cells[own] if role.act is Act.CELL else None
        end(flow, role, names.attributes(own), names.attributes(opened[-1]), cell)
    else:
        opened.append(begun)


def _gather_parsed(flow: Flow, octets: bytes, walk: Walk) -> Unreadable | None:
    roles: dict[str, Role] = {}
    try:
        for event, element in xml_events.events(octets, walk, doctype_allowed=True):
            tag = str(element.tag)
            role = roles.get(tag) or roles.setdefault(tag, role_of(tag, flow.vocabulary))
            if event == "start":
                _take_before(flow, element)
                start(flow, role)
            else:
                take(flow, element[-1].tail if len(element) else element.text)
                end(flow, role, _attributes(element), _attributes(element.getparent()))
                xml_events.forget(element)
    except Unreadable as error:
        while flow.open:
            close_line(flow)
        return error
    return None


def _take_before(flow: Flow, element: Element) -> None:
    """Take what stands before the element; all of it is known when the element begins."""
    before, parent = element.getprevious(), element.getparent()
    take(flow, before.tail if before is not None else parent.text if parent is not None else None)


def _attributes(element: Element | None) -> Attributes:
    return lambda name: "" if element is None else str(element.get(name, ""))
