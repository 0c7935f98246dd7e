"""Packets of OpenPGP messages (RFC 9580, 4 and 5): what is only stored, signed or packed can be read."""

import bz2
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from inspection.errors import Unreadable
from inspection.walker import Walk

_COMPRESSED, _LITERAL = 8, 11
_NESTING = 4
_RAW, _DEFLATE, _ZLIB, _BZIP2 = range(4)
# Lengths of the present format (4.2.1): first octets from which on there are two, a part of the packet, five.
_TWO, _PART, _FIVE = 192, 224, 255


class Packet(NamedTuple):
    """One packet: its type and its body."""

    tag: int
    body: bytes


def packets(data: bytes, walk: Walk, depth: int = 0) -> Iterator[Packet]:
    """Yield the packets of a message, in place of compressed ones those that are in them.

    Raises:
        Unreadable: a packet is damaged, of an unknown compression, larger than the limits allow or too deep.
    """
    position = 0
    while position < len(data):
        packet, position = _packet(data, position)
        if packet.tag != _COMPRESSED:
            yield packet
            continue
        if depth >= _NESTING:
            raise Unreadable("limit:depth")
        yield from packets(_unpacked(packet.body, walk), walk, depth + 1)


def literal(packet: Packet) -> tuple[bytes, bytes] | None:
    """Return file name and octets of a literal packet (5.9), None for another one."""
    if packet.tag != _LITERAL or len(packet.body) < 2:  # noqa: PLR2004  # the kind of data, the size of the name
        return None
    end = 2 + packet.body[1]
    return packet.body[2:end], packet.body[end + 4 :]  # behind a date


def _packet(data: bytes, position: int) -> tuple[Packet, int]:
    """Return the packet at `position`, and where the next one begins."""
    first = data[position]
    if not first & 0x80:
        raise Unreadable("malformed:openpgp")
    if first & 0x40:
        body, end = _present(data, position + 1)
        return Packet(first & 0x3F, body), end
    width = (1, 2, 4, 0)[first & 3]
    start = position + 1 + width
    size = int.from_bytes(data[position + 1 : start], "big") if width else len(data) - start
    return Packet((first & 0x3C) >> 2, _cut(data, start, size)), start + size


def _present(data: bytes, position: int) -> tuple[bytes, int]:
    """Return the body of a packet in the present format, its parts joined, and where it ends."""
    parts: list[bytes] = []
    while True:
        first = data[position] if position < len(data) else 0
        partial = _PART <= first < _FIVE
        if partial:
            size, start = 1 << (first & 0x1F), position + 1
        elif first >= _TWO and first != _FIVE:
            size, start = (
                (first - _TWO << 8) + int.from_bytes(data[position + 1 : position + 2]) + _TWO,
                position + 2,
            )
        elif first == _FIVE:
            size, start = int.from_bytes(data[position + 1 : position + 5]), position + 5
        else:
            size, start = first, position + 1
        parts.append(_cut(data, start, size))
        position = start + size
        if not partial:
            return b"".join(parts), position


def _cut(data: bytes, start: int, size: int) -> bytes:
    if start + size > len(data):
        raise Unreadable("incomplete:openpgp")
    return data[start : start + size]


def _unpacked(body: bytes, walk: Walk) -> bytes:
    limit = max(walk.limits.ratio_floor, len(body) * walk.limits.ratio)
    kind, packed = body[:1], body[1:]
    try:
        if kind == bytes([_RAW]):
            octets = packed
        elif kind == bytes([_BZIP2]):
            octets = bz2.BZ2Decompressor().decompress(packed, limit + 1)
        elif kind in {bytes([_DEFLATE]), bytes([_ZLIB])}:
            octets = zlib.decompressobj(-15 if kind[0] == _DEFLATE else 15).decompress(packed, limit + 1)
        else:
            raise Unreadable("unsupported:openpgp")
    except (zlib.error, OSError) as error:
        raise Unreadable("malformed:openpgp") from error
    if len(octets) > limit:
        raise Unreadable("limit:ratio")
    walk.spend(len(octets))
    return octets
