"""Word and PowerPoint packages (ISO/IEC 29500): every part, not only the body.

Headers, footers, comments, notes, text boxes, charts, custom XML and properties are parts of
their own and are read alike; so is a part that no relationship leads to.
"""

from collections.abc import Iterator
from functools import partial

from inspection.content import Content
from inspection.readers.archive.zip_members import ZipContainer
from inspection.readers.markup import markup_text
from inspection.readers.office import package
from inspection.segment import Place, Segment
from inspection.walker import Walk


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of all parts of the package."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    told = markup_text.Told()
    xml = partial(markup_text.segments, told=told)
    yield from package.parts(container, place, walk, "docx", xml)
    yield from told.rest(place)
