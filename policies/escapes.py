r"""Undoing what was left of the escapes of HTML and quoted-printable, with the way back to the text as given.

A reader undoes the escapes of the format it reads. But a page is pasted into a text, a mail is forwarded
with its source: there `&#49;` still stands for a digit, and `=3D` for an equals sign. Marks that have a
meaning of their own in HTML (`&#60;`, `&#34;`) stay as they are.
"""

from functools import lru_cache

import msgspec
import numpy as np

from policies.code_points import Ints
from policies.lazily import lazily

_ESCAPE = lazily(r"(&#(?:[0-9]{2,7}|[Xx][0-9A-Fa-f]{2,6});|=3D)")
_KEPT_AS_THEY_ARE = frozenset("@.-_: ")
_LAST = 0x10FFFF


class Unescaped(msgspec.Struct, frozen=True):
    """A text without escapes and the way back: from `places[k]` on the offset to the original is `shifts[k]`."""

    text: str
    places: Ints
    shifts: Ints

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span [start, end) in code points of the original."""
        return start + self._shift(start), end + self._shift(end)

    def _shift(self, position: int) -> int:
        index = self.places.searchsorted(position, "right") - 1
        return int(self.shifts[index]) if index >= 0 else 0


def unescape(text: str) -> Unescaped | None:
    """Return a text without its escapes, None when it has none.

    >>> plain = unescape("卡号=3D&#54;22")
    >>> plain.text, plain.original(3, 6)
    ('卡号=622', (5, 12))
    """
    # A single character is looked for ten times as quickly, and many texts have none.
    if not ("&" in text and "&#" in text) and not ("=" in text and "=3D" in text):
        return None
    pieces: list[str] = _ESCAPE.split(text)
    escapes = pieces[1::2]
    characters = [*map(_character, escapes)]
    if characters == escapes:
        return None
    pieces[1::2] = characters
    given, sizes = _lengths(escapes), _lengths(pieces)
    return Unescaped("".join(pieces), sizes.cumsum()[1::2], (given - sizes[1::2]).cumsum())


def _lengths(pieces: list[str]) -> Ints:
    return np.fromiter(map(len, pieces), np.int64, len(pieces))


@lru_cache(maxsize=1 << 12)
def _character(escape: str) -> str:
    """Return what an escape stands for, or the escape where it stays as it is."""
    if escape == "=3D":
        return "="
    code = int(escape[3:-1], 16) if escape[2] in "Xx" else int(escape[2:-1])
    character = chr(code) if code <= _LAST else ""
    return character if character.isalnum() or character in _KEPT_AS_THEY_ARE else escape
