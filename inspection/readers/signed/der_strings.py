"""Strings in DER and BER (X.690): the names and addresses in certificates and signatures.

A certificate of a Chinese bank client carries the client's identity number in its common name, and
a signed mail carries the certificate.
"""

from collections.abc import Iterator

from inspection import charset
from inspection.der_header import header

_CHARSETS = {0x0C: "utf-8", 0x12: "us-ascii", 0x13: "us-ascii", 0x14: "", 0x16: "us-ascii", 0x1A: "us-ascii",
             0x1B: "us-ascii", 0x1C: "utf-32be", 0x1E: "utf-16be"}  # fmt: skip
_OCTET_STRING, _BIT_STRING, _CONSTRUCTED, _CLASS_CONTEXT = 0x04, 0x03, 0x20, 0x80
_LONG_TAG, _INDEFINITE = 0x1F, b"\x80"
_WRAPPINGS = 8  # levels of DER within octets
_IMPLICIT_MAX = 1024  # octets of an address or name without a type of its own


def texts(data: bytes, hole: tuple[int, int] = (0, 0)) -> list[str]:
    """Return the strings of all elements in order, but for what lies in `hole`; what is no DER is passed over."""
    return list(_texts(data, hole, _WRAPPINGS))


def _texts(data: bytes, hole: tuple[int, int], wrappings: int) -> Iterator[str]:
    """Go through elements one behind the other, into constructed ones without a level of recursion each."""
    position = 0
    while position < len(data):
        if hole[0] <= position < hole[1]:
            position = hole[1]
            continue
        tag = data[position]
        head = _head(data, position)
        if head is None:
            return
        inner, size = head
        if tag & _CONSTRUCTED or not tag:  # its children follow it; two NUL octets end an indefinite one
            position = inner
            continue
        value = data[inner : inner + size]
        yield from _string(tag, value)
        if tag in {_OCTET_STRING, _BIT_STRING} and wrappings:  # extensions wrap their DER once more
            yield from _wrapped(value[tag == _BIT_STRING :], wrappings - 1)
        position = inner + size


def _head(data: bytes, position: int) -> tuple[int, int] | None:
    """Return where the content of an element starts and its length, None if it does not fit in here."""
    if data[position + 1 : position + 2] == _INDEFINITE and data[position] & _LONG_TAG != _LONG_TAG:
        return position + 2, 0
    start, length = header(data, position)
    return (start, length) if start and start + length <= len(data) else None


def _wrapped(value: bytes, wrappings: int) -> Iterator[str]:
    """Go through octets that are one element and nothing else; others, as of signatures, are no DER."""
    head = _head(value, 0)
    if head and value[0] & _CONSTRUCTED and sum(head) == len(value):
        yield from _texts(value, (0, 0), wrappings)


def _string(tag: int, value: bytes) -> Iterator[str]:
    if tag in _CHARSETS and value:
        yield charset.decode(value, _CHARSETS[tag])[0].text
    elif tag & _CLASS_CONTEXT and 0 < len(value) <= _IMPLICIT_MAX and value.isascii():
        text = value.decode("ascii")
        if text.isprintable():
            yield text
