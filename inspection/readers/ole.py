"""Not read yet."""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers import plain_text
from inspection.segment import Place, Segment
from inspection.walker import Walk


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the raw text."""
    walk.refuse("unsupported")
    yield from plain_text.read(content, place, walk)
