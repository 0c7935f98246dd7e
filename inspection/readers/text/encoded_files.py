"""Files that stand in a text in an encoding: PEM, uuencoded, and base64 that begins as a known file does.

Programs put documents into JSON, XML and tables as base64 without a word about it. A run of base64 counts
from the first letters of a signature on (`JVBERi0` is `%PDF-`), so that hashes and keys cost nothing.
`data:` URLs are read by who knows them.
"""

import binascii
import re
from collections.abc import Iterable, Iterator

from inspection import base64_digits
from inspection.readers.text import encoded_texts
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_PEM = re.compile(r"-----BEGIN ([A-Z0-9 #]{3,40})-----\s([A-Za-z0-9+/=\s]+)-----END ")
# What is signed or told to anybody (RFC 7468, 5 to 9); keys hold no text.
_PUBLIC = frozenset(
    {"PKCS7", "CMS", "PKCS #7 SIGNED DATA", "CERTIFICATE", "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"}
)
_UU = re.compile(r"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n((?:[ -`]{2,90}\r?\n)+)[`\s]*end\b", re.MULTILINE)
# PDF, ZIP, OLE, PNG, JPEG (also as JSON may write it), GIF, RTF, gzip, 7z, RAR, TIFF
_STARTS = (
    "JVBERi0", "UEsDB", "0M8R4KGx", "iVBORw0KGgo", "/9j/", "\\/9j\\/", "R0lGOD", "e1xydG", "H4sI", "N3q8ryc",
    "UmFyIRoH", "SUkqA", "TU0AK",
)  # fmt: skip
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]|\\/|(?:\\[rn]|[\r\n])+[ \t]*(?=[A-Za-z0-9+/\\]))+")
_BASE64_BEFORE = re.compile(r"[A-Za-z0-9+/=]\Z|base64\s*,\s*\Z", re.IGNORECASE)
_BREAK = re.compile(r"\\[rn/]|\s")
_MASHUP = re.compile(
    r"AAAAA[A-Za-z0-9+/]{6}QSwME"
)  # queries of Excel: version, length, a ZIP file ([MS-QDEFF] 2.2)
_MASHUP_HEADER = 8
_SMALLEST_FILE = 80  # characters of base64: no file with a signature is smaller than 60 octets
# A run of base64 is found by its length alone, many times faster than each of its possible beginnings.
_AS_DIGIT = (
    bytes(ord("1" if chr(octet).isalnum() or octet in b"+/\\" else " ") for octet in range(128)) + b" " * 128
)
_RUN = b"1" * 60  # lines of base64 have 64 or 76 characters


def segments(text: str, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what is in the files of one text, then the texts that stand in it in such an encoding."""
    for number, (name, octets) in enumerate(_files(text)):
        walk.count_member()
        walk.spend(len(octets))
        yield from walk.descend(octets, step(place, "embedded", name or str(number)))
    yield from encoded_texts.segments(text, place, walk)


def within(texts: Iterable[str], place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what `segments` finds in each of the texts that has room for it."""
    for text in texts:
        if len(text) >= encoded_texts.SMALLEST:
            yield from segments(text, place, walk)


def _files(text: str) -> Iterator[tuple[str, bytes]]:
    if "begin " in text:
        for match in _UU.finditer(text):
            yield match[1], b"".join(map(_uu_line, match[2].splitlines()))
    if _RUN not in text.encode("utf-8", "replace").translate(_AS_DIGIT):
        return
    if "-----BEGIN " in text:
        for match in _PEM.finditer(text):
            if match[1] in _PUBLIC:
                yield "", _decoded(match[2])
    yield from (("", octets) for octets in _mashups(text))
    for start in _STARTS:
        yield from (("", octets) for octets in _beginning(text, start))


def _mashups(text: str) -> Iterator[bytes]:
    for match in _MASHUP.finditer(text):
        packed = _BASE64.match(text, match.start())
        if packed:
            yield _decoded(packed[0])[_MASHUP_HEADER:]


def _beginning(text: str, start: str) -> Iterator[bytes]:
    """Yield the files of which the base64 begins with `start`."""
    position = text.find(start)
    while position >= 0:
        match = _BASE64.match(text, position)
        end = match.end() if match else position + len(start)
        if end - position >= _SMALLEST_FILE and not _BASE64_BEFORE.search(
            text[max(position - 16, 0) : position]
        ):
            yield _decoded(text[position:end])
        position = text.find(start, end)


def _decoded(packed: str) -> bytes:
    digits = _BREAK.sub(lambda found: "/" if found[0] == "\\/" else "", packed).rstrip("=")
    return base64_digits.decoded(digits.encode())


def _uu_line(line: str) -> bytes:
    """Decode one line; some writers pad it, and its first character says how much of it counts."""
    octets = (((ord(line[0]) - 32) & 63) * 4 + 5) // 3
    try:
        return binascii.a2b_uu(line[:octets])
    except binascii.Error:
        return b""
