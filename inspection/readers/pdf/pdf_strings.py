"""Strings of a PDF: those in dictionaries, those that content streams show, and what is none at all.

The first are titles, annotations, form values, links, bookmarks. The second are read a second
time here, independently of the page tree, through every character map of the file: what a broken
reference hides from pdfium is still found. The third is text where none belongs: in comments,
before the head and behind the end of the file, and strings whose brackets are damaged.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from functools import reduce

from inspection.content import Content

_BRACKETS = 8  # brackets within brackets of one string
_INNER = reduce(
    lambda inner, _: rb"(?:\\.|[^\\()]++|\(" + inner + rb"\))*+", range(_BRACKETS), rb"(?:\\.|[^\\()]++)*+"
)
_ROUND = rb"\(" + _INNER + rb"\)"
_HEXADECIMAL = rb"<(?<!<<)[^<>()/]++>"  # with damaged digits too; a dictionary begins with two
_LITERAL = re.compile(_ROUND + rb"|" + _HEXADECIMAL, re.DOTALL)
_HEXADECIMAL_ONLY, _BROKEN_SHARE = re.compile(_HEXADECIMAL), 0.1
_NAME = rb"/[^\s\0-\x1f/<>()\[\]{}%]*"
_ODD_NAME = re.compile(rb"/[^\s/<>()\[\]{}%]*(?:\d{9}|[\x80-\xff@])[^\s/<>()\[\]{}%]*")
_LONG_NUMBER = re.compile(rb"/(?:[^\s/<>()\[\]{}%\d]++|\d{1,8}(?!\d))*+\d{9}")
# What a PDF consists of outside its streams (ISO 32000-1 7.3), and what it may have in a content stream (A.2).
_BLANKS = rb"[\s>\[\]BRACES]*+"  # NUL would be one too, but only damage writes it
_TOKENS = (
    _BLANKS
    + rb"(?:(?:"
    + _NAME
    + rb"|[-+]?(?:\d{1,10}(?:\.\d{0,20})?|\.\d{1,20})(?![\w.])|<[0-9A-Fa-f\s]*>|<|"
    + _ROUND
    + rb"|%[\x80-\xff]{2,8}(?=\s)|(?:true|false|null|BODY)(?!\w))"
    + _BLANKS
    + rb")*+"
)
_ORDINARY = re.compile(
    _TOKENS.replace(
        b"BODY", rb"obj|endobj|endstream|xref|trailer|startxref|R|n|f|%%EOF|%PDF-\d\.\d|% \d{1,6}(?=[\r\n])"
    ).replace(b"BRACES", b""),
    re.DOTALL,
)
_CONTENT = re.compile(
    _TOKENS.replace(b"BODY", rb"[A-Za-z]{1,2}\*?|BT|ET|BDC|BMC|EMC|SCN|scn|d[01]|['\"]").replace(
        b"BRACES", b"{}"
    ),
    re.DOTALL,
)
_CONTENT_SAMPLE, _CONTENT_SHARE = 4096, 0.9
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_LINE_END = re.compile(rb"[\r\n]")
_LINE_MAX = 2048
_HEAD, _TAIL, _HEAD_SEARCHED = b"%PDF-", b"%%EOF", 1024
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SHOWING = re.compile(rb"(?:\)|>|\])\s*(?:Tj|TJ|'|\")")
_TOKEN = re.compile(
    _ROUND + rb"|" + _HEXADECIMAL + rb"|(?<=[)>\]])\s*['\"]|\b(?:Td|TD|Tm|T\*|ET)(?![\w*])|(?<=T)\*",
    re.DOTALL,
)
_BF_CHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BF_RANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_BF_BLOCK = re.compile(rb"(\d+)\s+beginbf(char|range)(.*?)endbf\2", re.DOTALL)
_BF_ENTRY = re.compile(rb"<[0-9A-Fa-f\s]*>|\[[0-9A-Fa-f\s<>]*\]")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_RANGE_MAX = 65_536
_BLANK = b" \t\r\n\f\0\x1a"
_NO_DIGIT = re.compile(rb"[^0-9A-Fa-f]")

CharacterMap = Mapping[int, str]


def shows_text(stream: bytes) -> bool:
    """Say whether a decoded stream is page content that shows text."""
    return bool(_SHOWING.search(stream))


def is_character_map(stream: bytes) -> bool:
    """Say whether a decoded stream maps codes to Unicode (ISO 32000-1 9.10.3)."""
    return b"begincmap" in stream


def dictionary_strings(data: bytes) -> Iterator[str]:
    """Yield every literal and hexadecimal string, as text (ISO 32000-1 7.9.2)."""
    if b"(" not in data and data.count(b"<") == 2 * data.count(b"<<"):
        return
    for match in _LITERAL.finditer(data):
        octets = _octets(match[0])
        if len(octets) > 2:  # noqa: PLR2004  # shorter ones name nothing
            yield as_text(octets)


def has_broken_code(data: bytes) -> bool:
    """Say whether a hexadecimal string has some octets that are no digits: what it says is not known then."""
    for token in _HEXADECIMAL_ONLY.findall(data):
        code = token[1:-1].translate(None, _BLANK)
        odd = len(_NO_DIGIT.findall(code))
        if 0 < odd <= len(code) * _BROKEN_SHARE:
            return True
    return False


def is_content(stream: bytes) -> bool:
    """Say whether a decoded stream consists of operands and operators, by its beginning."""
    sample = stream[:_CONTENT_SAMPLE]
    return bool(sample.strip()) and _end_of(_CONTENT, sample) > len(sample) * _CONTENT_SHARE


def tells_nothing(data: bytes) -> bool:
    """Say whether objects have neither strings, odd names, comments nor anything stray, without listing them."""
    return (
        data.isascii()
        and not any(mark in data for mark in (b"(", b"%", b"@"))
        and data.count(b"<") == 2 * data.count(b"<<")
        and not _LONG_NUMBER.search(data)
        and _end_of(_ORDINARY, data) == len(data)
    )


def odd_names(data: bytes) -> Iterator[str]:
    """Yield the names that may be text: with a long number in them, an at sign, or what is no ASCII."""
    if not data.isascii() or b"@" in data or _LONG_NUMBER.search(data):
        yield from (as_text(_NAME_CODE.sub(_name_octet, name[1:])) for name in _ODD_NAME.findall(data))


def stray(data: bytes) -> Iterator[str]:
    """Yield what is outside of streams and is nothing that a PDF has there, line by line; comments are among it."""
    data = data.rstrip(b"\0")
    position = 0
    while (position := _end_of(_ORDINARY, data, position)) < len(data):
        ending = _LINE_END.search(data, position, position + _LINE_MAX)
        end = ending.end() if ending else position + _LINE_MAX
        start = max(data.rfind(mark, max(position - _LINE_MAX, 0), position) for mark in (b"\n", b"\r")) + 1
        yield as_text(data[max(start, position - _LINE_MAX) : end].strip())
        position = end


def _name_octet(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def around(content: Content) -> tuple[bytes, bytes]:
    """Return what stands before the head and behind the end of the file, blanks and NUL octets left out."""
    head = bytes(content[:_HEAD_SEARCHED])
    end = content.rfind(_TAIL)
    before = head[: max(head.find(_HEAD), 0)]
    behind = (
        bytes(content[end + len(_TAIL) :]).lstrip(_BLANK) if end >= 0 else b""
    )  # a file may end in NUL octets
    return before.strip(_BLANK), behind


def _end_of(token: re.Pattern[bytes], data: bytes, position: int = 0) -> int:
    match = token.match(data, position)
    return match.end() if match else position


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
    last = b""
    for token in _TOKEN.findall(stream):
        if token[:1] in (b"(", b"<"):
            last = _octets(token)
            lines[-1] += last
        elif token[-1:] in (b"'", b'"'):  # the string before it stands on a line of its own
            lines[-1:] = [lines[-1].removesuffix(last), last]
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


def is_whole_map(stream: bytes) -> bool:
    """Say whether a ToUnicode map has as many entries as it promises, and nothing else among them."""
    blocks = _BF_BLOCK.findall(stream)
    for count, kind, block in blocks:
        rest, entries = _BF_ENTRY.subn(b"", block)
        if rest.strip() or entries != int(count) * (2 if kind == b"char" else 3):
            return False
    return len(blocks) == stream.count(b"beginbf") == stream.count(b"endbf")


def through_map(lines: list[bytes], table: CharacterMap) -> str:
    """Return lines as text, codes of two octets if the map has such, else of one."""
    wide = max(table, default=0) > 0xFF  # noqa: PLR2004  # more than one octet
    known = _Known(table)
    return "\n".join(
        line.decode("utf-16-be" if wide or _is_wide(line) else "latin-1", "replace").translate(known)
        for line in lines
    )


class _Known(dict[int, str]):
    """Codes that a map does not know are U+FFFD; each is decoded as one character, translated in C."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


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
    packed = _NO_DIGIT.sub(b"0", packed)  # a damaged digit shifts none of the others
    return binascii.unhexlify(packed + b"0" * (len(packed) % 2))


def _octets(token: bytes) -> bytes:
    if token.startswith(b"<"):
        return _from_hex(token[1:-1])
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    what = match[1]
    if what[:1] in b"01234567":
        return bytes([int(what, 8) & 0xFF])
    return _ESCAPES.get(what, what.strip(b"\r\n"))  # a line end that was escaped is none
