"""Records and strings of binary workbook parts ([MS-XLSB] 2.1.4, 2.5.168)."""

import struct
from collections.abc import Iterator

from inspection.errors import Unreadable

_SIZE_OCTETS = 4
_NONE = 0xFFFFFFFF  # length of a string that is not there


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and data of each record.

    Raises:
        Unreadable: the part ends within a record; what there is of its data was yielded before.
    """
    position = 0
    while position < len(part):
        kind = part[position]
        position += 1
        if kind & 0x80:
            kind = kind & 0x7F | (part[position] & 0x7F if position < len(part) else 0) << 7
            position += 1
        size, shift = 0, 0
        for shift in range(0, 7 * _SIZE_OCTETS, 7):
            octet = part[position] if position < len(part) else 0
            position += 1
            size |= (octet & 0x7F) << shift
            if not octet & 0x80:
                break
        yield kind, part[position : position + size]
        position += size
    if position > len(part):
        raise Unreadable("malformed:xlsb")


def string(data: bytes, position: int) -> tuple[str, int]:
    """Return a string of UTF-16 behind its length in four octets, and where it ends.

    Raises:
        struct.error: it is cut off.
    """
    (count,) = struct.unpack_from("<I", data, position)
    if count == _NONE:
        return "", position + 4
    end = position + 4 + 2 * count
    if end > len(data):
        raise struct.error("cut off")
    return data[position + 4 : end].decode("utf-16-le", "surrogatepass"), end


def strings(data: bytes, position: int) -> list[str]:
    """Return the strings that follow each other from `position` on."""
    found = []
    while position + 4 <= len(data):
        try:
            text, position = string(data, position)
        except (struct.error, UnicodeError):
            break
        found.append(text)
    return found
