"""A long text in pieces that end with a paragraph, so that a text of any length costs what its pieces cost.

The columns of a hundred megabytes at once are slower by half than those of pieces of a megabyte, which the
processor's caches nearly hold. A cut is made behind a sentence and a blank line only, and in no cell of HTML: no value,
label or table goes on there. A text without such a place stays whole.
"""

from collections.abc import Iterator

PIECE = 1 << 20  # code points that a piece has at least, unless it is the last
_SEARCHED = 1 << 16  # code points behind them in which the paragraph ends, else the piece grows by as many
_ENDS = tuple(mark + line + line for line in ("\n", "\r\n") for mark in "。！？.!?")
_OPENS = ("<td", "<th", "<TD", "<TH")
_CLOSES = ("</t", "<tr", "</T", "<TR")


def pieces(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield start and end of each piece, in order; together they are the text.

    >>> list(pieces("一句话。\n\n又一句。"))
    [(0, 10)]
    """
    start, near, length = 0, PIECE, len(text)
    while near < length:
        cut = _end_of_paragraph(text, near)
        if cut and not _in_a_cell(text, start, cut):
            yield start, cut
            start, near = cut, cut + PIECE
        else:
            near = max(cut, near + _SEARCHED)
    yield start, length


def _end_of_paragraph(text: str, near: int) -> int:
    """Return where the first paragraph ends behind a place, 0 if none does within reach."""
    found = ((text.find(end, near, near + _SEARCHED), len(end)) for end in _ENDS)
    return min((at + size for at, size in found if at >= 0), default=0)


def _in_a_cell(text: str, start: int, end: int) -> bool:
    """Return whether the last cell that was opened before `end` was not closed."""
    opened = max(text.rfind(tag, start, end) for tag in _OPENS)
    return opened >= 0 and opened > max(text.rfind(tag, start, end) for tag in _CLOSES)
