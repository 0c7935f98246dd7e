"""Mail folders in one file (mbox): message after message, in the memory of the largest one."""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.mail import mbox_split, message
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Walk


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the `From ` line and all parts of every message."""
    for number, (start, header, end) in enumerate(mbox_split.messages(content), 1):
        walk.count_member()
        inner = step(place, "message", str(number))
        if line := bytes(content[start : min(header, start + walk.limits.window)]).strip():
            yield from plain_text.readings(line, step(inner, "header", "from"), origin="metadata")
        yield from walk.guard("message", _message(content, (header, end), inner, walk))


def _message(content: Content, span: tuple[int, int], place: Place, walk: Walk) -> Iterator[Segment]:
    start, end = span
    if end - start > walk.room:
        walk.refuse("limit:held")
        end = start + min(walk.room, walk.limits.strings)
    octets = mbox_split.unquoted(bytes(content[start:end]))
    with walk.holding(len(octets)):
        yield from message.read(octets, place, walk)
