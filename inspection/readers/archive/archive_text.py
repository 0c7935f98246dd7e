"""A large text that is read while it is being unpacked: some windows of it at a time.

Cut at line ends; each seam is read once more, so that no value is cut. What only the whole text
could show, an archive that ends where the text ends, is looked for in its last octets.
"""

from collections.abc import Iterator
from itertools import chain

import msgspec

from inspection import charset, sniff
from inspection.content import Content
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment
from inspection.walker import Hint, Walk

STREAM_FROM = 16  # windows; a smaller member is looked at as a whole, and as everything it may be
_SEAM = 1024  # octets on either side of a cut, a multiple of every width
_TAIL = 128 * 1024  # octets in which the end of a ZIP archive would stand


def read(head: Content, pieces: Iterator[bytes], place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of `head` and of the pieces after it, seams as second readings."""
    walk.met("text")
    name = charset.wide_charset(bytes(head[: walk.limits.window]))
    outer = walk.hint
    walk.hint = Hint(name or outer.charset)
    before = tail = b""
    try:
        for chunk in _chunks(chain(_sliced(head, walk.limits.window), pieces), name, walk):
            seam = before[-_SEAM:] + chunk[:_SEAM] if before else b""
            for segment in plain_text.readings(seam, place, walk.hint.charset):
                yield msgspec.structs.replace(segment, alternate=True)
            yield from plain_text.read(chunk, place, walk)
            before, tail = chunk, (tail + chunk)[-_TAIL:]
    finally:
        walk.hint = outer
    if len(sniff.formats(tail)) > 1:
        walk.refuse("limit:held")


def _sliced(head: Content, size: int) -> Iterator[bytes]:
    for start in range(0, len(head), size):
        yield bytes(head[start : start + size])


def _chunks(pieces: Iterator[bytes], name: str, walk: Walk) -> Iterator[bytes]:
    """Yield chunks of `STREAM_FROM` windows that end with a line, the last one as it is."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= STREAM_FROM * walk.limits.window:
            end = _line_end(waiting, name, len(waiting) - walk.limits.window)
            yield bytes(waiting[:end])
            del waiting[:end]
    if waiting:
        yield bytes(waiting)


def _line_end(octets: bytearray, name: str, least: int) -> int:
    """Return where the last line ends, or the last whole unit if no line ends behind `least`."""
    width = 4 if "32" in name else 2 if "16" in name else 1
    mark = "\n".encode(name if width > 1 else "ascii")
    found = octets.rfind(mark, least)
    while found >= 0 and found % width:
        found = octets.rfind(mark, least, found + width - 1)
    return found + width if found >= 0 else len(octets) - len(octets) % width
