"""Tags of EXIF and TIFF with text in them (TIFF 6.0 section 2; EXIF 2.32 section 4.6)."""

import struct
from collections.abc import Iterator

from inspection.content import Content

_SIZES = {1: 1, 2: 1, 6: 1, 7: 1}  # octets of a value by its type, of the types that can hold text
_FURTHER = frozenset({0x8769, 0x8825, 0xA005})  # directories of EXIF, GPS and interoperability
_WIDE = range(0x9C9B, 0x9CA0)  # title, comment, author, keywords and subject as Windows writes them
_USER_COMMENT = 0x9286  # begins with the name of its charset in 8 octets
_BOTH_ORDERS = ("utf-16-le", "utf-16-be")  # some writers keep to the order of the file, others to their own
_NEWS = 0x83BB  # IPTC, by most writers as numbers of four octets
_PIXELS = frozenset({0x0102, 0x0111, 0x0117, 0x0144, 0x0145, 0x015B, 0x0201, 0x0202})
_MOST = 2000  # directories and tags that are followed
_LONGEST = 1 << 20


def texts(data: Content) -> Iterator[tuple[bytes, str]]:
    """Yield the octets of each tag that can hold text, and their charset where the tag says it.

    `data` begins with the header of TIFF. What is damaged ends the list.
    """
    order = ">" if bytes(data[:2]) == b"MM" else "<"
    waiting, done, left = [_number(data, 4, order + "I")], set[int](), _MOST
    while waiting and left > 0:
        start = waiting.pop()
        if start < 8 or start in done:  # noqa: PLR2004  # the size of the header
            continue
        done.add(start)
        count = _number(data, start, order + "H")
        for position in range(start + 2, start + 2 + 12 * min(count, left), 12):
            left -= 1
            tag, kind = _number(data, position, order + "H"), _number(data, position + 2, order + "H")
            if tag in _FURTHER:
                waiting.append(_number(data, position + 8, order + "I"))
            elif (kind in _SIZES and tag not in _PIXELS) or tag == _NEWS:
                yield from _text(tag, _value(data, position, order))
        waiting.append(_number(data, start + 2 + 12 * count, order + "I"))


def _value(data: Content, position: int, order: str) -> bytes:
    unit = 1 if _number(data, position + 2, order + "H") in _SIZES else 4
    size = min(_number(data, position + 4, order + "I") * unit, _LONGEST)
    start = position + 8 if size <= 4 else _number(data, position + 8, order + "I")  # noqa: PLR2004  # fits the field
    return bytes(data[start : start + size])


def _text(tag: int, value: bytes) -> Iterator[tuple[bytes, str]]:
    if tag in _WIDE:
        yield value, "utf-16-le"
    elif tag == _USER_COMMENT:
        wide = value.startswith(b"UNICODE\0")
        for name in _BOTH_ORDERS if wide else ("",):
            yield value[8:], name
    elif value.strip(b"\0"):
        yield value.rstrip(b"\0"), ""


def _number(data: Content, position: int, form: str) -> int:
    """Return one number, 0 where the data has ended."""
    try:
        number: int = struct.unpack(form, bytes(data[position : position + struct.calcsize(form)]))[0]
    except struct.error:
        return 0
    return number
