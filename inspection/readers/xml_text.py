"""XML of no known vocabulary: text, attributes and comments, element by element."""

from collections.abc import Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers import xml_events
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
            element.clear(keep_tail=True)
    except Unreadable:
        yield Segment(place, xml_events.rough_text(data))
        raise
    yield Segment(place, "\n".join(lines))
    if attributes:
        yield Segment(step(place, "markup", "xml"), "\n".join(attributes), origin="metadata")


def _tails(element: "xml_events.etree._Element") -> Iterator[str | None]:
    for child in element:
        if not isinstance(child.tag, str):
            yield child.text  # a comment
        yield child.tail
