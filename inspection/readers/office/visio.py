"""Visio drawings ([MS-VSDX], and the XML of Visio 2003): texts of shapes, their data, masters, comments."""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.archive.zip_members import ZipContainer
from inspection.readers.markup import xml_flow
from inspection.readers.markup.xml_vocabulary import Vocabulary
from inspection.readers.office import package
from inspection.segment import Place, Segment
from inspection.walker import Walk

_VOCABULARY = Vocabulary(inline=frozenset({"cp", "pp", "tp", "fld"}))  # marks within a Text


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of all parts of a package."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    yield from package.parts(container, place, walk, "vsdx", _drawing)


def read_flat(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of a drawing that is one XML file."""
    yield from _drawing(bytes(content), place, walk)


def _drawing(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    yield from xml_flow.segments(data, place, walk, _VOCABULARY)
