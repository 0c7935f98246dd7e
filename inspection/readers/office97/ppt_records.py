"""Records of a PowerPoint document ([MS-PPT] 2.3.1): containers within containers, and atoms."""

import struct
from collections.abc import Container, Iterator

import msgspec

from inspection.walker import Walk

_RECORD = struct.Struct("<HHI")  # version and instance, type, length
_HEADER = _RECORD.size
_CONTAINER = 0xF  # recVer
_TAG_DATA = 0x138B  # RT_BinaryTagDataBlob: an atom by its version, with records in it (2.11.8)
BETWEEN = b"\0\0"  # stands behind the data of each atom in `others`: what it holds ends there
_DEPTH = 63  # containers within containers; slides have about ten


class Atom(msgspec.Struct, frozen=True, gc=False):
    """One atom; `part` is the type of the outermost container around it, and `start` where that begins."""

    kind: int
    instance: int
    data: bytes
    part: int
    start: int


def atoms(stream: bytes, walk: Walk, apart: Container[int], others: bytearray) -> Iterator[Atom]:
    """Yield the atoms of the types `apart` in the order of the stream; the data of all others is added to `others`.

    A length beyond its container is cut and refused. What was saved over is still in the stream in front of what
    replaced it, and is given too.
    """
    unpack, last = _RECORD.unpack_from, len(stream) - _HEADER
    position, within, part, start = 0, len(stream), 0, 0
    outer: list[int] = []  # where the containers around the innermost one end, whose end is `within`
    while position <= last:
        while position >= within and outer:
            within = outer.pop()
        opening, kind, size = unpack(stream, position)
        if not outer:
            part, start = kind, position
        position += _HEADER
        end = position + size
        if end > within:
            walk.refuse("malformed:ppt")
            end = min(end, len(stream))
        has_records = opening & _CONTAINER == _CONTAINER or (
            kind == _TAG_DATA and _is_records(stream, position, end)
        )
        if has_records and len(outer) < _DEPTH:
            outer.append(within)
            within = end
            continue
        if kind in apart:
            yield Atom(kind, opening >> 4, stream[position:end], part, start)
        else:
            others += stream[position:end]
            others += BETWEEN
        position = end
    if stream[position:].strip(b"\0"):
        walk.refuse("malformed:ppt")


def _is_records(stream: bytes, position: int, end: int) -> bool:
    """Say whether the data of a tag is nothing but records."""
    while position + _HEADER <= end:
        position += _HEADER + int.from_bytes(stream[position + 4 : position + 8], "little")
    return position == end
