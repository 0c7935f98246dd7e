"""Records of a PowerPoint document ([MS-PPT] 2.3.1): containers within containers, and atoms."""

import struct
from collections.abc import Iterator

import msgspec

from inspection.walker import Walk

_HEADER = 8
_CONTAINER = 0xF  # recVer
_TAG_DATA = 0x138B  # RT_BinaryTagDataBlob: an atom by its version, with records in it (2.11.8)
_DEPTH = 64  # containers within containers; slides have about ten


class Atom(msgspec.Struct, frozen=True):
    """One atom; `part` is the type of the outermost container around it, and `start` where that begins."""

    kind: int
    instance: int
    data: bytes
    part: int
    start: int


def atoms(stream: bytes, walk: Walk) -> Iterator[Atom]:
    """Yield all atoms in the order of the stream; a length beyond its container is cut and refused.

    What was saved over is still in the stream in front of what replaced it, and is yielded too.
    """
    position, ends, part, start = 0, [len(stream)], 0, 0
    while position + _HEADER <= len(stream):
        while len(ends) > 1 and position >= ends[-1]:
            ends.pop()
        opening, kind, size = struct.unpack_from("<HHI", stream, position)
        if len(ends) == 1:
            part, start = kind, position
        position += _HEADER
        end = position + size
        if end > ends[-1]:
            walk.refuse("malformed:ppt")
            end = min(end, len(stream))
        if len(ends) < _DEPTH and _has_records(opening, kind, stream, position, end):
            ends.append(end)
        else:
            yield Atom(kind, opening >> 4, stream[position:end], part, start)
            position = end
    if stream[position:].strip(b"\0"):
        walk.refuse("malformed:ppt")


def _has_records(opening: int, kind: int, stream: bytes, position: int, end: int) -> bool:
    if opening & _CONTAINER == _CONTAINER:
        return True
    if kind != _TAG_DATA:
        return False
    while position + _HEADER <= end:
        position += _HEADER + int.from_bytes(stream[position + 4 : position + 8], "little")
    return position == end
