"""Folding a text to the form that the detectors read, with the way back to the text as given.

Folded are the ways in which the same value is written: full-width and styled digits and letters,
exotic spaces and dashes (each one character for one), while invisible characters are dropped.
Chinese sentence punctuation stays as it is, because `，` ends a value where `,` may be part of one.
No fold makes one character into two, so the way back is a short list of places where characters
were dropped: cheap for ordinary text, and linear for hostile text.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

# Zero-width and bidirectional marks, soft hyphen, joiners, variation selectors, BOM.
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_KEPT = frozenset("，：；！？（）")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_FOLDED_RANGES = (
    (0x00A0, 0x00BF),  # no-break space, superscript digits
    (0x2000, 0x200A),  # typographic spaces
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x2070, 0x2089),  # superscript and subscript digits
    (0x2460, 0x2468),  # circled digits
    (0x24B6, 0x24EA),  # circled letters
    (0x2F00, 0x2FD5),  # Kangxi radicals
    (0x3000, 0x3000),
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFF01, 0xFF5E),  # full-width forms
    (0x1D400, 0x1D7FF),  # mathematical letters and digits
)


def _table() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _DASHES), "-")
    for first, last in _FOLDED_RANGES:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and ord(folded) != code and chr(code) not in _KEPT:
                table.setdefault(code, folded)
    return table


_FOLDS = _table()
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]++")
# Two expressions: mixed with others, characters beyond the basic plane make a class a hundred times slower.
_TO_FOLD = (
    re.compile("[" + "".join(chr(code) for code in sorted(_FOLDS) if code < 0x10000) + "]++"),  # noqa: PLR2004
    re.compile("[\U0001d400-\U0001d7ff]++"),
)


class FoldedText(msgspec.Struct, frozen=True):
    """A folded text and the way back: after `folded_at[k]` the offset to the original is `shifts[k]`."""

    text: str
    folded_at: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span [start, end) of the folded text in code points of the original, end > start."""
        return start + self._shift(start), end + self._shift(end - 1)

    def _shift(self, position: int) -> int:
        index = bisect_right(self.folded_at, position) - 1
        return self.shifts[index] if index >= 0 else 0


def _fold_run(run: re.Match[str]) -> str:
    return run[0].translate(_FOLDS)


def fold(text: str) -> FoldedText:
    r"""Return the folded form of a text.

    >>> folded = fold("卡号６２２２\u200b02")
    >>> folded.text, folded.original(2, 8)
    ('卡号622202', (2, 9))
    """
    for foldable in _TO_FOLD:
        text = foldable.sub(_fold_run, text)
    if not _INVISIBLE_RUN.search(text):
        return FoldedText(text)
    folded_at: list[int] = []
    shifts: list[int] = []
    dropped = 0
    for run in _INVISIBLE_RUN.finditer(text):
        folded_at.append(run.start() - dropped)
        dropped += run.end() - run.start()
        shifts.append(dropped)
    return FoldedText(_INVISIBLE_RUN.sub("", text), tuple(folded_at), tuple(shifts))


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the lines of text[start:end], without their line ends."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop - 1 if stop > start and text[stop - 1] == "\r" else stop
        start = stop + 1
