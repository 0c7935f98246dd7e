"""Header fields of a message or part, read leniently (RFC 5322, 2045, 2047, 2231).

Mail that was damaged or made to deceive differs from the standards, and programs differ in what
they make of it. So nothing is dropped: a line that is no field is kept as stray text and does
not end the header; a field that stands twice is kept twice, each parameter likewise; and the
caller tries every claim.
"""

import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

import msgspec

from inspection import base64_digits, charset
from inspection.content import Content

_END = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
_LEADING_BLANK = re.compile(rb"[ \t]*\r?\n")
_HEADER_MAX = 4 << 20  # octets searched for the end of a header
_FIELD = re.compile(rb"([!-9;-~]{1,998})[ \t]*:(.*)", re.DOTALL)
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_WORD = re.compile(r"=\?([^?*\s]{1,64})(?:\*[^?]{0,32})?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(?<=\?=)\s+(?==\?)")
_PARAMETER = re.compile(r';\s*([\w!#$&.+^`{}|~-]+?)(\*\d{1,3})?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)')
_ENCODINGS = frozenset({"base64", "quoted-printable"})
_COMMENT = re.compile(r"\([^()]*\)")


class Field(msgspec.Struct, frozen=True, gc=False):
    """One field: its name in lower case and its value as it stood, unfolded."""

    name: str
    raw: bytes


class Header(msgspec.Struct, frozen=True):
    """The fields of one header, the lines that are none, and where its body starts."""

    fields: tuple[Field, ...]
    stray: bytes
    body_start: int

    def media_types(self) -> list[str]:
        """Return every media type claimed, in lower case, in order."""
        values = (plain(field.raw) for field in self.fields if field.name == "content-type")
        return [_COMMENT.sub("", value).split(";")[0].strip().lower() for value in values]

    def encodings(self) -> list[str]:
        """Return every transfer encoding claimed, comments removed, in lower case, in order.

        A field of a damaged name claims one too, if its value is nothing else.
        """
        named = ((f.name == "content-transfer-encoding", plain(f.raw)) for f in self.fields)
        claims = ((told, _COMMENT.sub("", raw).split(";")[0].strip(" \t\"'").lower()) for told, raw in named)
        return [claim for told, claim in claims if told or claim in _ENCODINGS]

    def parameters(self, *wanted: str) -> list[str]:
        """Return every value of the parameters of these names, in any field of the header."""
        fields = (field for field in self.fields if field.name.startswith("content-"))
        return [value for field in fields for name, value in parameters(field.raw) if name in wanted]


def parse(content: Content, start: int, end: int) -> Header:
    """Read the header that begins at `start`; without a blank line everything up to `end` is header."""
    if blank := _LEADING_BLANK.match(content, start, end):
        return Header((), b"", blank.end())
    found = _END.search(content, start, min(end, start + _HEADER_MAX))
    block_end, body_start = (found.start(), found.end()) if found else (_last_line(content, start, end),) * 2
    fields: list[Field] = []
    stray: list[bytes] = []
    block = _FOLD.sub(b"", bytes(content[start:block_end]))
    for line in re.split(rb"\r?\n|\r", block):
        match = _FIELD.match(line)
        if match and not line[:1].isspace():
            fields.append(Field(match[1].decode("ascii").lower(), match[2].strip()))
        elif line.strip():
            stray.append(line)
    return Header(tuple(fields), b"\n".join(stray), body_start)


def _last_line(content: Content, start: int, end: int) -> int:
    """Return where a header without an end is cut: nowhere, or at the last line within the limit."""
    limit = start + _HEADER_MAX
    return end if end <= limit else content.rfind(b"\n", start, limit) + 1 or limit


def plain(raw: bytes) -> str:
    """Return a value for looking at its structure; octets above 127 become one character each."""
    return raw.decode("latin-1")


def texts(raw: bytes) -> Iterator[charset.Reading]:
    """Yield a value as a person reads it: encoded words decoded, raw octets in their likeliest charset."""
    for reading in charset.decode(raw):
        text, used = _without_words(reading)
        yield charset.Reading(text, used or reading.charset)


def parameters(raw: bytes) -> list[tuple[str, str]]:
    """Return the parameters of a field in order, continued and percent-encoded ones joined (RFC 2231)."""
    value = plain(raw)
    found: list[tuple[str, str]] = []
    continued: dict[str, list[tuple[int, str, bool]]] = {}
    for name, number, extended, quoted in _PARAMETER.findall(value):
        text = _unquoted(quoted)
        if number:
            continued.setdefault(name.lower(), []).append((int(number[1:]), text, bool(extended)))
        elif extended:
            found.append((name.lower(), _extended([(text, True)])))
        else:
            found.append((name.lower(), _readable(text)))
    found.extend((name, _extended(_in_order(pieces))) for name, pieces in continued.items())
    return found


def _in_order(pieces: list[tuple[int, str, bool]]) -> list[tuple[str, bool]]:
    """Sort the pieces by number; they may come in any order (RFC 2231 3), two of a number as they stand."""
    return [(text, extended) for _, text, extended in sorted(pieces, key=lambda piece: piece[0])]


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        return re.sub(r"\\(.)", r"\1", value[1:].removesuffix('"'))
    return value


def _readable(latin: str) -> str:
    return next(texts(latin.encode("latin-1"))).text if latin else ""


def _extended(pieces: list[tuple[str, bool]]) -> str:
    """Decode `charset'language'text`, split over pieces of which some are percent-encoded."""
    first = pieces[0][0]
    declared, quote, rest = first.partition("'")
    if pieces[0][1] and quote and "'" in rest:
        pieces = [(rest.split("'", 1)[1], True), *pieces[1:]]
    else:
        declared = ""
    raw = b"".join(
        unquote_to_bytes(text.encode("latin-1")) if coded else text.encode("latin-1")
        for text, coded in pieces
    )
    return charset.decode(raw, declared)[0].text if raw else ""


def _without_words(reading: charset.Reading) -> tuple[str, str]:
    """Resolve encoded words; neighbours of one charset are joined first, for a character may span them."""
    text = reading.text
    if "=?" not in text:
        return text, ""
    pieces: list[str] = []
    pending, declared, used, position = b"", "", "", 0
    text = _BETWEEN_WORDS.sub("", text)
    for match in _WORD.finditer(text):
        if match.start() > position or (declared and match[1].lower() != declared):
            pieces.append(_decoded(pending, declared))
            pending = b""
        pieces.append(text[position : match.start()])
        declared = used = match[1].lower()
        # Octets above 127 do not belong into a word, but broken programs leave them there as they are.
        pending += _word_octets(match[2].lower(), match[3].encode(reading.charset, "replace"))
        position = match.end()
    pieces += [_decoded(pending, declared), text[position:]]
    return "".join(pieces), charset.canonical(used)


def _decoded(octets: bytes, declared: str) -> str:
    return charset.decode(octets, declared)[0].text if octets else ""


def _word_octets(encoding: str, octets: bytes) -> bytes:
    if encoding == "q":
        return binascii.a2b_qp(octets, header=True)
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", octets)
    if (len(kept) + octets.count(b"=")) % 4:  # a foreign character took the place of a digit
        kept = re.sub(rb"[^A-Za-z0-9+/=\s]", b"A", octets).translate(None, b"= \t\r\n")
    return base64_digits.decoded(kept)
