"""Header fields as units: encoded words are read (RFC 2047) and written again, addresses stay as they are."""

import base64
import binascii
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, unquote

from inspection import charset
from inspection.redaction.units import Unit

TEXTS = frozenset({"subject", "thread-topic", "comments", "keywords", "content-description"})
ADDRESSES = frozenset(
    {"from", "to", "cc", "reply-to", "sender", "resent-from", "resent-to", "resent-cc", "disposition-notification-to"}
)  # fmt: skip
NAMED = frozenset({"content-type", "content-disposition"})  # they may hold the name of a file

_WORD = re.compile(r"=\?([^?*\s]{1,64})(?:\*[^?\s]{0,32})?\?([bBqQ])\?([^?\s]*)\?=")
_WORDS = re.compile(r"=\?[^?\s]{1,96}\?[bBqQ]\?[^?\s]*\?=(?:\s+=\?[^?\s]{1,96}\?[bBqQ]\?[^?\s]*\?=)*")
_CODED = re.compile(rf"{_WORDS.pattern}|\*=(?P<charset>[\w.:-]+)'[^']*'(?P<percent>[^;\s]+)")
_ADDRESS = re.compile(r"<[^<>]*>|[^\s,;:<>\"()]+@[^\s,;:<>\"()]+")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_WORD_OCTETS = (
    33  # of a character run in one word: with `=?gb18030?b?…?=` around it below the 75 of the standard
)


def units(name: str, value: str) -> list[Unit]:
    """Return the value of a field as units.

    Raises:
        ValueError: an encoded word is damaged; no one text can be told.
    """
    head = value.find(";") if name in NAMED else 0
    if head < 0 or (name == "content-type" and "boundary" in value.lower()):
        return [Unit(value, value, fixed=True)]
    found = [Unit(value[:head], value[:head], fixed=True)]
    reached = head
    for match in _CODED.finditer(value, head):
        start = match.start("percent") if match["percent"] else match.start()
        found += _plain(value[reached:start], name)
        found.append(_percent(match) if match["percent"] else _encoded(match[0]))
        reached = match.end()
    return [*found, *_plain(value[reached:], name)]


def _plain(piece: str, name: str) -> Iterator[Unit]:
    reached = 0
    for match in _ADDRESS.finditer(piece) if name in ADDRESSES else ():
        yield from _unfolded(piece[reached : match.start()])
        yield Unit(match[0], match[0], fixed=True)
        reached = match.end()
    yield from _unfolded(piece[reached:])


def _unfolded(piece: str) -> Iterator[Unit]:
    reached = 0
    for match in _FOLD.finditer(piece):
        yield Unit(piece[reached : match.start()], piece[reached : match.start()])
        yield Unit(match[0], "")
        reached = match.end()
    yield Unit(piece[reached:], piece[reached:])


def _encoded(words: str) -> Unit:
    """Return words that follow each other as one unit; a character may span two of one charset."""
    runs: list[tuple[str, bytes]] = []
    for declared, encoding, packed in _WORD.findall(words):
        octets = _octets(encoding.lower(), packed)
        if runs and runs[-1][0] == declared.lower():
            runs[-1] = (runs[-1][0], runs[-1][1] + octets)
        else:
            runs.append((declared.lower(), octets))
    text = "".join(octets.decode(charset.canonical(declared) or declared) for declared, octets in runs)
    return Unit(words, text, partial(_words, declared=runs[0][0]))


def _percent(match: re.Match[str]) -> Unit:
    """Return a value that is percent-encoded in one piece (RFC 2231 4) as a unit."""
    declared = match["charset"]
    text = unquote(match["percent"], charset.canonical(declared) or declared, "strict")
    return Unit(
        match["percent"], text, partial(quote, safe="", encoding=charset.canonical(declared) or declared)
    )


def _octets(encoding: str, packed: str) -> bytes:
    raw = packed.encode("ascii")
    return binascii.a2b_qp(raw, header=True) if encoding == "q" else base64.b64decode(raw, validate=True)


def _words(text: str, declared: str) -> str:
    """Return a text as encoded words of its charset, of UTF-8 if that has not all its characters."""
    codec = charset.canonical(declared) or declared
    try:
        text.encode(codec)
    except UnicodeError:
        declared = codec = "utf-8"
    words, run = [], ""
    for character in text:
        if len((run + character).encode(codec)) > _WORD_OCTETS:
            words.append(run)
            run = ""
        run += character
    packed = [base64.b64encode(each.encode(codec)).decode("ascii") for each in (*words, run)]
    return "\r\n ".join(f"=?{declared}?b?{each}?=" for each in packed)
