"""Strings of a PDF: those in dictionaries, and those that content streams show.

The first are titles, annotations, form values, links, bookmarks. The second are read a second
time here, independently of the page tree, through every character map of the file: what a broken
reference hides from pdfium is still found.
"""

import binascii
import re
from collections.abc import Iterator, Mapping

_LITERAL = re.compile(rb"\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|<([0-9A-Fa-f\s]+)>(?!>)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SHOWING = re.compile(rb"(?:\)|>|\])\s*(?:Tj|TJ|'|\")")
_TOKEN = re.compile(
    rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>|\b(?:Td|TD|Tm|T\*|ET)(?![\w*])|(?<=T)\*",
    re.DOTALL,
)
_BF_CHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BF_RANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_RANGE_MAX = 65_536

CharacterMap = Mapping[int, str]


def shows_text(stream: bytes) -> bool:
    """Say whether a decoded stream is page content that shows text."""
    return bool(_SHOWING.search(stream))


def is_character_map(stream: bytes) -> bool:
    """Say whether a decoded stream maps codes to Unicode (ISO 32000-1 9.10.3)."""
    return b"begincmap" in stream


def dictionary_strings(data: bytes) -> Iterator[str]:
    """Yield every literal and hexadecimal string, as text (ISO 32000-1 7.9.2)."""
    for match in _LITERAL.finditer(data):
        octets = _octets(match[0])
        if len(octets) > 2:  # noqa: PLR2004  # shorter ones name nothing
            yield as_text(octets)


def as_text(octets: bytes) -> str:
    """Decode a text string: UTF-16 or UTF-8 by its mark, else 8-bit."""
    if octets.startswith((b"\xfe\xff", b"\xff\xfe")):
        return octets.decode("utf-16", "replace")
    if octets.startswith(b"\xef\xbb\xbf"):
        return octets[3:].decode("utf-8", "replace")
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("gb18030", "replace")


def shown(stream: bytes) -> list[bytes]:
    """Return the codes that a content stream shows, one entry a line, joined over kerning."""
    lines: list[bytes] = [b""]
    for token in _TOKEN.findall(stream):
        if token[:1] in (b"(", b"<"):
            lines[-1] += _octets(token)
        elif lines[-1]:
            lines.append(b"")
    return [line for line in lines if line]


def character_map(stream: bytes) -> dict[int, str]:
    """Read a ToUnicode map: code → text."""
    found: dict[int, str] = {}
    for block in _BF_CHAR.findall(stream):
        codes = _HEX.findall(block)
        found.update(
            (_number(code), _unicode(text)) for code, text in zip(codes[::2], codes[1::2], strict=False)
        )
    for block in _BF_RANGE.findall(stream):
        for first, last, start, listed in _RANGE.findall(block):
            found.update(_range(_number(first), _number(last), start, listed))
    return found


def through_map(lines: list[bytes], table: CharacterMap) -> str:
    """Return lines as text, codes of two octets if the map has such, else of one."""
    width = 2 if max(table, default=0) > 0xFF or all(_is_wide(line) for line in lines) else 1  # noqa: PLR2004
    return "\n".join(
        "".join(
            table.get(int.from_bytes(line[at : at + width], "big"), "\ufffd")
            for at in range(0, len(line), width)
        )
        for line in lines
    )


def _is_wide(line: bytes) -> bool:
    return len(line) % 2 == 0 and not any(line[::2])


def _range(first: int, last: int, start: bytes, listed: bytes) -> Iterator[tuple[int, str]]:
    if listed:
        yield from enumerate((_unicode(text) for text in _HEX.findall(listed)), first)
        return
    base = _unicode(start)
    for code in range(first, min(last, first + _RANGE_MAX) + 1):
        point = ord(base[-1]) + code - first if base else 0
        if 0 < point <= 0x10FFFF:  # noqa: PLR2004  # the end of Unicode
            yield code, base[:-1] + chr(point)


def _number(digits: bytes) -> int:
    return int(digits.translate(None, b" \t\r\n") or b"0", 16)


def _unicode(digits: bytes) -> str:
    return _from_hex(digits).decode("utf-16-be", "replace")


def _from_hex(digits: bytes) -> bytes:
    packed = digits.translate(None, b" \t\r\n\f\0")
    return binascii.unhexlify(packed + b"0" * (len(packed) % 2))


def _octets(token: bytes) -> bytes:
    if token.startswith(b"<"):
        return _from_hex(token[1:-1])
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    what = match[1]
    if what[:1].isdigit():
        return bytes([int(what, 8) & 0xFF])
    return _ESCAPES.get(what, b"" if what.endswith(b"\n") else what)
