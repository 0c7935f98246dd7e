"""XML of no known vocabulary: text, attributes, comments, in the order in which they stand.

Where an element has text and elements side by side (a number of which some digits are bold), a
person reads all of it as one, so its text is given a second time joined.
"""

import re
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.markup import data_urls, html, xml_events, xml_scan
from inspection.readers.markup.xml_events import Element
from inspection.readers.text import encoded_files
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_LINES = frozenset({"text", "p", "span"})  # of SVG and the like: what is in them is one line in any case
_TAG = re.compile(r"</[a-zA-Z]")  # a page that stands in the document as text
_JOINED_RATIO = 8  # joined text over the size of the document, where lines are nested in lines


class _Open(msgspec.Struct):
    """An element that is not closed yet: which piece is its first, and what it has directly in it."""

    first: int
    text: bool = False
    elements: bool = False


class _Document(msgspec.Struct):
    """Pieces of text in order, lines joined of several pieces, and values of attributes."""

    room: int
    pieces: list[str] = []
    joined: list[str] = []
    attributes: list[str] = []
    open: list[_Open] = []


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of the document piece by piece and joined, and apart what is no text of an element.

    Raises:
        Unreadable: not well-formed, or entities of its own; the rough text was yielded before.
    """
    data = bytes(content)
    octets = xml_events.as_utf8(data)
    document = _Document(room=max(len(data) * _JOINED_RATIO, walk.limits.window))
    try:
        for event, element in xml_events.events(octets, walk, doctype_allowed=True, any_prefix=True):
            if event == "start":
                _start(document, element)
            else:
                _end(document, element)
                xml_events.forget(element)
    except Unreadable:
        yield Segment(place, xml_events.rough_text(data))
        raise
    yield Segment(place, "\n".join(piece for piece in document.pieces if piece.strip()))
    if document.joined:
        yield Segment(place, "\n".join(document.joined), alternate=True)
    yield from _inside(document, place, walk)
    aside = [*document.attributes, *xml_events.aside(octets)]
    if aside:
        yield Segment(step(place, "markup", "xml"), "\n".join(aside), origin="metadata")
    if xml_scan.lost_digits(octets, lambda: [*document.pieces, *document.joined, *aside]):
        yield Segment(place, octets.decode("utf-8", "replace"), alternate=True)


def _inside(document: _Document, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of pages and files that stand in the document as text."""
    pages = [html.untagged(piece) for piece in document.pieces if _TAG.search(piece)]
    if pages:
        yield Segment(place, "\n".join(pages), alternate=True)
    for text in (*document.pieces, *document.attributes):
        yield from data_urls.segments(text, place, walk)
        yield from encoded_files.within((text,), place, walk)


def _start(document: _Document, element: Element) -> None:
    """Take what stands before the element; all of it is known when the element begins."""
    document.attributes += [str(value) for value in element.attrib.values()]
    before, parent = element.getprevious(), element.getparent()
    if document.open:
        _put(document, before.tail if before is not None else parent.text if parent is not None else None)
        document.open[-1].elements = True
    document.open.append(_Open(len(document.pieces)))


def _end(document: _Document, element: Element) -> None:
    _put(document, element[-1].tail if len(element) else element.text)
    closed = document.open.pop()
    if closed.elements and (closed.text or xml_events.local(element) in _LINES):
        line = "".join(document.pieces[closed.first :])
        document.room -= len(line)
        if document.room < 0:
            raise Unreadable("limit:ratio")
        document.joined.append(line)


def _put(document: _Document, text: str | None) -> None:
    if text:
        document.pieces.append(text)
        document.open[-1].text = document.open[-1].text or not text.isspace()
