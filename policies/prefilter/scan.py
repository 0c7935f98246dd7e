"""From a folded text to its hits: search the octets, then speak of code points again.

Two matchers can search, Vectorscan and `re`; what follows the search is the same for both, and is
done for all matches of a piece at once, because one by one it would cost more than the search.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from policies.prefilter.hits import NUMBER_BITS, Expression, Hit, TooDense, Trigger

_CHUNK = 1 << 20  # octets searched at once
_OVERLAP = 512  # octets searched again, longer than any match
_SPACE = ord(" ")
_IS_LETTER = np.array([chr(code).isascii() and chr(code).isalpha() for code in range(256)])
_FIRST_OF_A_CODE_POINT = -64  # as a signed octet; 0x80 to 0xBF, which go on, are less
_NOTHING = np.zeros(0, np.int64)
_NUMBER = (1 << NUMBER_BITS) - 1
# How what follows a label may begin: two to four octets, as one integer.
_BEHIND_A_LABEL = frozenset(
    map(int.from_bytes, (b"no", b"is ", b"num", b"on ", b"of ", b"was ", b"for ", b"code", b"ends", b"has "))
)
_TO = int.from_bytes(b"to ")
_WORDS_ALWAYS = 1 << 13  # words in a piece that are never too many
_OCTETS_A_WORD = 10  # a list of passwords with their label has half as many words

_Ints = Any  # a numpy array of 64-bit integers


class Matcher(Protocol):
    """What searches octets for the expressions it was made with."""

    def find(self, octets: bytes) -> list[int]:
        """Return every match, in no order, as `end << NUMBER_BITS | number of the expression`.

        Of a Latin word any occurrence, or only those where no letter stands beside it. The last octet
        is there to stand behind the last word, and never belongs to a match. Matches are packed
        because a million pairs keep the garbage collector busier than the search takes.
        """


class Scanner:
    """Searches texts for the expressions of the prefilter."""

    def __init__(self, searched: Sequence[Expression], matcher: Matcher) -> None:
        """Take the expressions and a matcher that was made with the same."""
        self._matcher = matcher
        self._lengths = np.array([len(each.word) for each in searched])  # code points; 0 for a shape
        self._latin = np.array([len(each.word) if each.is_latin else 0 for each in searched])
        self._may_be_prose = np.array([each.may_be_prose for each in searched])
        self._kinds = [(each.trigger, each.topic) for each in searched]

    def scan(self, text: str) -> list[Hit]:
        """Return the hits of a folded text: shapes by their end, then words by their start.

        Of words that lie within each other only the longest counts.

        Raises:
            TooDense: so many words that a closer look at each could be used to stop the work.
        """
        octets = text.encode("utf-8", "surrogatepass")
        ends, numbers = self._matches(octets, plain=len(octets) == len(text))
        if not len(ends):
            return []
        is_word = self._lengths[numbers] > 0
        hits = [
            Hit(self._kinds[number][0], end, end)
            for end, number in zip(ends[~is_word].tolist(), numbers[~is_word].tolist(), strict=True)
        ]
        return hits + self._words(ends[is_word], numbers[is_word])

    def _matches(self, octets: bytes, *, plain: bool) -> tuple[_Ints, _Ints]:
        """Return the ends in code points, ascending, and the numbers of all matches."""
        octets += b"\n"
        ends: list[_Ints] = []
        numbers: list[_Ints] = []
        before = 0  # code points before this piece
        for start in range(0, len(octets), _CHUNK):
            begin, stop = max(0, start - _OVERLAP), min(len(octets), start + _CHUNK)
            found = self._matcher.find(octets[begin : stop + 1])
            if not found and stop == len(octets):
                break
            packed = np.unique(np.array(found, dtype=np.int64))
            if np.count_nonzero(self._lengths[packed & _NUMBER]) > max(
                _WORDS_ALWAYS, (stop - start) // _OCTETS_A_WORD
            ):
                raise TooDense("density")
            packed = packed[self._stand_alone(octets[begin : stop + 2], packed)]
            end = (packed >> NUMBER_BITS) + (begin - start)
            here = (end > 0) & (end <= stop - start)
            end = end[here]
            begun = np.arange(0) if plain else _code_points(octets[start:stop])
            ends.append(before + (end if plain else np.searchsorted(begun, end)))
            numbers.append(packed[here] & _NUMBER)
            before += stop - start if plain else len(begun)
        return (np.concatenate(ends), np.concatenate(numbers)) if ends else (_NOTHING, _NOTHING)

    def _stand_alone(self, octets: bytes, packed: _Ints) -> _Ints:
        """Return which matches are not part of a longer Latin word, nor an ordinary word in a sentence."""
        size = self._latin[packed & _NUMBER]
        latin = np.flatnonzero(size)
        end = (packed >> NUMBER_BITS)[latin]
        codes = np.frombuffer(octets, np.uint8)
        before = codes[end - size[latin] - 1]  # at the very beginning the last octet, which is no letter
        alone = np.ones(len(packed), dtype=bool)
        alone[latin] = ~(_IS_LETTER[before] | _IS_LETTER[codes[end]])
        sentence = self._may_be_prose[packed & _NUMBER][latin] & (codes[end] == _SPACE) & alone[latin]
        if sentence.any():
            alone[latin[sentence]] = ~_are_prose(codes, end[sentence] + 1)
        return alone

    def _words(self, ends: _Ints, numbers: _Ints) -> list[Hit]:
        starts = ends - self._lengths[numbers]
        order = np.lexsort((-ends, starts))
        starts, ends, numbers = starts[order], ends[order], numbers[order]
        reach = np.maximum.accumulate(ends)
        outermost = np.append(True, ends[1:] > reach[:-1])[: len(ends)]
        words: list[Hit] = []
        for start, end, number in zip(
            starts[outermost].tolist(), ends[outermost].tolist(), numbers[outermost].tolist(), strict=True
        ):
            word = Hit(self._kinds[number][0], start, end, self._kinds[number][1])
            if words and start < words[-1].end and words[-1].trigger is word.trigger is Trigger.LABEL:
                word = _joined(words.pop(), word)
            words.append(word)
        return words


def _code_points(octets: bytes) -> _Ints:
    """Return at which octet each code point begins."""
    return np.flatnonzero(np.frombuffer(octets, np.int8) >= _FIRST_OF_A_CODE_POINT)


def _are_prose(codes: _Ints, places: _Ints) -> _Ints:
    """`name of the game`, `address the issue`: a label is followed by its value or by a verb of being."""
    four = np.zeros(len(places), np.int64)
    for place in range(4):
        four = four << 8 | codes[np.minimum(places + place, len(codes) - 1)]
    return np.array([not _goes_on(each) for each in four.tolist()], dtype=bool)


def _goes_on(four: int) -> bool:
    """Whether these four octets behind a label and a space are the beginning of what labels are followed by."""
    if not ord("a") <= four >> 24 <= ord("z"):
        return True
    if four >> 16 in _BEHIND_A_LABEL or four >> 8 in _BEHIND_A_LABEL or four in _BEHIND_A_LABEL:
        return True
    return four >> 8 == _TO and ord("A") <= four & 0xFF <= ord("Z")


def _joined(first: Hit, second: Hit) -> Hit:
    """Two labels that share characters are one, of the topic of the longer: `港澳通行证` in `…通行证号码`."""
    longer = first if first.end - first.start > second.end - second.start else second
    return Hit(Trigger.LABEL, first.start, second.end, longer.topic)
