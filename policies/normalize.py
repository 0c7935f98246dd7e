"""Folding a text to the form that the detectors read, with the way back to the text as given.

Folded are the ways in which the same value is written: full-width and styled digits and letters,
digits of other scripts, exotic spaces, dashes and middle dots, Cyrillic and Greek letters that look
Latin, traditional characters (each one character for one), while invisible characters are dropped.
Chinese sentence punctuation stays as it is, because `，` ends a value where `,` may be part of one.
No fold makes one character into two, so the way back is a short list of places where characters were
dropped: cheap for ordinary text, and linear for hostile text.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import numpy as np

from policies.code_points import Flags, Ints, are_alphanumeric, code_points, where
from policies.escapes import Unescaped, unescape
from policies.traditional import SIMPLIFIED_OF

Bounds = tuple[int, int]  # of a piece of a text: its first code point, and the one behind its last

# Zero-width and bidirectional marks, soft hyphen, joiners, variation selectors, BOM.
_INVISIBLE_RANGES = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)
_KEPT = frozenset("，：；！？（）")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_MIDDLE_DOTS = "\u2027\u2219\u22c5\u30fb\uff65"
_OTHER_DIGITS = {  # Arabic and Persian
    chr(zero + value): str(value) for zero in (0x0660, 0x06F0) for value in range(10)
}
_FOLDED_RANGES = (
    (0x00A0, 0x00BF),  # no-break space, superscript digits
    (0x2000, 0x200A),  # typographic spaces
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x2070, 0x2089),  # superscript and subscript digits
    (0x2460, 0x2468),  # circled digits, unless they are marks of a list
    (0x24B6, 0x24EA),  # circled letters
    (0x2F00, 0x2FD5),  # Kangxi radicals
    (0x3000, 0x3000),
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFF01, 0xFF5E),  # full-width forms
)
_MATHEMATICAL = (0x1D400, 0x1D7FF)  # letters and digits beyond the basic plane
_LOOK_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν",
        "ABESIJKMHOPCTYXaeopcyxijsdhqwABEZHIKMNOPTYXoav",
        strict=True,
    )
)
SAME_AS = _LOOK_LATIN | SIMPLIFIED_OF  # characters that count as another one, beyond what NFKC says
LOOK_DRAWN = dict.fromkeys("│┃║", "|") | dict.fromkeys("─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬", "-")  # frames of tables
_LOOK_ALIKE = LOOK_DRAWN | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_MIDDLE_DOTS, "·") | _OTHER_DIGITS
_CIRCLED_ONE, _CIRCLED_ZERO, _CIRCLED = np.uint16(0x2460), np.uint16(0x24EA), 9
_BLOCK = 1 << 18  # code points that are held in wide form at a time
_BASIC_PLANE = 0x10000
_DROPPED = 0xFFFF  # no character: what is folded to it is left out


def _fold_table() -> Any:  # noqa: ANN401 - numpy's arrays
    table = np.arange(_BASIC_PLANE, dtype=np.uint16)
    for first, last in _FOLDED_RANGES:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and ord(folded) < _BASIC_PLANE and chr(code) not in _KEPT:
                table[code] = ord(folded)
    counts_as = np.arange(_BASIC_PLANE, dtype=np.uint16)
    counts_as[[*map(ord, SAME_AS)]] = [*map(ord, SAME_AS.values())]
    table = counts_as[table]
    table[[*map(ord, _LOOK_ALIKE)]] = [*map(ord, _LOOK_ALIKE.values())]
    for first, last in _INVISIBLE_RANGES:
        table[first : last + 1] = _DROPPED
    return table


_FOLD_TO = _fold_table()


@cache
def _mathematical() -> Ints:
    """Return what styled letters and digits are folded to; few texts have one."""
    folded = (
        unicodedata.normalize("NFKC", chr(code)) for code in range(_MATHEMATICAL[0], _MATHEMATICAL[1] + 1)
    )
    return np.array(
        [ord(each) if len(each) == 1 else code for code, each in enumerate(folded, _MATHEMATICAL[0])],
        np.uint32,
    )


class FoldedText(msgspec.Struct, frozen=True):
    """A folded text and the way back: after `folded_at[k]` the offset to the original is `shifts[k]`.

    `unescaped` is what was folded, if it is not the text as given.
    """

    text: str
    folded_at: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    unescaped: Unescaped | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span [start, end) of the folded text in code points of the original, end > start."""
        if self.folded_at:
            start, end = start + self._shift(start), end + self._shift(end - 1)
        return self.unescaped.original(start, end) if self.unescaped else (start, end)

    def _shift(self, position: int) -> int:
        index = bisect_right(self.folded_at, position) - 1
        return self.shifts[index] if index >= 0 else 0


