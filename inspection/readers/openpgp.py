"""OpenPGP messages (RFC 9580): recognised by their packets, armoured or binary.

An armour line proves nothing: what stands below it may be plain text. Only data whose first
packet is one of encryption counts as encrypted.
"""

import binascii
import re
from collections.abc import Iterator

from inspection.content import Content
from inspection.readers import plain_text
from inspection.segment import Place, Segment
from inspection.walker import Walk

ARMOR = b"-----BEGIN PGP MESSAGE-----"
_BLOCK = re.compile(rb"-----BEGIN PGP MESSAGE-----(.*?)-----END PGP MESSAGE-----", re.DOTALL)
_ENCRYPTION_TAGS = frozenset({1, 3, 9, 18, 20})  # session keys, encrypted data
_ARMOR_HEADER = re.compile(rb"[ \t]*\r?\n(?:[A-Za-z]+: [^\r\n]*\r?\n)*[ \t]*\r?\n?")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text around armoured blocks; note each block as encrypted or not readable."""
    if not bytes(content[: 1 << 20]).count(ARMOR):
        _note(bytes(content[:1]), place, walk)
        return
    octets = bytes(content)
    for match in _BLOCK.finditer(octets):
        _note(_unarmoured(match[1]), place, walk)
    outside = _BLOCK.sub(b"\n", octets)
    if ARMOR in outside:
        walk.refuse("malformed:openpgp")
    if outside.strip():
        yield from plain_text.readings(outside, place, walk.hint.charset)


def _note(data: bytes, place: Place, walk: Walk) -> None:
    if first_tag(data) in _ENCRYPTION_TAGS:
        walk.found_encrypted(place, "openpgp", "strong")
    else:
        walk.refuse("unsupported:openpgp")


def first_tag(data: bytes) -> int:
    """Return the type of the first packet, or -1 if the data starts with none (RFC 9580 section 4.2)."""
    if not data or not data[0] & 0x80:
        return -1
    return data[0] & 0x3F if data[0] & 0x40 else (data[0] & 0x3C) >> 2


def _unarmoured(block: bytes) -> bytes:
    start = _ARMOR_HEADER.match(block)
    digits = re.sub(rb"\r?\n=[A-Za-z0-9+/]{4}\s*$", b"", block[start.end() if start else 0 :])
    packed = digits.translate(None, b" \t\r\n")
    if re.search(rb"[^A-Za-z0-9+/=]", packed):
        return b""  # words between the armour lines are not a message
    kept = packed.rstrip(b"=")
    return binascii.a2b_base64(kept[: len(kept) - (len(kept) % 4 == 1)] + b"=" * (-len(kept) % 4))
