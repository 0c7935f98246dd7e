"""ActiveMime, the wrapper in which Word and Excel put objects and macros of a page saved as one file (mht).

Nowhere specified: a signature, settings, and one zlib stream up to the end, which holds a compound file.
"""

import zlib
from collections.abc import Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SEARCHED = 2048  # octets for the start of the stream; it was seen at 50 and 554
_STARTS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")  # RFC 1950


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what is packed in the wrapper, and what follows it.

    Raises:
        Unreadable: `malformed:activemime` where no stream can be unpacked, `limit:ratio` where it swells.
    """
    octets = bytes(content)
    for start in range(min(len(octets), _SEARCHED)):
        if octets[start : start + 2] not in _STARTS:
            continue
        inflate = zlib.decompressobj()
        limit = max(walk.limits.ratio_floor, len(octets) * walk.limits.ratio)
        try:
            inner = inflate.decompress(octets[start:], limit)
        except zlib.error:
            continue
        walk.spend(len(inner))
        yield from walk.descend(inner, step(place, "packed", "activemime"))
        if not inflate.eof:
            raise Unreadable("limit:ratio" if len(inner) >= limit else "malformed:activemime")
        yield from unknown.strings(inflate.unused_data, step(place, "stray", "activemime"))
        return
    yield from unknown.strings(octets, place)
    raise Unreadable("malformed:activemime")
