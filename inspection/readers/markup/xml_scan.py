"""XML looked through as it stands, without a tree: every text and every value of an attribute.

Nine tenths of an office package are styles and settings, in which no text stands. Reading them
octet by octet costs a tenth of parsing them, and nothing in them can be lost, however they nest.
Only a part whose text has an order (paragraphs, rows) needs a parser beside it.
"""

import html
import re
from collections.abc import Iterable

import msgspec

_TEXT = re.compile(rb">\s*+([^<]+)<(/?)")
_ROOT = re.compile(rb"<([^\s<>/!?]+)[^<>]*(?<!/)")
_END_SEARCHED = 4096
_CDATA = b"<![CDATA["
_QUOTED = re.compile(rb"""\b([\w.-]{1,64})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_LONG_DIGITS = re.compile(rb"\d{11,}")
_DIGITS = bytes(ord("1" if chr(octet) in "0123456789" else " ") for octet in range(256))
_LOST_MAX = 100  # numbers looked for one by one
_PLUMBING = frozenset(
    {b"paraId", b"textId", b"anchorId", b"editId", b"Type", b"ContentType", b"durableId", b"uri", b"uid"}
)
_PLUMBING_VALUES = (
    b"http://schemas.", b"http://www.w3.org/", b"http://purl.org/", b"application/", b"urn:schemas",
    b"urn:oasis:names:",
)  # fmt: skip
_REVISION = re.compile(rb"00[0-9A-F]{6}")  # rsid: which session wrote a run
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
    for match in _TEXT.finditer(
        octets, 0, octets.rfind(b"<") + 2
    ):  # behind it each `>` would be tried to the end
        start = octets.rfind(b"<", 0, match.start())
        tag = octets[start + 1 : match.start()]
        found.mixed = found.mixed or not match[2] or tag[:1] in b"/!" or tag[-1:] in b"/-"
        found.texts.append((_local(tag), _text(match[1])))
    end = octets.rfind(b">") + 1
    if behind := octets[end:].strip():  # cut in the middle
        found.texts.append(("", _text(behind)))
    found.values = dict.fromkeys(
        map(_text, filter(_is_telling, _values(octets, drawing, has_text=bool(found.texts))))
    )
    return found


def lost_digits(octets: bytes, told: list[str]) -> bool:
    """Say whether a long number stands in the document (in a name, in broken markup) and in none of the texts."""
    if b"1" * 11 not in octets.translate(_DIGITS):
        return False
    text = "\n".join(told).encode("utf-8", "replace")
    lost = set(_LONG_DIGITS.findall(octets)).difference(_LONG_DIGITS.findall(text))
    return len(lost) > _LOST_MAX or any(digits not in text for digits in lost)


def _is_whole(octets: bytes) -> bool:
    root = _ROOT.search(octets)
    if root is None:
        return False
    end = octets[max(root.end(), len(octets) - _END_SEARCHED) :].strip()
    return end == b"/>" or end.endswith(b"</" + root[1] + b">")


def _values(octets: bytes, drawing: frozenset[bytes], *, has_text: bool) -> Iterable[bytes]:
    """Return the values of attributes; where no text can hold a quote, every second piece between quotes is one."""
    declared = max(octets.find(b"?>", 0, _DECLARATION_MAX), 0)  # it has quotes of either kind, and no text
    if not has_text and not drawing and octets.find(b"'", declared) < 0:
        pieces = dict.fromkeys(octets[declared:].split(b'"')[1::2])
        return [value for value in pieces if not _REVISION.fullmatch(value)]
    return [
        double or single
        for name, double, single in dict.fromkeys(_QUOTED.findall(octets))
        if name not in _PLUMBING and name not in drawing and not name.startswith(b"rsid")
    ]


def _is_telling(value: bytes) -> bool:
    return (len(value) >= _VALUE_MIN or not value.isascii()) and not value.startswith(_PLUMBING_VALUES)


def _local(tag: bytes) -> str:
    name = tag.split(None, 1)[0] if tag.strip() else b""
    return name.strip(b"/").rpartition(b":")[2].decode("utf-8", "replace")


def _text(octets: bytes) -> str:
    text = octets.decode("utf-8", "replace")
    return html.unescape(text).strip() if "&" in text else text.strip()
