"""DER, as much of ITU-T X.690 as CMS needs: definite lengths only, written front to back.

A value is written as tag, length, content. Because every length is known beforehand, the head of
a large value can be written before its content is there: `head(tag, length)`.

>>> sequence(integer(5), octet_string(b"hi")).hex()
'300702010504026869'
"""

from typing import NamedTuple

INTEGER, BIT_STRING, OCTET_STRING, NULL_TAG, OID = 0x02, 0x03, 0x04, 0x05, 0x06
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31

_SHORT_FORM_MAX = 0x7F
_LONG_FORM = 0x80
_LENGTH_OCTETS_MAX = 8
_BASE_128 = 7
_OID_FIRST_FACTOR = 40


class DerInvalid(ValueError):
    """The octets are not the DER that was expected."""


class Element(NamedTuple):
    """Where one value lies: tag, start of its content, end of its content (octet offsets)."""

    tag: int
    start: int
    end: int


def head(tag: int, length: int) -> bytes:
    """Return tag and length octets of a value whose content has `length` octets."""
    if length <= _SHORT_FORM_MAX:
        return bytes((tag, length))
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_FORM | len(octets))) + octets


def wrap(tag: int, *parts: bytes) -> bytes:
    """Return the value with this tag whose content is the parts one after the other."""
    content = b"".join(parts)
    return head(tag, len(content)) + content


def sequence(*parts: bytes) -> bytes:
    """Return a SEQUENCE of encoded values."""
    return wrap(SEQUENCE, *parts)


def set_of(*parts: bytes) -> bytes:
    """Return a SET OF, its members in the ascending order that DER demands (X.690 11.6)."""
    return wrap(SET, *sorted(parts))


def explicit(number: int, *parts: bytes) -> bytes:
    """Return the parts inside the constructed context tag [number]."""
    return wrap(0xA0 | number, *parts)


def integer(value: int) -> bytes:
    """Return an INTEGER of a number that is not negative."""
    return wrap(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def octet_string(value: bytes) -> bytes:
    """Return an OCTET STRING."""
    return wrap(OCTET_STRING, value)


def bit_string(value: bytes) -> bytes:
    """Return a BIT STRING of whole octets."""
    return wrap(BIT_STRING, b"\0", value)


def null() -> bytes:
    """Return NULL."""
    return bytes((NULL_TAG, 0))


def oid(dotted: str) -> bytes:
    """Return an OBJECT IDENTIFIER, for example of `1.2.840.113549.1.7.1`."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return wrap(OID, *(_base128(arc) for arc in (first * _OID_FIRST_FACTOR + second, *rest)))


def algorithm(dotted: str, *parameters: bytes) -> bytes:
    """Return an AlgorithmIdentifier (RFC 5280, 4.1.1.2)."""
    return sequence(oid(dotted), *parameters)


def read(data: bytes, offset: int = 0) -> Element:
    """Return the value that begins at `offset`; its content may end beyond `data`.

    Raises:
        DerInvalid: no definite-length value begins there.
    """
    if offset + 2 > len(data):
        raise DerInvalid(f"no value at octet {offset}")
    tag, first = data[offset], data[offset + 1]
    start = offset + 2
    if first <= _SHORT_FORM_MAX:
        return Element(tag, start, start + first)
    count = first & _SHORT_FORM_MAX
    if not 0 < count <= _LENGTH_OCTETS_MAX or start + count > len(data):
        raise DerInvalid(f"no definite length at octet {offset}")
    length = int.from_bytes(data[start : start + count], "big")
    return Element(tag, start + count, start + count + length)


def children(data: bytes, parent: Element) -> list[Element]:
    """Return the values directly inside `parent`, all of whose content must be in `data`.

    Raises:
        DerInvalid: a value is cut off or reaches beyond its parent.
    """
    found, offset = [], parent.start
    while offset < parent.end:
        child = read(data, offset)
        if child.end > min(parent.end, len(data)):
            raise DerInvalid(f"the value at octet {offset} is cut off")
        found.append(child)
        offset = child.end
    return found


def _base128(arc: int) -> bytes:
    octets = [arc & 0x7F]
    while arc := arc >> _BASE_128:
        octets.append(0x80 | arc & 0x7F)
    return bytes(reversed(octets))
