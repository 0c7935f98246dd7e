"""The piece table of a Word document ([MS-DOC] 2.8.35, 2.9.38): where its text lies, in which order."""

import struct
from itertools import pairwise

import msgspec

from inspection.errors import Unreadable

_PRC, _PCDT = 1, 2
_COMPRESSED = 1 << 30  # FcCompressed, 2.9.73
_OFFSET = _COMPRESSED - 1
# 8-bit characters of a compressed piece (2.9.73); other than Windows-1252 nothing stands at 0x80, 0x8E, 0x9E.
_CODEC = "cp1252"


class Piece(msgspec.Struct, frozen=True):
    """A run of text: first character position, octets it lies in, and octets a character (1 or 2)."""

    position: int
    start: int
    end: int
    width: int

    @property
    def length(self) -> int:
        """Characters in the piece, in UTF-16 units."""
        return (self.end - self.start) // self.width

    def units(self, stream: bytes) -> bytes:
        """Return the text as UTF-16 in little-endian order, two octets for each character position."""
        raw = stream[self.start : self.end]
        return raw if self.width == 2 else raw.decode(_CODEC, "replace").encode("utf-16-le")  # noqa: PLR2004


def pieces(clx: bytes) -> list[Piece]:
    """Return the pieces in the order of the text.

    Raises:
        Unreadable: the table is not one, or its positions do not ascend.
    """
    table = _piece_descriptors(clx)
    count = (len(table) - 4) // 12
    if count < 0 or len(table) != 4 + 12 * count:
        raise Unreadable("malformed:doc")
    positions = struct.unpack_from(f"<{count + 1}I", table)
    found = []
    for number, (begin, end) in enumerate(pairwise(positions)):
        (fc,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)
        if end < begin:
            raise Unreadable("malformed:doc")
        width = 1 if fc & _COMPRESSED else 2
        start = (fc & _OFFSET) // (3 - width)
        found.append(Piece(begin, start, start + (end - begin) * width, width))
    return found


def _piece_descriptors(clx: bytes) -> bytes:
    """Return the PlcPcd behind the property modifiers."""
    position = 0
    while position + 3 <= len(clx) and clx[position] == _PRC:
        position += 3 + int.from_bytes(clx[position + 1 : position + 3], "little", signed=True)
        if position < 3:  # noqa: PLR2004  # a negative length
            break
    if clx[position : position + 1] != bytes([_PCDT]):
        raise Unreadable("malformed:doc")
    size = int.from_bytes(clx[position + 1 : position + 5], "little")
    return clx[position + 5 : position + 5 + size]
