"""Cryptographic messages (CMS, RFC 5652) as S/MIME carries them: what is encrypted, what only signed.

A signed message holds its content in the clear inside the DER, and is read. The claim in the
mail's header is not asked: only the object identifier in the data decides.
"""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.signed import der_strings
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_PKCS7 = bytes.fromhex("2a864886f70d0107")
_SIGNED, _ENVELOPED, _DIGESTED, _ENCRYPTED = (_PKCS7 + bytes([number]) for number in (2, 3, 5, 6))
_COMPRESSED = bytes.fromhex("2a864886f70d0109100109")
_AUTH_ENVELOPED = bytes.fromhex("2a864886f70d0109100117")
_CLASS_CONTEXT_0 = 0xA0
_OCTETS, _OCTETS_CONSTRUCTED = 0x04, 0x24
_SEQUENCE, _IDENTIFIER = 0x30, 0x06
_LENGTH_OCTETS_MAX = 6
_NESTING = 16
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class Element(NamedTuple):
    """One BER element: tag, the span of its content, and where the next element starts."""

    tag: int
    start: int
    end: int
    next: int


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what a signed or compressed message holds; note an encrypted one as encrypted."""
    data = bytes(content)
    whole = _element(data, 0, len(data))
    parts = list(_children(data, whole))
    kind = data[parts[0].start : parts[0].end]
    if data[whole.next :].strip(b"\0\r\n"):
        yield from walk.descend(data[whole.next :], step(place, "stray", "cms"))
    body = _content_element(data, parts[1]) if len(parts) > 1 else None
    yield from _names(data[: whole.next], body, place)
    if kind in {_ENVELOPED, _AUTH_ENVELOPED, _ENCRYPTED}:
        walk.found_encrypted(place, "smime", "strong")
        return
    inner = _octets(data, body) if body else b""
    walk.spend(len(inner))
    if kind == _COMPRESSED:
        inner = _inflated(inner, walk)
    elif kind not in {_SIGNED, _DIGESTED, _PKCS7 + b"\x01"}:
        raise Unreadable("unsupported:cms")
    if inner:
        yield from walk.descend(inner, step(place, "signed", ""))


def _inflated(packed: bytes, walk: Walk) -> bytes:
    inflate = zlib.decompressobj()
    limit = max(walk.limits.ratio_floor, len(packed) * walk.limits.ratio)
    inner = inflate.decompress(packed, limit)
    if not inflate.eof:
        raise Unreadable("limit:ratio" if len(inner) >= limit else "malformed:cms")
    walk.spend(len(inner))
    return inner


def _names(data: bytes, body: Element | None, place: Place) -> Iterator[Segment]:
    """Yield names and addresses of certificates, issuers and signed attributes: all strings but the content's."""
    texts = der_strings.texts(data, (body.start, body.next) if body else (0, 0))
    place = step(place, "certificate", "")
    addresses = [text for text in texts if _ADDRESS.fullmatch(text)]
    if names := [text for text in texts if text not in addresses]:
        yield Segment(place, "\n".join(names), origin="metadata")
    if addresses:  # of who signs and who is to read, as in the header of the mail
        yield Segment(step(place, "header", "sender"), "\n".join(addresses), origin="metadata")


def _content_element(data: bytes, explicit: Element) -> Element | None:
    """Return the octets of EncapsulatedContentInfo, None for a detached signature."""
    if explicit.tag in {_OCTETS, _OCTETS_CONSTRUCTED}:
        return explicit
    body = next(iter(_children(data, explicit)), None)
    if body is None or body.tag in {_OCTETS, _OCTETS_CONSTRUCTED}:
        return body
    for child in _children(data, body):
        grand = list(_children(data, child)) if child.tag == _SEQUENCE else []
        if len(grand) > 1 and grand[0].tag == _IDENTIFIER and grand[1].tag == _CLASS_CONTEXT_0:
            return next(iter(_children(data, grand[1])), None)
    return None


def _octets(data: bytes, element: Element, depth: int = 0) -> bytes:
    if element.tag == _OCTETS:
        return data[element.start : element.end]
    if depth > _NESTING:
        raise Unreadable("limit:depth")
    return b"".join(_octets(data, child, depth + 1) for child in _children(data, element))


def _children(data: bytes, element: Element) -> Iterator[Element]:
    position = element.start
    while position < element.end:
        child = _element(data, position, element.end)
        if child.tag == 0:
            return
        yield child
        position = child.next


def _element(data: bytes, position: int, limit: int, depth: int = 0) -> Element:
    """Read one element; an indefinite length (X.690 8.1.3.6) is found by walking its children."""
    if position + 2 > limit or depth > _NESTING:
        raise Unreadable("malformed:cms")
    tag, length = data[position], data[position + 1]
    start = position + 2
    if length == 0x80:  # noqa: PLR2004  # X.690: indefinite form
        return _indefinite(data, tag, start, limit, depth)
    if length & 0x80:
        octets = length & 0x7F
        if octets > _LENGTH_OCTETS_MAX:
            raise Unreadable("malformed:cms")
        length = int.from_bytes(data[start : start + octets], "big")
        start += octets
    if start + length > limit:
        raise Unreadable("malformed:cms")
    return Element(tag, start, start + length, start + length)


def _indefinite(data: bytes, tag: int, start: int, limit: int, depth: int) -> Element:
    position = start
    while data[position : position + 2] != b"\0\0":
        position = _element(data, position, limit, depth + 1).next
    return Element(tag, start, position, position + 2)
