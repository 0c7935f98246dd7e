"""SVG drawings (SVG 2, W3C): their text and attributes, and what is seen in their shapes."""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.markup import xml_events, xml_text
from inspection.readers.picture import drawing
from inspection.segment import Place, Segment
from inspection.walker import Walk


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the document as the XML that it is, then its barcodes and the letters that are curves."""
    yield from walk.guard("xml", xml_text.read(content, place, walk))
    yield from drawing.segments(xml_events.as_utf8(bytes(content)), place, walk)
