"""Fonts (ISO/IEC 14496-22, CFF, WOFF 1 and 2): the strings of their `name` table and of tables nobody knows.

What a font draws is no text. Embedded fonts name their makers, and may be made to carry more.
"""

import struct
import zlib
from collections.abc import Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_BARE_CFF = b"\1\0\4"  # Adobe Technical Note 5176: names and notices stand in it as they are
_TABLES_MAX = 128
_UNPACKED_MAX = 1 << 20  # octets of a name table
# Tables of shapes, metrics and substitutions, in which no text stands.
_SHAPES = frozenset(
    b"cmap glyf loca head hhea hmtx maxp OS/2 post cvt fpgm prep gasp GSUB GPOS GDEF CFF CFF2 VORG vhea vmtx "
    b"kern hdmx LTSH VDMX DSIG BASE JSTF EBDT EBLC EBSC CBDT CBLC COLR CPAL sbix SVG PCLT FFTM MATH avar fvar "
    b"gvar cvar HVAR MVAR VVAR STAT STYL morx mort kerx feat prop trak bsln just opbd lcar fmtx ankr xref".split()
)


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what is written in the font, and name it as unread.

    Raises:
        Unreadable: `malformed:font`, its table directory or its names are damaged.
    """
    walk.unread.add("font")
    inner = step(place, "metadata", "font")
    signature = bytes(content[:4])
    if signature == b"wOF2":  # all tables in one Brotli stream, names among them
        return
    if signature.startswith(_BARE_CFF):
        yield from unknown.strings(content, inner)
        return
    try:
        for tag, data in _tables(content, packed=signature == b"wOFF"):
            if tag == b"name":
                yield Segment(inner, "\n".join(dict.fromkeys(_names(data))), origin="metadata")
            elif tag.strip() not in _SHAPES:
                yield from unknown.strings(data, inner)
    except (struct.error, zlib.error) as error:
        raise Unreadable("malformed:font") from error


def _tables(content: Content, *, packed: bool) -> Iterator[tuple[bytes, bytes]]:
    """Yield tag and octets of each table; of a collection those of its first font."""
    start, width, count_at = (44, 20, 12) if packed else (12, 16, 4)
    if bytes(content[:4]) == b"ttcf":
        (first,) = struct.unpack(">I", content[12:16])
        start, count_at = first + 12, first + 4
    (count,) = struct.unpack(">H", content[count_at : count_at + 2])
    for number in range(min(count, _TABLES_MAX)):
        record = bytes(content[start + number * width : start + (number + 1) * width])
        if packed:
            tag, offset, size, full = struct.unpack(">4sIII", record[:16])
        else:
            tag, _, offset, size = struct.unpack(">4sIII", record)
            full = size
        data = bytes(content[offset : offset + size])
        yield tag, zlib.decompressobj().decompress(data, _UNPACKED_MAX) if size < full else data


def _names(table: bytes) -> Iterator[str]:
    _, count, storage = struct.unpack(">HHH", table[:6])
    for number in range(count):
        platform, _, _, _, size, offset = struct.unpack(">6H", table[6 + number * 12 : 18 + number * 12])
        text = table[storage + offset : storage + offset + size]
        yield text.decode("latin-1" if platform == 1 else "utf-16-be", "replace")
