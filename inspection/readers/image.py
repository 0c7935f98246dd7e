"""Pictures: their text metadata is read, their pixels are not, and the inspection says so.

The verdict stays `inspected`, because a logo in a signature must not stop a mail, but
`Inspection.unread` then names `image`, on which a policy can act.
"""

import re
from collections.abc import Iterator

from inspection.content import Content
from inspection.readers import plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SEARCHED = 1 << 20
_RUN = re.compile(rb"[\t\r\n -~\x80-\xfe]{12,}")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_PNG_TEXT = re.compile(rb"(?:tEXt|iTXt)([^\0]{1,79}\0[^\0].*?)(?=.{4}.{4}[a-zA-Z]{4})", re.DOTALL)


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield comments and XMP found in the head of the file; mark the part as an unread image."""
    walk.unread.add("image")
    head = bytes(content[:_SEARCHED])
    texts = [match[0] for match in _XMP.finditer(head)] + [match[1] for match in _PNG_TEXT.finditer(head)]
    texts += [match[0] for match in _jpeg_comments(head)]
    for text in texts:
        for run in _RUN.findall(text):
            yield from plain_text.readings(run, step(place, "metadata", "image"), origin="metadata")


def _jpeg_comments(head: bytes) -> Iterator[re.Match[bytes]]:
    """Yield text runs of the COM and EXIF segments (ITU-T T.81 B.2.4.5)."""
    position = 2
    while head[position : position + 1] == b"\xff" and position + 4 <= len(head):
        size = int.from_bytes(head[position + 2 : position + 4], "big")
        if head[position + 1] in (0xFE, 0xE1):
            yield from _RUN.finditer(head, position + 4, position + 2 + size)
        if head[position + 1] == 0xDA or size < 2:  # noqa: PLR2004  # scan data follows; a length counts itself
            return
        position += 2 + size
