"""Texts that stand in a text in base64 or as hexadecimal digits.

Values of JSON, YAML, XML and SQL, bodies in HAR files and the middle of a token of the Web (RFC 4648, 4, 5 and 8).
A run of such characters is one if what it stands for is text to its end, or has a long number in it; hashes,
keys and long names are neither, whatever their length, and are told by their first octets.
"""

import binascii
import re
from collections.abc import Iterator

from inspection import base64_digits, charset
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

SMALLEST = 24  # characters: 18 octets, the shortest number that proves itself
_LINE = 60  # characters from which on a run is a line of several; they have 64 or 76
_LONG = 512  # characters, more than a hash or the name of a path has
# Of octets that are no control characters but line ends, tabs, and the NUL octets of UTF-16.
_HEX = re.compile(r"(?:0?[xX])?((?:[2-9A-Fa-f][0-9A-Fa-f]|0[09aAdD]){18,})")
_HEX_NUMBER = re.compile(r"(?:3[0-9]){15,}")
_TOKEN = re.compile(r"eyJ[A-Za-z0-9_-]{20,}")  # a JSON object in the alphabet of URLs, RFC 7515
_FROM_URLS = str.maketrans("-_", "+/")
_LINE_END = re.compile(r"(?:\\[rn]|[\r\n])+[ \t]*")
_OF_URL = re.compile(r"base64\s*,\s*\Z", re.IGNORECASE)  # RFC 2397: read by who knows them
_AS_DIGIT = (
    bytes(ord("1" if chr(octet).isalnum() or octet in b"+/" else " ") for octet in range(128)) + b" " * 128
)
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n"
_NO_CONTROL = bytes(range(0x20, 0x7F)) + b"\t\r\n" + bytes(range(0x80, 0x100))
_HEAD = 64  # characters by which most of what is no text is told
_WIDE_MIN = 3  # NUL octets in them, if they are text in UTF-16
_NO_TEXT = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_NUMBER = re.compile(rb"[0-9]{15}")
_WIDE_NUMBER = re.compile(rb"(?:[0-9]\0){15}")
_TAG = re.compile(r"</[a-zA-Z]")


def segments(text: str, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the texts that stand encoded in `text`, each a line, pages as the files they are."""
    found = [clear for run in _runs(text) if (clear := _clear(run))]
    if "eyJ" in text:
        tokens = (_decoded(token.translate(_FROM_URLS)) for token in _TOKEN.findall(text))
        found += filter(None, map(_text, tokens))
    if not found:
        return
    inner = step(place, "embedded", "text")
    told = "\n".join(found)
    walk.spend(len(told))
    yield Segment(inner, told, alternate=True)
    for page in filter(_TAG.search, found):
        walk.count_member()
        yield from walk.descend(page.encode(), inner)


def _runs(text: str) -> Iterator[str]:
    """Yield each run of characters of base64 that may be text, joined where it goes on in the next line."""
    kinds = text.encode("ascii", "replace").translate(_AS_DIGIT)
    start = kinds.find(b"1" * SMALLEST)
    while start >= 0:
        end = kinds.find(b" ", start)
        end = len(kinds) if end < 0 else end
        run, follows = text[start:end], end
        if end - start >= _LINE:
            run, follows = _lines(text, kinds, start, end)
        before = text[max(start - 16, 0) : start]
        if "," not in before or not _OF_URL.search(before):
            yield run
        start = kinds.find(b"1" * SMALLEST, follows)


def _lines(text: str, kinds: bytes, start: int, end: int) -> tuple[str, int]:
    """Return a run with the lines of the same length that follow it and a shorter last one, and where it ends."""
    broken = _LINE_END.match(text, end)
    if broken is None:
        return text[start:end], end
    line_end, length = broken[0], end - start
    whole = b"1" * length
    while text.startswith(line_end, end):
        start_of_line = end + len(line_end)
        if kinds[start_of_line : start_of_line + length] != whole:
            last = kinds.find(b" ", start_of_line)
            end = len(kinds) if last < 0 else last
            break
        end = start_of_line + length
    return text[start:end].replace(line_end, ""), end


def _clear(run: str) -> str:
    """Return what a run stands for if that is text, else nothing."""
    if run[0] in "0123456789abcdefABCDEFxX" and (digits := _HEX.fullmatch(run)):
        return _text(bytes.fromhex(digits[1]))
    if number := _HEX_NUMBER.search(run):  # in octets that are no text
        return bytes.fromhex(number[0]).decode("ascii")
    if len(run) >= _LONG:
        return _text(_decoded(run))
    if _may_be_text(binascii.a2b_base64(run[: min(len(run), _HEAD) & ~3])) and (
        found := _text(_decoded(run))
    ):
        return found
    if "/" not in run:
        return ""
    pieces = (piece for piece in run.split("/") if len(piece) >= SMALLEST)  # of a path with one in it
    return "\n".join(filter(None, map(_text, map(_decoded, pieces))))


def _may_be_text(head: bytes) -> bool:
    """Say whether these first octets are those of a text: no control characters, unless it is UTF-16."""
    return not head.translate(None, _NO_CONTROL) or head.count(0) >= _WIDE_MIN


def _decoded(digits: str) -> bytes:
    return base64_digits.decoded(digits.encode())


def _text(octets: bytes) -> str:
    odd = octets.translate(None, _PRINTABLE)
    if not odd:
        return "" if octets.isalpha() else octets.decode("ascii")  # a single word says nothing
    if not odd.translate(None, _NO_CONTROL):
        text = octets.decode("utf-8", "replace")
        if not _NO_TEXT.search(text):
            return text
    if number := _WIDE_NUMBER.search(octets):
        return octets[number.start() % 2 :].decode("utf-16-le", "replace")
    return charset.decode(octets)[0].text if _NUMBER.search(octets) else ""
