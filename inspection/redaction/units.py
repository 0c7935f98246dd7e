"""A source cut into stretches, each with what a person reads of it: masks go from the text back into the source.

A page shows `1&#51;8<b>0013</b>8000` as one number; a header hides its subject in encoded words. The text is
what is looked through; a mask is written where the value begins, and the rest of the value is taken out
of every stretch that holds a part of it. What stands between them (a tag) stays.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from policies.masking.replacement import Replacement


class Unit(msgspec.Struct, frozen=True):
    """One stretch of a source and its text.

    Where both are the same, masks are put into it; where they differ, `write` gives the source of a changed
    text, and a stretch without it, or one that is `fixed`, never changes.
    """

    source: str
    text: str
    write: Callable[[str], str] | None = None
    fixed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its text can be changed."""
        return not self.fixed and (self.source == self.text or self.write is not None)


def text_of(units: Iterable[Unit]) -> str:
    """Return the whole text."""
    return "".join(unit.text for unit in units)


def rewritten(units: Iterable[Unit], replacements: Sequence[Replacement]) -> tuple[str, list[str]]:
    """Return the source with the replacements made, and the masks that were put into it.

    `replacements` are of the whole text, ascending and not overlapping. One that lies in fixed stretches only
    is not made.
    """
    pieces: list[str] = []
    made: list[str] = []
    at = first = 0
    begun = False  # whether the mask of the first replacement was written
    for unit in units:
        end = at + len(unit.text)
        changed, kept_from = "", at
        touched = False
        while first < len(replacements) and replacements[first][0] < end:
            start, stop, shown = replacements[first]
            if unit.is_open:
                changed += unit.text[kept_from - at : max(start, kept_from) - at]
                if not begun:
                    changed += shown
                    made.append(shown)
                begun = touched = True
                kept_from = max(kept_from, min(stop, end))
            if stop > end:
                break
            first, begun = first + 1, False
        changed += unit.text[kept_from - at :]
        pieces.append(_source(unit, changed) if touched else unit.source)
        at = end
    return "".join(pieces), made


def _source(unit: Unit, text: str) -> str:
    return unit.write(text) if unit.write is not None else text
