"""Bytes of a format that nobody here can read: reported as such, and searched for plain strings.

The strings are a help for the person who looks at the incident; the part stays uninspectable
whatever they hold.
"""

import re
from collections.abc import Iterator

from inspection.content import Content
from inspection.segment import Place, Segment
from inspection.walker import Walk

_SEARCHED = 8 << 20  # octets
_NARROW = re.compile(rb"[\t\r\n -~\x80-\xfe]{6,}")
_WIDE = re.compile(rb"(?:[\t\r\n -~]\0){6,}")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield printable runs and refuse the part as `unknown-format`."""
    walk.refuse("unknown-format")
    yield from strings(content, place)


def strings(content: Content, place: Place) -> Iterator[Segment]:
    """Yield printable runs of at least six characters, 8-bit and UTF-16, as two segments."""
    head = bytes(content[:_SEARCHED])
    narrow = b"\n".join(_NARROW.findall(head))
    if narrow:
        yield Segment(place, narrow.decode("gb18030", "replace"), "gb18030")
    wide = b"\n\0".join(_WIDE.findall(head))
    if wide:
        yield Segment(place, wide.decode("utf-16-le", "replace"), "utf-16-le", alternate=True)
