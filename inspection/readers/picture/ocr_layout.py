"""Pieces of text that stand in a picture, put together to lines as a person reads them.

A line is followed from piece to piece along its own slope, so that a page held at an angle, or seen in
perspective, keeps its rows. Cells of a row are separated by tabs; a number or word of which the
recogniser made two pieces is one again.
"""

import itertools
from collections.abc import Iterable

import msgspec

_SAME_LINE = 0.55  # of the lower height: how far a piece may stand off the line
# Of the height; boxes reach 0.3 of it beyond their text on either side. Gaps within a number, within a word
# of Chinese, and within a cell.
_IN_NUMBER, _IN_WORD, _IN_CELL = 0.1, -0.4, 0.5
_OVERLAP = 0.8  # of the height: how far boxes of neighbours may overlap


class Piece(msgspec.Struct, frozen=True):
    """A text, the middle of its left and of its right edge in pixels, and its height."""

    text: str
    left: tuple[float, float]
    right: tuple[float, float]
    height: float

    @property
    def slope(self) -> float:
        """Rise over run of the line it stands on; 0 for what is too short to tell."""
        run = self.right[0] - self.left[0]
        return (self.right[1] - self.left[1]) / run if run > 2 * self.height else 0.0


def lines(pieces: Iterable[Piece]) -> list[str]:
    """Return the lines of a picture from the top, cells separated by tabs."""
    ordered = sorted(pieces, key=lambda piece: piece.left[0])
    tilt = _tilt(ordered)
    rows: list[list[Piece]] = []
    for piece in ordered:
        row = min(rows, key=lambda row: _distance(row[-1], piece, tilt), default=None)
        if row is None or _distance(row[-1], piece, tilt) > _SAME_LINE:
            rows.append([piece])
        else:
            row.append(piece)
    rows.sort(key=lambda row: row[0].left[1] - tilt * row[0].left[0])
    return [_text(row) for row in rows]


def _tilt(pieces: list[Piece]) -> float:
    """Return the slope of the page: that of the middle one of its long pieces."""
    slopes = sorted(piece.slope for piece in pieces if piece.slope)
    return slopes[len(slopes) // 2] if slopes else 0.0


def _distance(last: Piece, piece: Piece, tilt: float) -> float:
    """Return how far `piece` is off the line that ends with `last`, in units of the lower height."""
    lower = min(last.height, piece.height)
    if piece.left[0] < last.right[0] - _OVERLAP * lower:
        return float("inf")
    expected = last.right[1] + (last.slope or tilt) * (piece.left[0] - last.right[0])
    return abs(piece.left[1] - expected) / max(lower, 1.0)


def _text(row: list[Piece]) -> str:
    text = row[0].text
    for last, piece in itertools.pairwise(row):
        gap = (piece.left[0] - last.right[0]) / max(min(last.height, piece.height), 1.0)
        ends = last.text[-1:] + piece.text[:1]
        joined = _IN_NUMBER if ends.isascii() else -1.0 if not _is_wide(ends) else _IN_WORD
        text += ("" if gap < joined else " " if gap < _IN_CELL else "\t") + piece.text
    return text


def _is_wide(ends: str) -> bool:
    return not any(map(str.isascii, ends))
