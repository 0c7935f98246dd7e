r"""Plain text, CSV and JSON: decoded window by window, so that size is no limit.

A window ends at a line end, in a text of one endless line at a separator, and each seam is read
once more, so that no value is cut. JSON may write any character as `\u0031`; a window with such
escapes is read a second time with them resolved, one with tags (a page that lost its beginning)
without them, one with NUL characters (a charset mistaken for a narrower one) without those, one with separators
of Hive and ASCII (U+0001, U+001F) with tabs instead, one from an address book (LDIF) in the clear.
"""

import re
from collections.abc import Iterator

import msgspec

from inspection import charset
from inspection.content import Content
from inspection.readers.markup import data_urls, escapes, html
from inspection.readers.text import encoded_files, ldif
from inspection.segment import Origin, Place, Segment
from inspection.walker import Walk

_TAG = re.compile(r"</[a-zA-Z][^>]{0,80}>")
_SEPARATORS = str.maketrans("\x01\x1f", "\t\t")
_CUTS = ("\n", " ", ",", ";", "\t", '"', ">")
_SEAM = 1024  # octets read again on either side of a cut, a multiple of every width


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text in windows of `Limits.window` octets, doubtful ones in two readings."""
    declared = walk.hint.charset
    wide = charset.wide_charset(bytes(content[: walk.limits.window]))
    name = wide or "ascii"
    for start, end in _windows(content, walk.limits.window, name):
        for segment in readings(bytes(content[start:end]), place, wide or declared):
            yield segment
            if not segment.alternate:
                yield from data_urls.segments(segment.text, place, walk)
                yield from encoded_files.segments(segment.text, place, walk)
        if end < len(content):
            seam = bytes(content[max(end - _SEAM, start) : end + _SEAM])
            for segment in readings(seam, place, wide or declared):
                yield msgspec.structs.replace(segment, alternate=True)


def readings(content: bytes, place: Place, declared: str = "", origin: Origin = "text") -> Iterator[Segment]:
    """Yield one run of bytes in its likeliest reading and, where in doubt, in a second one."""
    for number, reading in enumerate(charset.decode(content, declared)):
        yield Segment(place, reading.text, reading.charset, origin, alternate=number > 0)
        if "\0" in reading.text:
            yield Segment(place, reading.text.replace("\0", ""), reading.charset, origin, alternate=True)
        if "\x01" in reading.text or "\x1f" in reading.text:
            table = reading.text.translate(_SEPARATORS)
            yield Segment(place, table, reading.charset, origin, alternate=True)
        if clear := ldif.resolved(reading.text):
            yield Segment(place, clear, reading.charset, origin, alternate=True)
        if _TAG.search(reading.text):
            yield Segment(place, html.untagged(reading.text), reading.charset, origin, alternate=True)
        if plain := escapes.resolved(reading.text):
            yield Segment(place, plain, reading.charset, origin, alternate=True)


def _windows(content: Content, size: int, name: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(content):
        end = min(start + size, len(content))
        if end < len(content):
            end = _cut(content, end, name, size // 2)
        yield start, end
        start = end


def _cut(content: Content, wanted: int, name: str, room: int) -> int:
    """Return a place at or shortly before `wanted` where no value is cut."""
    width = 4 if "32" in name else 2 if "16" in name else 1
    for separator in _CUTS:
        found = wanted
        mark = separator.encode(name)
        while (found := content.rfind(mark, wanted - room, found)) >= 0:
            if found % width == 0:
                return found + width
            found += width - 1
    return wanted - wanted % width
