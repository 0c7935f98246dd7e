"""Files of no octets, or of NUL octets only: proven to hold no text."""

from collections.abc import Iterator

from inspection.content import Content
from inspection.segment import Place, Segment
from inspection.walker import Walk


def read(content: Content, _place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield nothing; refuse the part if there is anything after the blank beginning."""
    for start in range(0, len(content), walk.limits.window):
        if bytes(content[start : start + walk.limits.window]).strip(b"\0"):
            walk.refuse("unknown-format")
    yield from ()
