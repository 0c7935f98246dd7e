r"""Rich Text Format 1.9.1: text by destination, in the charset of its font, with data within it.

A number of which some digits are bold is one number: formatting separates nothing, only paragraphs
and cells do. Hidden text and deleted revisions are part of the file and of what is read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import TypeVar

import msgspec

from inspection.content import Content
from inspection.readers.rtf import rtf_data, rtf_text, rtf_tokens, rtf_words
from inspection.readers.rtf.rtf_text import DELETED, HIDDEN, SEEN, RunningText
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_MAIN = ""
_BEYOND = 100_000  # groups within groups, deeper than they are followed, at which reading them ends
_DATA_NAMES = frozenset(rtf_words.DATA.values())
_APART = frozenset(rtf_words.TEXTS.values()) | {rtf_words.ASIDE, rtf_words.FIELD, rtf_words.INFO}


class _Group(msgspec.Struct):
    """Formatting and destination of a group; a group within it begins with a copy."""

    destination: str = _MAIN
    codec: str = ""
    font: int = -1
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    fallback: int = 1  # \uc: characters that stand for one \u in old readers
    opened: bool = False  # the destination was chosen in this very group
    starred: bool = False
    as_dib: bool = False
    digits: bytearray = msgspec.field(default_factory=bytearray)
    binary: bytearray = msgspec.field(default_factory=bytearray)

    @property
    def mark(self) -> int:
        return DELETED if self.deleted else HIDDEN if self.hidden else SEEN


class _Document:
    """What has been read: running texts by destination, fonts, data of the innermost data group."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.texts: defaultdict[str, RunningText] = defaultdict(RunningText)
        self.group = _Group(codec="cp1252")
        self.outer: list[_Group] = []
        self.beyond = 0  # groups open beyond the depth that is followed
        self.fonts: dict[int, str] = {}
        self.default = "cp1252"
        self.default_font = -1
        self.skipped = 0  # characters still to be passed over behind a \u
        self.ready: list[tuple[str, bytes, bool]] = []


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield texts, data and what follows the last group; one that never ends is refused."""
    whole = bytes(content)
    document, end = _Document(walk), len(whole)
    for start, kind, octets, number in _TOKENIZER.tokens(whole):
        if (not document.outer and start and end == len(whole)) or document.beyond > _BEYOND:
            end = start
            if document.beyond or b"\\" not in whole[end:]:
                break
            walk.refuse("malformed:rtf")  # a brace was lost before it, and what follows is still RTF
        _TAKE[kind](document, octets, number)
        if document.ready:
            yield from _data(document, place)
    if document.outer:
        walk.refuse("malformed:rtf")
        while document.outer:
            _close(document)
    yield from _segments(document, place)
    if whole[end:].strip(b"\0\r\n\t "):
        yield from plain_text.readings(whole[end:], step(place, "stray", "behind"))


def _segments(document: _Document, place: Place) -> Iterator[Segment]:
    for name, text in document.texts.items():
        document.walk.spend(sum(len(piece.octets) for piece in text.pieces))
        if name == _MAIN:
            yield from text.segments(place, "text")
        else:
            beside = name in {rtf_words.ASIDE, rtf_words.FIELD, rtf_words.INFO, rtf_words.FONTS}
            yield from text.segments(step(place, "part", name), "metadata" if beside else "text")
    yield from _data(document, place)


def _data(document: _Document, place: Place) -> Iterator[Segment]:
    for kind, data, as_dib in document.ready:
        yield from rtf_data.read(kind, data, as_dib=as_dib, place=place, walk=document.walk)
    document.ready.clear()


def _brace(document: _Document, brace: bytes, _: int | None) -> None:
    if brace == b"{":
        _open(document)
    else:
        _close(document)


def _open(document: _Document) -> None:
    document.skipped = 0
    if len(document.outer) >= document.walk.limits.markup_depth:
        document.walk.refuse("limit:markup-depth")
        document.beyond += 1
        return
    document.outer.append(document.group)
    document.group = group = copy(document.group)
    group.opened = group.starred = False


def _close(document: _Document) -> None:
    document.skipped = 0
    if document.beyond:
        document.beyond -= 1
        return
    group = document.group
    if group.opened and group.destination in _DATA_NAMES:
        data = bytes(group.binary) + rtf_data.from_digits(bytes(group.digits))
        if data:
            document.ready.append((group.destination, data, group.as_dib))
    elif group.opened and group.destination in _APART:
        document.texts[group.destination].characters("\n", SEEN)
    if document.outer:
        document.group = document.outer.pop()


def _octets(document: _Document, data: bytes, _: int | None) -> None:
    if document.skipped:
        passed = min(document.skipped, len(data))
        document.skipped -= passed
        data = data[passed:]
    group = document.group
    if group.destination in _DATA_NAMES:
        group.digits += data
    elif data:
        document.texts[group.destination].octets(data, group.codec, group.mark)


def _binary(document: _Document, data: bytes, _: int | None) -> None:
    if document.group.destination in _DATA_NAMES:
        document.group.binary += data
    else:
        document.ready.append(("binary", data, False))


def _characters(document: _Document, series: bytes, _: int | None) -> None:
    """Take characters in UTF-16; as many octets as stand for one in old readers are passed over behind it."""
    fallback = document.group.fallback
    if not fallback or rtf_tokens.has_long_fallback(series):  # some of it may stand for nothing
        for unit, octets in rtf_tokens.characters(series):
            _put(document, chr(unit) if unit else "")
            document.skipped = fallback
            _octets(document, rtf_tokens.from_octets(octets), None)
        return
    _put(document, rtf_tokens.text_of(series))
    document.skipped = fallback - rtf_tokens.ends_in_fallback(series)


def _put(document: _Document, text: str) -> None:
    if text:
        document.texts[document.group.destination].characters(text, document.group.mark)


def _whole_group(document: _Document, data: bytes, _: int | None) -> None:
    """Take a group that changes nothing; where it is too deep, it is followed as any other."""
    deep = len(document.outer) >= document.walk.limits.markup_depth
    if deep:
        _open(document)
    document.skipped = 0
    if data[:1] == b"\\":
        _characters(document, data, None)
    else:
        _octets(document, data, None)
    document.skipped = 0
    if deep:
        _close(document)


def _symbol(document: _Document, name: bytes, _: int | None) -> None:
    if name == b"\\*":
        document.group.starred = True
    elif document.skipped:
        document.skipped -= 1
    elif text := _SYMBOLS.get(name, ""):
        if (
            name == b"par" and document.group.in_table
        ):  # a row is a line, however many paragraphs its cells have
            text = " "
        document.texts[document.group.destination].characters(text, document.group.mark)


def _word(document: _Document, word: bytes, number: int | None) -> None:
    if word in _SYMBOLS:
        _symbol(document, word, None)
        return
    if word == b"u":  # without a number
        document.skipped = document.group.fallback
        return
    if document.skipped:
        document.skipped -= 1  # a word counts as one of the characters to pass over
    group = document.group
    if word in _HANDLED and not group.starred:
        _HANDLED[word](document, number)
        return
    destination = _destination(word, starred=group.starred)
    group.starred = False
    if destination:
        group.destination, group.opened = destination, True
        if destination in _DATA_NAMES:
            group.digits, group.binary = bytearray(), bytearray()
    elif word in _HANDLED:
        _HANDLED[word](document, number)


def _destination(word: bytes, *, starred: bool) -> str:
    """Return the destination that a word opens; one that nobody here knows stands aside if it says so itself."""
    if word in _DESTINATIONS:
        return _DESTINATIONS[word]
    return rtf_words.ASIDE if starred and word not in _INLINE else ""


def _font(document: _Document, number: int | None) -> None:
    group = document.group
    group.font = number or 0
    group.codec = document.fonts.get(group.font, document.default)


def _charset(document: _Document, number: int | None) -> None:
    document.fonts[document.group.font] = rtf_text.CHARSETS.get(number or 0, document.default)
    document.group.codec = document.fonts[document.group.font]


def _font_codepage(document: _Document, number: int | None) -> None:
    document.fonts[document.group.font] = rtf_text.codec(number or 0)


def _codepage(document: _Document, number: int | None) -> None:
    document.default = document.group.codec = rtf_text.codec(number or 0)


def _default_font(document: _Document, number: int | None) -> None:
    document.default_font = number or 0


def _plain(document: _Document, _: int | None) -> None:
    document.group.hidden = document.group.deleted = False
    document.group.codec = document.fonts.get(document.default_font, document.default)


def _in_table(document: _Document, _: int | None) -> None:
    document.group.in_table = True


def _paragraph(document: _Document, _: int | None) -> None:
    document.group.in_table = False


def _hidden(document: _Document, number: int | None) -> None:
    document.group.hidden = number != 0


def _deleted(document: _Document, number: int | None) -> None:
    document.group.deleted = number != 0


def _fallback(document: _Document, number: int | None) -> None:
    document.group.fallback = max(number or 0, 0)


def _dib(document: _Document, _: int | None) -> None:
    document.group.as_dib = True


_Value = TypeVar("_Value")


def _encoded(words: Mapping[str, _Value]) -> dict[bytes, _Value]:
    return {word.encode(): value for word, value in words.items()}


_SYMBOLS = _encoded(rtf_words.SYMBOLS)
_DESTINATIONS = _encoded({**rtf_words.OTHERS, **rtf_words.TEXTS, **rtf_words.DATA})
_INLINE = frozenset(word.encode() for word in rtf_words.INLINE)
_HANDLED: Mapping[bytes, Callable[[_Document, int | None], None]] = {
    b"f": _font, b"fcharset": _charset, b"cpg": _font_codepage, b"ansicpg": _codepage, b"deff": _default_font,
    b"plain": _plain, b"v": _hidden, b"deleted": _deleted, b"uc": _fallback, b"dibitmap": _dib,
    b"intbl": _in_table, b"pard": _paragraph,
}  # fmt: skip
_TOKENIZER = rtf_tokens.Tokenizer({*_HANDLED, *_SYMBOLS, *_DESTINATIONS, b"u"}, _INLINE)
_TAKE: Mapping[str, Callable[[_Document, bytes, int | None], None]] = {
    rtf_tokens.TEXT: _octets, rtf_tokens.OCTETS: _octets, rtf_tokens.CHARACTERS: _characters, rtf_tokens.WORD: _word,
    rtf_tokens.BRACE: _brace, rtf_tokens.SYMBOL: _symbol, rtf_tokens.BINARY: _binary,
    rtf_tokens.GROUP: _whole_group,
}  # fmt: skip
