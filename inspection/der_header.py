"""The header of an element in DER (ITU-T X.690): where its value begins, and how long it is."""

from inspection.content import Content

_SEQUENCE, _LONG_TAG = 0x30, 0x1F
_LONGEST = 10  # octets
_INDEFINITE = 0x80


def is_whole(content: Content) -> bool:
    """Say whether `content` is one SEQUENCE from its first to its last octet, and elements in it."""
    data = bytes(content[:_LONGEST])
    if not data or data[0] != _SEQUENCE:
        return False
    start, size = header(data, 0)
    return start > 0 and size > 0 and start + size == len(content)


def header(data: bytes, position: int) -> tuple[int, int]:
    """Return where an element's value starts and its size; (0, 0) for what is no element."""
    if position + 2 > len(data) or data[position] & _LONG_TAG == _LONG_TAG:
        return 0, 0
    size, start = data[position + 1], position + 2
    if size == _INDEFINITE:  # not DER
        return 0, 0
    if size > _INDEFINITE:  # the long form: so many octets hold the size
        width = size & 0x7F
        size, start = int.from_bytes(data[start : start + width], "big"), start + width
    return start, size
