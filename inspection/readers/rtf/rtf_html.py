r"""HTML that was wrapped into RTF ([MS-OXRTFEX]): the page that the sender wrote, tags and all.

`{\*\htmltag ...}` carries markup, text between such groups is the page's text, and what stands
between `\htmlrtf` and `\htmlrtf0` is there for RTF readers alone.
"""

import re
from collections.abc import Iterator

import msgspec

from inspection import charset
from inspection.errors import Unreadable
from inspection.readers.text import mapi_charset
from inspection.segment import whole

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_ENCAPSULATED = re.compile(rb"\\fromhtml1?(?![0-9])")
_ENCAPSULATED_WITHIN = 4096  # octets; the words of the header come first
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_FONT = re.compile(rb"\\f(\d{1,5})[^{};]{0,200}?\\fcharset(\d{1,3})")
_GROUPS_MAX = 1000  # within one another; Outlook uses a handful
_SKIPPED = frozenset({b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"mhtmltag"})
_CHARACTERS = {
    b"par": "\r\n", b"line": "\r\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"endash": "–", b"emdash": "—",
}  # fmt: skip
_SIGNS = {b"~": "\u00a0", b"_": "\u00ad", b"-": "\u00ad", b"{": "{", b"}": "}", b"\\": "\\"}


class _Group(msgspec.Struct):
    r"""State of one group: shown as HTML or not, the charset of its octets, how many stand for one `\u`."""

    shown: bool = True
    is_tag: bool = False
    for_rtf: bool = False
    code: str = ""
    fallback: int = 1
    starts: bool = True  # no control word stood in it yet


def is_encapsulated(rtf: bytes) -> bool:
    """Say whether this RTF was made from HTML."""
    return bool(_ENCAPSULATED.search(rtf, 0, _ENCAPSULATED_WITHIN))


def html(rtf: bytes) -> str:
    """Return the page wrapped into `rtf`.

    Raises:
        Unreadable: `limit:depth`, when groups stand within groups beyond any use.
    """
    return whole("".join(_Unwrapping(rtf).pieces()))


class _Unwrapping:
    """One pass over the tokens."""

    def __init__(self, rtf: bytes) -> None:
        page = _CODE_PAGE.search(rtf, 0, _ENCAPSULATED_WITHIN)
        self._rtf = rtf
        self._fonts = {m[1]: mapi_charset.of_font(int(m[2])) for m in _FONT.finditer(rtf)}
        self._groups = [_Group(code=mapi_charset.of_page(int(page[1])) if page else "")]
        self._octets = bytearray()
        self._skip = 0

    def pieces(self) -> Iterator[str]:
        """Yield the page in pieces."""
        for match in _TOKEN.finditer(self._rtf):
            if match["hex"]:
                self._take(bytes([int(match["hex"], 16)]))
            elif match["text"]:  # may hold the second octet of a character whose first one is escaped
                self._take(match["text"])
            elif match.lastgroup:
                yield from self._control(match)
        yield from self._pending()

    def _control(self, match: re.Match[bytes]) -> Iterator[str]:
        yield from self._pending()
        if match["open"]:
            if len(self._groups) > _GROUPS_MAX:
                raise Unreadable("limit:depth")
            self._groups.append(msgspec.structs.replace(self._groups[-1], starts=True))
        elif match["close"] and len(self._groups) > 1:
            self._groups.pop()
        elif match["word"]:
            yield from self._word(match["word"], match["number"])
        elif match["sign"]:
            yield from self._sign(match["sign"])

    def _take(self, octets: bytes) -> None:
        """Keep octets of text; the first ones may only stand in for a character given as a number."""
        octets, self._skip = octets[self._skip :], max(self._skip - len(octets), 0)
        self._groups[-1].starts = False
        if self._is_shown():
            self._octets += octets

    def _pending(self) -> Iterator[str]:
        if self._octets:
            yield charset.decode(bytes(self._octets), self._groups[-1].code)[0].text
            self._octets.clear()

    def _is_shown(self) -> bool:
        group = self._groups[-1]
        return group.shown and (group.is_tag or not group.for_rtf)

    def _sign(self, sign: bytes) -> Iterator[str]:
        group = self._groups[-1]
        if sign == b"*" and group.starts:
            group.shown = False  # until `htmltag` says otherwise
        elif self._skip:
            self._skip -= 1
        elif self._is_shown():
            yield _SIGNS.get(sign, "")

    def _word(self, word: bytes, number: bytes | None) -> Iterator[str]:
        group = self._groups[-1]
        if word == b"htmlrtf":
            group.for_rtf = number != b"0"
        elif word == b"htmltag":
            group.shown, group.is_tag = True, True
        elif word in _SKIPPED:
            group.shown = False
        elif word == b"f" and number is not None:
            group.code = self._fonts.get(number, "") or group.code
        elif word == b"uc":
            group.fallback = int(number or 1)
        elif word == b"u" and number is not None:
            yield from self._unicode(int(number) & 0xFFFF)
        elif word in _CHARACTERS and self._is_shown():
            yield _CHARACTERS[word]
        group.starts = False

    def _unicode(self, unit: int) -> Iterator[str]:
        self._skip = min(max(self._groups[-1].fallback, 0), 8)
        if self._is_shown():
            yield chr(unit)
