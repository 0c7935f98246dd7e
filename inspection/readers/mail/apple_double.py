"""AppleDouble and AppleSingle (RFC 1740): what a Mac keeps of a file besides its octets.

Mail in `multipart/appledouble`, and every archive made on a Mac, brings such files along. The data
fork is the file; names and comments are text; the resource fork holds settings and is told as
unsupported unless it is the empty one that a Mac writes.
"""

import struct
from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.text import plain_text, text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_HEAD = struct.Struct(">II16xH")  # signature, version, number of entries
_ENTRY = struct.Struct(">III")  # identifier, offset, length
_DATA, _RESOURCES, _NAME, _COMMENT, _SHORT_NAME, _AFP_NAME = 1, 2, 3, 4, 12, 13
_TEXTS = {_NAME: "name", _COMMENT: "comment", _SHORT_NAME: "short-name", _AFP_NAME: "network-name"}
_EMPTY_FORK = b"This resource fork intentionally left blank"
_EMPTY_FORK_SIZE = 286  # octets of the fork that says so


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield every entry, and octets that belong to none."""
    octets = bytes(content)
    if len(octets) < _HEAD.size:
        walk.refuse("malformed:applefile")
        return
    _, _, count = _HEAD.unpack_from(octets)
    covered = bytearray(octets)
    end = _HEAD.size + count * _ENTRY.size
    covered[:end] = bytes(min(end, len(octets)))
    if end > len(octets):
        walk.refuse("malformed:applefile")
    table = octets[_HEAD.size : end]
    for kind, offset, length in _ENTRY.iter_unpack(table[: len(table) // _ENTRY.size * _ENTRY.size]):
        data = octets[offset : offset + length]
        if len(data) < length:
            walk.refuse("malformed:applefile")
        covered[offset : offset + len(data)] = bytes(len(data))
        yield from _entry(kind, data, place, walk)
    if covered.strip(b"\0"):
        yield from text_runs.both(bytes(covered), step(place, "stray", "applefile"))


def _entry(kind: int, data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    if kind == _DATA:
        walk.spend(len(data))
        yield from walk.descend(data, step(place, "fork", "data"))
    elif kind in _TEXTS:
        yield from plain_text.readings(data, step(place, "property", _TEXTS[kind]), origin="metadata")
    elif kind == _RESOURCES and data and not _is_empty_fork(data):
        walk.refuse("unsupported:resource-fork")
        yield from text_runs.both(data, step(place, "fork", "resource"))
    else:
        yield from text_runs.both(data, step(place, "property", str(kind)))


def _is_empty_fork(data: bytes) -> bool:
    return len(data) == _EMPTY_FORK_SIZE and _EMPTY_FORK in data
