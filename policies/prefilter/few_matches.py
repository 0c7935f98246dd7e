"""From matches to hits one by one, where they are few: columns have a price of their own, fifty calls for any text.

The hits are those that `scan` finds in columns.
"""

import re
from collections.abc import Iterable, Sequence
from string import ascii_letters, ascii_lowercase

import numpy as np

from policies.prefilter.hits import NUMBER_BITS, NUMBER_OF_KIND, Expression, Hits, Trigger

FEW = 100  # matches, from which on columns are cheaper
# How small letters behind a label and a space may begin; else it is prose: `name of the game`, `address the issue`.
BEHIND_A_LABEL = re.compile(b"no|is |num|on |of |was |for |code|ends|has |to [A-Z]|[a-z]{1,2}[0-9]{4}")
_LETTERS, _SMALL = frozenset(ascii_letters.encode()), frozenset(ascii_lowercase.encode())
_SPACE = ord(" ")
_NUMBER = (1 << NUMBER_BITS) - 1
# Of an expression: code points of its word, whether it is Latin, and may be an ordinary word; its kind, if a label.
Facts = tuple[int, bool, bool, int, bool]
_Word = tuple[int, int, int, bool]  # start, end, kind, whether it is a label


class FewMatches:
    """Makes hits of the matches of the expressions of the prefilter."""

    def __init__(self, searched: Sequence[Expression]) -> None:
        """Take the expressions by which matches are numbered."""
        self.facts: list[Facts] = [
            (
                len(each.word),
                each.is_latin,
                each.may_be_prose,
                NUMBER_OF_KIND[each.trigger, each.topic],
                each.trigger is Trigger.LABEL,
            )
            for each in searched
        ]

    def hits(self, octets: bytes, found: Iterable[int]) -> Hits:
        """Return the hits; `octets` end with what stands behind the text, and `found` is what a `Matcher` gives."""
        shapes: list[tuple[int, int]] = []
        words: list[_Word] = []
        at = place = 0  # how many octets, and how many code points they are
        for match in sorted({*found}):
            length, is_latin, may_be_prose, kind, is_label = self.facts[match & _NUMBER]
            end = match >> NUMBER_BITS
            if not is_latin or _stands_alone(octets, end - length, end, may_be_prose=may_be_prose):
                place += len(octets[at:end].decode("utf-8", "surrogatepass"))
                at = end
                if length:
                    words.append((place - length, place, kind, is_label))
                else:
                    shapes.append((kind, place))
        words = _joined(_outermost(words))
        kinds = [*(kind for kind, _ in shapes), *(word[2] for word in words)]
        starts = [*(end for _, end in shapes), *(word[0] for word in words)]
        ends = [*(end for _, end in shapes), *(word[1] for word in words)]
        return Hits(*np.array((kinds, starts, ends), np.int64))


def _stands_alone(octets: bytes, start: int, end: int, *, may_be_prose: bool) -> bool:
    """Return whether a Latin word is no part of a longer one, nor an ordinary word in a sentence."""
    behind = octets[end]
    if behind in _LETTERS or octets[start - 1] in _LETTERS:  # before the first stands the last, which is none
        return False
    if may_be_prose and behind == _SPACE and octets[end + 1] in _SMALL:
        return BEHIND_A_LABEL.match(octets, end + 1) is not None
    return True


def _outermost(words: list[_Word]) -> list[_Word]:
    """Return the words that lie within no other, by their start."""
    words.sort(key=lambda word: (word[0], -word[1]))
    kept: list[_Word] = []
    for word in words:
        if not kept or word[1] > kept[-1][1]:
            kept.append(word)
    return kept


def _joined(words: list[_Word]) -> list[_Word]:
    """Labels that share characters are one, of the topic of the longer: `港澳通行证` in `…通行证号码`."""
    kept: list[_Word] = []
    for word in words:
        if kept and word[3] and kept[-1][3] and word[0] < kept[-1][1]:
            last = kept.pop()
            longer = last if last[1] - last[0] > word[1] - word[0] else word
            word = (last[0], word[1], longer[2], True)  # noqa: PLW2901 - which the next may share characters with
        kept.append(word)
    return kept
