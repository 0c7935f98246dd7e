"""Calendars and address cards (RFC 5545, RFC 6350, vCard 2.1): content lines, unfolded and decoded.

A line is folded after 75 octets wherever that falls, so a number may stand on two. Values in
base64 are files (pictures, attachments), values in quoted-printable are text of older cards.
"""

import binascii
import re
from collections.abc import Iterator

from inspection import charset
from inspection.content import Content
from inspection.readers.mail import mail_transfer
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_FOLD = re.compile(rb"\r?\n[ \t]|\r(?!\n)[ \t]")
_SOFT_BREAK = re.compile(rb"=[ \t]*\r?\n")
_QUOTED_PRINTABLE = re.compile(
    rb"(?im)^[^:\r\n]{0,998};(?:encoding=)?quoted-printable\b[^:\r\n]{0,998}:(?:[^\r\n]*=[ \t]*\r?\n)+"
)
_CODED_LINE = re.compile(
    rb"(?im)^([^:\r\n]{0,998};(?:encoding=)?(?:quoted-printable|(?P<b64>base64|b))\b[^:\r\n]{0,998}):([^\r\n]*)"
)
_DATA_URL = re.compile(rb"(?i)data:[^,\r\n]{0,200};base64,([a-z0-9+/=]+)")
_CHARSET = re.compile(rb"(?i);charset=\"?([\w-]{1,40})")
_ESCAPE = re.compile(r"\\([nN,;:\\\"])")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the lines as text, unfolded, and each coded value as what it is."""
    octets = bytes(content)
    wide = charset.wide_charset(octets)
    if wide:
        octets = octets.decode(wide, "replace").encode()
    octets = _QUOTED_PRINTABLE.sub(lambda match: _SOFT_BREAK.sub(b"", match[0]), octets)
    lines = _FOLD.sub(b"", octets)
    for segment in plain_text.readings(_CODED_LINE.sub(_without_file, lines), place, walk.hint.charset):
        yield segment
        if "\\" in segment.text:
            resolved = _ESCAPE.sub(_unescaped, segment.text)
            yield Segment(place, resolved, segment.charset, segment.origin, alternate=True)
    for number, match in enumerate(_CODED_LINE.finditer(lines), 1):
        inner = step(place, "value", match[1].split(b";")[0].decode("latin-1") + f" {number}")
        if match["b64"]:
            yield from _file(match[3], inner, walk)
        else:
            claim = _CHARSET.search(match[1])
            text = binascii.a2b_qp(match[3])
            yield from plain_text.readings(text, inner, claim[1].decode("ascii") if claim else "")
    for match in _DATA_URL.finditer(lines):
        yield from _file(match[1], step(place, "value", "data"), walk)


def _without_file(match: re.Match[bytes]) -> bytes:
    """Leave the octets of a file out of the text; what does not look like base64 stays."""
    return match[1] if match["b64"] and not re.search(rb"[^A-Za-z0-9+/= \t]", match[3]) else match[0]


def _file(packed: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    decoded = mail_transfer.decode(packed, ["base64"])
    if decoded.damaged:
        walk.refuse("malformed:transfer-encoding")
    for octets in (decoded.primary, *decoded.others):
        walk.count_member()
        walk.spend(len(octets))
        yield from walk.descend(octets, place)


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]
