"""gzip members (RFC 1952): content, and what the header says: extra field, name, comment."""

import zlib
from collections.abc import Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive.compressed_streams import Inflate, Unpacked, run
from inspection.walker import Walk

_MAGIC = b"\x1f\x8b\x08"
_FIXED = 10  # octets of a header without optional fields
_EXTRA, _NAME, _COMMENT = 0x04, 0x08, 0x10
_HEADER_MAX = 64 * 1024 + 2 + _FIXED
_GZIP_BITS = 16 + zlib.MAX_WBITS


def unpack(content: Content, walk: Walk) -> Iterator[Unpacked]:
    """Yield texts and content of all members; header check, CRC and size are verified by zlib."""
    position = 0
    while content[position : position + len(_MAGIC)] == _MAGIC:
        if position:
            walk.count_member()
        for text in texts(bytes(content[position : position + 2 * _HEADER_MAX])):
            yield Unpacked(text=text)
        for each in run(Inflate(_GZIP_BITS), content, position, "gzip"):
            position = max(position, each.end)
            yield each
        while content[position : position + 1] == b"\0":  # tapes and block devices are padded
            position += 1
        yield Unpacked(end=position)


def texts(header: bytes) -> Iterator[bytes]:
    """Yield the extra field, the name and the comment of a header, those that are there.

    Raises:
        Unreadable: `malformed:gzip` if the header does not end.
    """
    flags, position = header[3] if len(header) > _FIXED else 0, _FIXED
    if flags & _EXTRA:
        size = int.from_bytes(header[position : position + 2], "little")
        yield header[position + 2 : position + 2 + size]
        position += 2 + size
    for flag in (_NAME, _COMMENT):
        if flags & flag:
            end = header.find(b"\0", position)
            if end < 0:
                raise Unreadable("malformed:gzip")
            yield header[position:end]
            position = end + 1
