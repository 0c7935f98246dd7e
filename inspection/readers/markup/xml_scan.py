"""XML looked through as it stands, without a tree: every text and every value of an attribute.

Nine tenths of an office package are styles and settings, in which no text stands. Reading them
octet by octet costs a tenth of parsing them, and nothing in them can be lost, however they nest.
Only a part whose text has an order (paragraphs, rows) needs a parser beside it.
"""

import html
import re
from collections.abc import Iterable
from itertools import compress

import msgspec

_TEXT = re.compile(rb">\s*+([^<]+)<(/?)")
_ANY_TEXT = re.compile(rb">\s*+[^<\s]")
_ROOT = re.compile(rb"<([^\s<>/!?]+)[^<>]*(?<!/)")
_END_SEARCHED = 4096
_CDATA = b"<![CDATA["
_QUOTED = re.compile(rb"""\b([\w.-]{1,64})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_LONG = b"1" * 11  # a long number in what `_DIGITS` makes of a text
_DIGITS = bytes(ord("1" if chr(octet) in "0123456789" else " ") for octet in range(256))
_LOST_MAX = 100  # numbers looked for one by one
_ODD_QUOTES = re.compile(rb"=\s*'")
_PLUMBING = frozenset(
    {b"paraId", b"textId", b"anchorId", b"editId", b"Type", b"ContentType", b"durableId", b"uri", b"uid"}
)
_PLUMBING_VALUES = (
    b"http://schemas.", b"http://www.w3.org/", b"http://purl.org/", b"application/", b"urn:schemas",
    b"urn:oasis:names:",
)  # fmt: skip
_REVISIONS = b"rsid"  # how names begin of attributes that say which session wrote a run
_REVISION = re.compile(rb"00[0-9A-F]{6}")
_DECLARATION_MAX = 300
_VALUE_MIN = 4  # octets of a value in ASCII worth looking at; a Chinese name has six in UTF-8


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
        found.texts.append((_local(tag), _text(match[1])))
    end = octets.rfind(b">") + 1
    if behind := octets[end:].strip():  # cut in the middle
        found.texts.append(("", _text(behind)))
    found.values = dict.fromkeys(map(_text, _values(octets, drawing, has_text=bool(found.texts))))
    return found


def has_text(octets: bytes) -> bool:
    """Say whether anything but white space stands between tags."""
    return bool(_ANY_TEXT.search(octets))


def without_text(octets: bytes) -> Scan:
    """Look through a document of which `has_text` says that it has none."""
    if not octets.rstrip().endswith(b">"):  # cut in the middle
        return scan(octets)
    values = dict.fromkeys(map(_text, _values(octets, frozenset(), has_text=False)))
    return Scan(values=values, mixed=_CDATA in octets, whole=_is_whole(octets))


def values_beside_text(octets: bytes) -> dict[str, None]:
    """Return `Scan.values` of a document in which there is text."""
    return dict.fromkeys(map(_text, _values(octets, frozenset(), has_text=True)))


def lost_digits(octets: bytes, told: list[str]) -> bool:
    """Say whether a long number stands in the document (in a name, in broken markup) and in none of the texts."""
    lost = _long_digits(octets)
    if not lost:
        return False
    text = "\n".join(told).encode("utf-8", "replace")
    lost -= _long_digits(text)
    return len(lost) > _LOST_MAX or any(digits not in text for digits in lost)


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


def _values(octets: bytes, drawing: frozenset[bytes], *, has_text: bool) -> Iterable[bytes]:
    """Return the values of attributes that may tell something; mostly every second piece between quotes is one."""
    declared = max(octets.find(b"?>", 0, _DECLARATION_MAX), 0)  # it has quotes of either kind, and no text
    pieces = octets[declared:].split(b'"')
    before, values = pieces[::2], pieces[1::2]
    if not has_text and not drawing and octets.find(b"'", declared) < 0:
        return [v for v in _telling(dict.fromkeys(values)) if not _REVISION.fullmatch(v)]
    if not drawing and _are_regular(octets, declared, before, values):
        return [*_named_values(octets[:declared], drawing), *_between_quotes(before, values)]
    return _named_values(octets, drawing)


def _are_regular(octets: bytes, declared: int, before: list[bytes], values: list[bytes]) -> bool:
    """Say whether every attribute is written `name="value"`, and no text has a quote."""
    markup = b'"'.join(before)
    if markup.count(b'="') != len(values) or len(values) != len(before) - 1:
        return False
    return not _ODD_QUOTES.search(markup) and markup.count(b"<") == octets.count(b"<", declared)


def _between_quotes(before: list[bytes], values: list[bytes]) -> Iterable[bytes]:
    """Return the telling values of attributes that are all written `name="value"`; before each stands its name."""
    ordinary = set(filter(_is_ordinary, dict.fromkeys(before)))
    return _telling(dict.fromkeys(compress(values, map(ordinary.__contains__, before))))


def _is_ordinary(markup: bytes) -> bool:
    """Say whether markup ends with the name of an attribute whose values are not those of plumbing."""
    name = markup[markup.rfind(b" ") + 1 : -1]
    name = name[name.rfind(b":") + 1 :]
    return name not in _PLUMBING and not name.startswith(_REVISIONS)


def _named_values(octets: bytes, drawing: frozenset[bytes]) -> list[bytes]:
    return _telling(
        double or single
        for name, double, single in dict.fromkeys(_QUOTED.findall(octets))
        if name not in _PLUMBING and name not in drawing and not name.startswith(_REVISIONS)
    )


def _telling(values: Iterable[bytes]) -> list[bytes]:
    """Return the values that are long enough to tell something and not the same in all documents."""
    return [
        value
        for value in values
        if (len(value) >= _VALUE_MIN or not value.isascii()) and not value.startswith(_PLUMBING_VALUES)
    ]


def _local(tag: bytes) -> str:
    name = tag.split(None, 1)[0] if tag.strip() else b""
    return name.strip(b"/").rpartition(b":")[2].decode("utf-8", "replace")


def _text(octets: bytes) -> str:
    text = octets.decode("utf-8", "replace")
    return html.unescape(text).strip() if "&" in text else text.strip()
