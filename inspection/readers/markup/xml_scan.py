"""XML looked through as it stands, without a tree: every text and every value of an attribute.

Nine tenths of an office package are styles and settings, in which no text stands. Reading them
octet by octet costs a tenth of parsing them, and nothing in them can be lost, however they nest.
Only a part whose text has an order (paragraphs, rows) needs a parser beside it.
"""

import re
from collections.abc import Callable, Iterable

import msgspec

from inspection.readers.markup import xml_values
from inspection.readers.markup.xml_values import decoded

_TEXT = re.compile(rb">\s*+([^<]+)<(/?)")
_ANY_TEXT = re.compile(rb">\s*+[^<\s]")
_ROOT = re.compile(rb"<([^\s<>/!?]+)[^<>]*(?<!/)")
_END_SEARCHED = 4096
_LARGE = 64 << 10  # octets
_CDATA = b"<![CDATA["
_LONG = b"1" * 11  # a long number in what `_DIGITS` makes of a text
_DIGITS = bytes(ord("1" if chr(octet) in "0123456789" else " ") for octet in range(256))
_LOST_MAX = 100  # numbers looked for one by one


class Scan(msgspec.Struct):
    """What stands in a document: texts by the name of their element, values of attributes, both unescaped.

    `mixed` says that somewhere text and elements stand side by side in one element, `whole` that the
    first element is closed at the end.
    """

    texts: list[tuple[str, str]] = []
    values: dict[str, None] = {}
    mixed: bool = False
    whole: bool = False


def scan(octets: bytes, drawing: frozenset[bytes] = frozenset()) -> Scan:
    """Look through a document in UTF-8; well-formed or not, what stands between tags and quotes is taken.

    `drawing` are names of attributes that say where something is drawn.
    """
    found = Scan(mixed=_CDATA in octets, whole=_is_whole(octets))
    end = octets.rfind(b"<") + 2  # behind it each `>` would be tried to the end
    for match in _TEXT.finditer(octets, 0, end):
        start = octets.rfind(b"<", 0, match.start())
        tag = octets[start + 1 : match.start()]
        found.mixed = found.mixed or not match[2] or tag[:1] in b"/!" or tag[-1:] in b"/-"
        found.texts.append((_local(tag), decoded(match[1])))
    end = octets.rfind(b">") + 1
    if behind := octets[end:].strip():  # cut in the middle
        found.texts.append(("", decoded(behind)))
    found.values = xml_values.of(octets, has_text=bool(found.texts), drawing=drawing)
    return found


def outline(octets: bytes) -> bytes:
    """Return a large document without text with each of its tags once, if it has all of its quotes; else as it is.

    Of styles an eighth is left, in which the same values and numbers stand in the same order.
    """
    if len(octets) < _LARGE or _ANY_TEXT.search(octets, 0, _LARGE):
        return octets
    tags = b"<".join(dict.fromkeys(octets.split(b"<")))
    between_quotes = tags.split(b'"')[1::2]
    whole = tags.count(b'"') % 2 == 0 and b"<" not in b'"'.join(between_quotes)
    return tags if whole and octets.find(b"'", max(octets.find(b"?>"), 0)) < 0 else octets


def has_text(octets: bytes) -> bool:
    """Say whether anything but white space stands between tags."""
    return bool(_ANY_TEXT.search(octets))


def without_text(octets: bytes, told: set[bytes] | None = None, seen: bytes = b"") -> Scan:
    """Look through a document of which `has_text` says that it has none, given its outline, if there is one.

    For `told` see `xml_values.of`.
    """
    if not octets.endswith(b">") and not octets.rstrip().endswith(b">"):  # cut in the middle
        return scan(octets)
    values = xml_values.of(seen or octets, has_text=False, told=told)
    return Scan(values=values, mixed=_CDATA in (seen or octets), whole=_is_whole(octets))


def spoken(octets: bytes, silent: Iterable[bytes]) -> bytes:
    """Return a document without those elements, by their names as written, in which there is nothing but tags.

    Styles are most of many a document. That they are well-formed matters to no text.
    """
    for name in silent:
        start = octets.find(b"<%b" % name)
        end = octets.find(b"</%b>" % name, start)
        if 0 <= start < end and octets.find(b"<%b" % name, start + 1, end) < 0:
            element = octets[start : end + 1]
            if b"<!" not in element and b"<?" not in element and not has_text(element):
                octets = octets[:start] + octets[end + len(name) + 3 :]
    return octets


def lost_digits(octets: bytes, *told: Callable[[], Iterable[str]]) -> bool:
    """Say whether a long number stands in the document (in a name, in broken markup) and in none of the texts.

    These are asked for in turn, as long as a number is lost.
    """
    lost = _long_digits(octets)
    texts: list[bytes] = []
    for each in told:
        if not lost:
            return False
        texts.append("\n".join(each()).encode("utf-8", "replace"))
        lost -= _long_digits(texts[-1])
    return len(lost) > _LOST_MAX or any(all(digits not in text for text in texts) for digits in lost)


def _long_digits(octets: bytes) -> set[bytes]:
    """Return the long numbers; looked for in a copy that has but two octets, which is found ten times as fast."""
    found: set[bytes] = set()
    copy = octets.translate(_DIGITS)
    start = copy.find(_LONG)
    while start >= 0:
        end = copy.find(b" ", start)
        end = len(octets) if end < 0 else end
        found.add(octets[start:end])
        start = copy.find(_LONG, end)
    return found


def _is_whole(octets: bytes) -> bool:
    root = _ROOT.search(octets)
    if root is None:
        return False
    end = octets[max(root.end(), len(octets) - _END_SEARCHED) :].strip()
    return end == b"/>" or end.endswith(b"</" + root[1] + b">")


def _local(tag: bytes) -> str:
    name = tag.split(None, 1)[0] if tag.strip() else b""
    return name.strip(b"/").rpartition(b":")[2].decode("utf-8", "replace")
