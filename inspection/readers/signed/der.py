"""Structures in DER (ITU-T X.690): certificates, electronic seals and signatures (GM/T 0031, GB/T 38540).

Every string in them is text; an octet string may be a structure or a file (the picture of a seal)
of its own. What is cut short or longer than it says is refused.
"""

from collections.abc import Iterator

import msgspec

from inspection import sniff
from inspection.content import Content
from inspection.der_header import header
from inspection.errors import Unreadable
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SEQUENCE, _CONSTRUCTED = 0x30, 0x20
_INTEGER, _BITS, _OCTETS, _UNIVERSAL_STRING, _BMP_STRING = 0x02, 0x03, 0x04, 0x1C, 0x1E
# UTF8, Numeric, Printable, Teletex, Videotex, IA5, UTCTime, GeneralizedTime, Graphic, Visible, General.
_STRINGS = frozenset({0x0C, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B})
# BOOLEAN, NULL, OBJECT IDENTIFIER, ENUMERATED, and how many octets of each say nothing.
_SILENT = {0x01: 1, 0x05: 0, 0x06: 16, 0x0A: 4}
_DEPTH_MAX, _NUMBER_MAX = 64, 16
_FILE_MIN = 100  # octets; shorter ones are digests and keys


class _Texts(msgspec.Struct):
    """Strings in order, and octet strings that are files."""

    strings: list[str] = []
    files: list[bytes] = []


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the strings of the structure and what is in its octet strings."""
    found = _Texts()
    whole = _walk(bytes(content), found, 0)
    if found.strings:
        yield Segment(place, "\n".join(found.strings))
    for number, data in enumerate(found.files):
        walk.spend(len(data))
        yield from walk.descend(data, step(place, "embedded", str(number)))
    if not whole:
        yield from unknown.strings(content, place)
        raise Unreadable("malformed:der")


def _walk(data: bytes, found: _Texts, depth: int) -> bool:
    """Take all elements of a run; say whether they fill it exactly."""
    position = 0
    while position < len(data):
        start, size = header(data, position)
        if not start or start + size > len(data) or depth > _DEPTH_MAX:
            return False
        tag, value = data[position], data[start : start + size]
        if tag & _CONSTRUCTED:
            if not _walk(value, found, depth + 1):
                return False
        else:
            _take(tag, value, found, depth)
        position = start + size
    return True


def _take(tag: int, value: bytes, found: _Texts, depth: int) -> None:
    if tag in _STRINGS:
        found.strings.append(value.decode("utf-8", "replace"))
    elif tag in {_BMP_STRING, _UNIVERSAL_STRING}:
        found.strings.append(value.decode("utf-16-be" if tag == _BMP_STRING else "utf-32-be", "replace"))
    elif tag == _INTEGER and len(value) <= _NUMBER_MAX:
        found.strings.append(str(int.from_bytes(value, "big")))
    elif len(value) > _SILENT.get(tag, -1):
        is_bits = (
            tag == _BITS and value[:1] <= b"\x07"
        )  # unused bits; another octet there is damage, and content
        _take_octets(value[1:] if is_bits else value, found, depth)


def _take_octets(value: bytes, found: _Texts, depth: int) -> None:
    """Take an octet string: a structure, a file, or text of some length."""
    inner = _Texts()
    if value[:1] == b"\x30" and _walk(value, inner, depth + 1):
        found.strings += inner.strings
        found.files += inner.files
    elif len(value) >= _FILE_MIN and sniff.formats(value)[0] not in {"unknown", "blank"}:
        found.files.append(value)
    else:
        found.strings += [segment.text for segment in unknown.strings(value, ())]
