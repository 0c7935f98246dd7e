"""Local headers of a ZIP archive (APPNOTE 4.3.7), which stand before each member's octets."""

import struct
from collections.abc import Iterator

import msgspec

from inspection.content import Content

SIGNATURE = b"PK\x03\x04"
STREAMED = 0x8  # flag: sizes stand behind the member
_FIELDS = struct.Struct("<4xHHHIIIIHH")  # version, flags, method, time, check value, sizes, lengths
_SIZE = _FIELDS.size
_IN_EXTRA = 0xFFFFFFFF  # a size that stands in the ZIP64 field
_ZIP64 = 0x0001
_ZIP64_SIZES = struct.Struct("<QQ")  # unpacked, packed
_FIELD = struct.Struct("<HH")


class Local(msgspec.Struct, frozen=True, gc=False):
    """What stands before a member; its octets begin at `data`. Sizes are -1 where another place tells."""

    name: bytes
    extra: bytes
    flags: int
    method: int
    check: int
    packed: int
    size: int
    data: int


def header(content: Content, start: int) -> Local | None:
    """Return the local header at `start`, None if there is none or it is cut."""
    fixed = content[start : start + _SIZE]
    if len(fixed) < _SIZE or not fixed.startswith(SIGNATURE):
        return None
    _, flags, method, _, check, packed, size, name_size, extra_size = _FIELDS.unpack(fixed)
    rest = content[start + _SIZE : start + _SIZE + name_size + extra_size]
    name, extra = rest[:name_size], rest[name_size:]
    if _IN_EXTRA in (packed, size):
        size, packed = _zip64_sizes(extra)
    return Local(name, extra, flags, method, check, packed, size, start + _SIZE + name_size + extra_size)


def fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield types and contents of the fields in an extra area (APPNOTE 4.5)."""
    position = 0
    while position + _FIELD.size <= len(extra):
        kind, size = _FIELD.unpack_from(extra, position)
        position += _FIELD.size
        yield kind, extra[position : position + size]
        position += size


def _zip64_sizes(extra: bytes) -> tuple[int, int]:
    for kind, octets in fields(extra):
        if kind == _ZIP64 and len(octets) >= _ZIP64_SIZES.size:
            size, packed = _ZIP64_SIZES.unpack_from(octets)
            return size, packed
    return -1, -1
