"""XML of no known vocabulary: text, attributes and comments, element by element."""

from collections.abc import Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers import xml_events
from inspection.readers.xml_events import Element
from inspection.segment import Place, Segment, step
from inspection.walker import Walk


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of the document, one line an element, and its attributes apart.

    Raises:
        Unreadable: not well-formed, or entities of its own; the rough text was yielded before.
    """
    data = bytes(content)
    lines: list[str] = []
    attributes: list[str] = []
    try:
        for event, element in xml_events.events(data, walk, doctype_allowed=True):
            if event == "start":
                attributes += [str(value) for value in element.attrib.values()]
                continue
            lines += [text for text in (element.text, *_tails(element)) if text and text.strip()]
            _forget(element)
    except Unreadable:
        yield Segment(place, xml_events.rough_text(data))
        raise
    yield Segment(place, "\n".join(lines))
    if attributes:
        yield Segment(step(place, "markup", "xml"), "\n".join(attributes), origin="metadata")


def _tails(element: Element) -> Iterator[str | None]:
    for child in element:
        if not isinstance(child.tag, str):
            yield child.text  # a comment
        yield child.tail


def _forget(element: Element) -> None:
    """Free an element's children; its tail is read with its parent."""
    tail = element.tail
    element.clear()
    element.tail = tail