def fold(text: str) -> FoldedText:
    r"""Return the folded form of a text.

    >>> folded = fold("卡号６２２２\u200b02")
    >>> folded.text, folded.original(2, 8)
    ('卡号622202', (2, 9))
    """
    unescaped = unescape(text)
    if unescaped:
        text = unescaped.text
    if text.isascii():
        return FoldedText(text, unescaped=unescaped)
    pieces: list[str] = []
    dropped_at: list[Any] = []
    for start in range(0, len(text), _BLOCK):
        piece, dropped = _fold_block(text[start : start + _BLOCK])
        pieces.append(piece)
        if dropped is not None and len(dropped):
            dropped_at.append(dropped + start)
    folded = pieces[0] if len(pieces) == 1 else "".join(pieces)
    way_back = _way_back(dropped_at) if dropped_at else ((), ())
    return FoldedText(folded, *way_back, unescaped)


def _way_back(dropped_at: list[Any]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """From the places of dropped characters: where the offset changes in the folded text, and to what."""
    places = np.concatenate(dropped_at)
    before = np.arange(len(places))
    folded_at = places - before
    last_of_run = np.append(folded_at[1:] != folded_at[:-1], True)
    return tuple(folded_at[last_of_run].tolist()), tuple((before[last_of_run] + 1).tolist())


def _fold_block(text: str) -> tuple[str, Any]:
    """Return a folded block, and where characters were dropped from it (None: nowhere)."""
    codes = code_points(text)
    if codes.dtype != np.uint16:
        return _fold_astral(codes)
    folded = _FOLD_TO.take(codes)
    changed = where(folded != codes)
    if not len(changed):
        return text, None
    _keep_marks(codes, folded, changed)
    dropped = changed[folded[changed] == _DROPPED]
    kept = np.delete(folded, dropped) if len(dropped) else folded
    result = str(kept.tobytes(), "utf-16-le", "surrogatepass")
    # Two halves of a pair that stood apart in the text may not become one character.
    return (result, dropped) if len(result) == len(kept) else _fold_astral(codes)


def _keep_marks(codes: Ints, folded: Ints, changed: Ints) -> None:
    """Unfold circled digits that are marks of a list (`①13800138000`), and no digits among others."""
    if not np.count_nonzero(_are_circled(codes[changed])):
        return
    seen = where(folded != _DROPPED)
    given, plain = codes[seen], folded[seen]
    circled = _are_circled(given)
    marks = where(circled)
    among = (marks > 0) & are_alphanumeric(plain[marks - 1])
    behind = np.minimum(marks + 1, len(given) - 1)
    among |= circled[behind] | (given[behind] == _CIRCLED_ZERO)
    alone = marks[~among]
    folded[seen[alone]] = given[alone]


def _are_circled(points: Ints) -> Flags:
    return points - _CIRCLED_ONE < _CIRCLED


def _fold_astral(given: Ints) -> tuple[str, Ints]:
    codes = given.astype(np.uint32)
    basic = where(codes < _BASIC_PLANE)
    codes[basic] = _FOLD_TO[codes[basic]]
    first, last = _MATHEMATICAL
    styled = np.flatnonzero((codes >= first) & (codes <= last))
    codes[styled] = _mathematical()[codes[styled] - first]
    _keep_marks(given, codes, basic)
    dropped = np.flatnonzero(codes == _DROPPED)
    return str(np.delete(codes, dropped).tobytes(), "utf-32-le", "surrogatepass"), dropped


def end_of_line(text: str, start: int) -> int:
    """Return where the line that holds a place ends."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def start_of_line(text: str, place: int, reach: int) -> int:
    """Return where the line that holds a place begins, or what of it is within so many code points before."""
    near = max(0, place - reach)
    return text.rfind("\n", near, place) + 1 or near


def lines(text: str, start: int, end: int) -> Iterator[Bounds]:
    """Yield the bounds of the lines of text[start:end], without their line ends."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop - 1 if stop > start and text[stop - 1] == "\r" else stop
        start = stop + 1
