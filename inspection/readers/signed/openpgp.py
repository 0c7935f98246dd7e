"""OpenPGP messages (RFC 9580): recognised by their packets, armoured or binary.

An armour line proves nothing: what stands below it may be plain text. Only data whose first
packet is one of encryption counts as encrypted; what is only signed, compressed or stored is read.
"""

import re
from collections.abc import Iterator

from inspection import base64_digits
from inspection.content import Content
from inspection.readers.signed import openpgp_packets
from inspection.readers.text import plain_text, text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

ARMOR = b"-----BEGIN PGP MESSAGE-----"
_END = b"-----END PGP MESSAGE-----"
_KEYS = (b"PUBLIC KEY BLOCK", b"PRIVATE KEY BLOCK", b"SIGNATURE")
_KEY_TAGS = frozenset({2, 5, 6, 7, 14})  # signature; secret and public keys and subkeys
_ENCRYPTION_TAGS = frozenset({1, 3, 9, 18, 20})  # session keys, encrypted data
_OPEN_TAGS = frozenset({2, 4, 8, 11})  # signatures before and behind; compressed; literal
_ARMOR_HEADER = re.compile(rb"[ \t]*\r?\n(?:[A-Za-z]+: [^\r\n]*\r?\n)*[ \t]*\r?\n?")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what messages hold and the text around armoured ones; note each block as encrypted or not readable."""
    if not bytes(content[: 1 << 20]).count(ARMOR):
        yield from _message(content, place, walk)
        return
    inner, outside = _split(bytes(content), ARMOR, _END)
    for block in inner:
        yield from _message(_unarmoured(block), place, walk)
    if ARMOR in outside:
        walk.refuse("malformed:openpgp")
    if outside.strip():
        yield from plain_text.readings(outside, place, walk.hint.charset)


def without_keys(octets: bytes, place: Place, walk: Walk) -> Iterator[Segment | bytes]:
    """Yield names and notes in armoured keys and signatures as segments, and last the text without these blocks."""
    for kind in _KEYS if b"-----BEGIN PGP " in octets else ():
        inner, octets = _split(
            octets, b"-----BEGIN PGP " + kind + b"-----", b"-----END PGP " + kind + b"-----"
        )
        for block in inner:
            data = _unarmoured(block)
            if first_tag(data) not in _KEY_TAGS:
                walk.refuse("unsupported:openpgp")
            yield from text_runs.both(data, step(place, "key", "openpgp"))
    yield octets


def _split(octets: bytes, begin: bytes, end: bytes) -> tuple[list[bytes], bytes]:
    """Return what stands between each pair of armour lines, and the rest; one that never ends is rest."""
    inner: list[bytes] = []
    outside: list[bytes] = []
    position = 0
    while (start := octets.find(begin, position)) >= 0:
        stop = octets.find(end, start)
        if stop < 0:
            break
        outside.append(octets[position:start])
        inner.append(octets[start + len(begin) : stop])
        position = stop + len(end)
    return inner, b"\n".join([*outside, octets[position:]])


def _message(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    if first_tag(bytes(content[:1])) in _ENCRYPTION_TAGS:
        walk.found_encrypted(place, "openpgp", "strong")
    elif first_tag(bytes(content[:1])) in _OPEN_TAGS:
        yield from walk.guard("openpgp", _open(bytes(content), place, walk))
    else:
        walk.refuse("unsupported:openpgp")


def _open(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what the message holds, and its name; nothing in it is no message."""
    found = False
    for packet in openpgp_packets.packets(data, walk):
        if packet.tag in _ENCRYPTION_TAGS:
            walk.found_encrypted(place, "openpgp", "strong")
        elif literal := openpgp_packets.literal(packet):
            found = True
            name = literal[0].decode("utf-8", "replace")
            yield Segment(place, name, origin="name")
            yield from walk.descend(literal[1], step(place, "signed", name))
    if not found:
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
    return base64_digits.decoded(packed.rstrip(b"="))
