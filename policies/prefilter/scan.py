"""From a folded text to its hits: search the octets, then speak of code points again.

Two matchers can search, Vectorscan and `re`; what follows the search is the same for both, and is
done for all matches of a piece at once, because one by one it would cost more than the search.
"""

from collections.abc import Sequence
from string import ascii_letters, ascii_lowercase, digits
from typing import Protocol

import numpy as np

from policies.code_points import Flags, Ints, where
from policies.prefilter.few_matches import BEHIND_A_LABEL, FEW, FewMatches
from policies.prefilter.hits import (
    NO_HITS,
    NUMBER_BITS,
    Expression,
    Hits,
    TooDense,
    Trigger,
    kinds_of,
)

_CHUNK = 1 << 20  # octets searched at once
_OVERLAP = 512  # octets searched again, longer than any match
_SPACE = ord(" ")
_IS_SMALL, _IS_LETTER, _IS_DIGIT = (
    np.isin(np.arange(256), list(each.encode())) for each in (ascii_lowercase, ascii_letters, digits)
)
_FIRST_OF_A_CODE_POINT = -64  # as a signed octet; 0x80 to 0xBF, which go on, are less
_WORD = 64  # octets that are counted at once
_NOTHING = np.zeros(0, np.int64)
_NUMBER = (1 << NUMBER_BITS) - 1
_BEGINNINGS = (
    b"no",
    b"is",
    b"nu",
    b"on",
    b"of",
    b"wa",
    b"fo",
    b"co",
    b"en",
    b"ha",
    b"to",
)  # of these, or with a digit
_MAY_BEGIN = np.isin(np.arange(1 << 16), [first << 8 | second for first, second in _BEGINNINGS])
# A text is too dense when a hit has fewer octets to itself, on an average of a piece. Of client data as XML, with a
# tag on either side of each short value, it has ten, in a list of addresses as many, in a spreadsheet forty.
_OCTETS_A_HIT = 8
_OCTETS_A_SECRET = 14  # of words for a password, at which most is looked for; a list of accounts has twenty
_NEVER_DENSE = 1 << 17  # octets that are looked through whatever is in them
_LOOKED_AT = _NEVER_DENSE // 2  # octets that hits may fill of a text that is too dense, before it is given up
_LENGTH_BITS = 8  # of a word, in octets
_THREE = np.arange(1, 4)[:, None]
_ARE_LABELS = kinds_of(lambda trigger, _: trigger is Trigger.LABEL)


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
        self._few = FewMatches(searched)
        lengths, is_latin, may_be_prose, kinds, _ = np.array(self._few.facts, np.int64).T
        self._lengths = lengths  # code points; 0 for a shape
        self._octets = np.array([len(each.word.encode()) for each in searched])
        self._share = np.array(
            [_OCTETS_A_SECRET if each.trigger is Trigger.SECRET else _OCTETS_A_HIT for each in searched]
        )
        self._latin = lengths * is_latin
        self._may_be_prose = may_be_prose.astype(bool)
        self._kinds = kinds.copy()

    def scan(self, text: str) -> Hits:
        """Return the hits of a folded text: shapes by their end, then words by their start.

        Of words that lie within each other only the longest counts.

        Raises:
            TooDense: so many hits that a closer look at each could be used to stop the work.
        """
        octets = text.encode("utf-8", "surrogatepass") + b"\n"
        found = self._matcher.find(octets) if len(octets) <= _CHUNK else None
        if found is not None and len(found) <= FEW:
            return self._few.hits(octets, found) if found else NO_HITS
        ends, numbers = self._matches(octets, found, plain=len(octets) == len(text) + 1)
        if not len(ends):
            return NO_HITS
        lengths = self._lengths[numbers]
        shape, word = lengths == 0, lengths > 0
        words = self._words(ends[word], lengths[word], numbers[word])
        return Hits(
            np.concatenate((self._kinds[numbers[shape]], words.kinds)),
            np.concatenate((ends[shape], words.starts)),
            np.concatenate((ends[shape], words.ends)),
        )

    def _matches(self, octets: bytes, found: list[int] | None, *, plain: bool) -> tuple[Ints, Ints]:
        """Return the ends in code points, ascending, and the numbers of all matches, of which `found` may be known."""
        ends: list[Ints] = []
        numbers: list[Ints] = []
        before = 0  # code points before this piece
        for start in range(0, len(octets), _CHUNK):
            begin, stop = max(0, start - _OVERLAP), min(len(octets), start + _CHUNK)
            if found is None or start:
                found = self._matcher.find(octets[begin : stop + 1])
            packed = _without_repeats(np.array(found, np.int64))
            packed = packed[self._stand_alone(octets[begin : stop + 2], packed)]
            dense = self._too_dense_from(packed, stop - begin)
            if dense is not None:
                size = np.array([max(0, begin + dense - start)])
                raise TooDense(before + int(_code_points(octets[start:stop], size)[0]))
            end = (packed >> NUMBER_BITS) + (begin - start)
            here = (end > 0) & (end <= stop - start)
            end = end[here]
            numbers.append(packed[here] & _NUMBER)
            places = np.concatenate((end, [stop - start]))
            places = before + (places if plain else _code_points(octets[start:stop], places))
            ends.append(places[:-1])
            before = int(places[-1])
        return (np.concatenate(ends), np.concatenate(numbers)) if ends else (_NOTHING, _NOTHING)

    def _too_dense_from(self, packed: Ints, size: int) -> int | None:
        """Return the octet up to which a piece of this size is looked at all the same, None if it is not too dense.

        Of matches within each other (`身份证号码` holds four) the longest counts.
        """
        if len(packed) * _OCTETS_A_SECRET <= _NEVER_DENSE:
            return None
        numbers, ends = packed & _NUMBER, packed >> NUMBER_BITS
        order, outermost = _outermost(ends - self._octets[numbers], ends)
        counted = order[outermost]
        filled = np.cumsum(self._share[numbers[counted]])
        if filled[-1] <= max(_NEVER_DENSE, size):
            return None
        return int(ends[counted[np.searchsorted(filled, _LOOKED_AT)]])

    def _stand_alone(self, octets: bytes, packed: Ints) -> Flags:
        """Return which matches are not part of a longer Latin word, nor an ordinary word in a sentence."""
        codes = np.frombuffer(octets, np.uint8)
        number, end = packed & _NUMBER, packed >> NUMBER_BITS
        size, behind = self._latin[number], codes[end]
        before = codes[end - size - 1]  # at the very beginning the last octet, which is no letter
        alone = (size == 0) | ~(_IS_LETTER.take(before) | _IS_LETTER.take(behind))
        spaced = where(alone & self._may_be_prose[number] & (behind == _SPACE))
        begins, goes_on, third = codes[np.minimum(end[spaced] + _THREE, len(codes) - 1)]
        prose = _IS_SMALL.take(begins)
        spaced = spaced[prose]
        alone[spaced] = False
        pairs = (begins.astype(np.uint16) << 8) | goes_on
        may_begin = (_MAY_BEGIN.take(pairs) | _IS_DIGIT.take(goes_on) | _IS_DIGIT.take(third))[prose]
        for index in spaced[may_begin].tolist():
            alone[index] = BEHIND_A_LABEL.match(octets, int(end[index]) + 1) is not None
        return alone

    def _words(self, ends: Ints, lengths: Ints, numbers: Ints) -> Hits:
        starts = ends - lengths
        order, outermost = _outermost(starts, ends)
        kept = order[outermost]
        words = Hits(self._kinds[numbers[kept]], starts[kept], ends[kept])
        is_label = _ARE_LABELS[words.kinds]
        shared = (words.starts[1:] < words.ends[:-1]) & is_label[1:] & is_label[:-1]
        return _joined(words, where(shared) + 1) if np.count_nonzero(shared) else words


def _outermost(starts: Ints, ends: Ints) -> tuple[Ints, Flags]:
    """Return the order of words by start, the longest first, and which of them in that order are within no other."""
    # Timsort is quick with what is nearly in order.
    order = ((starts << _LENGTH_BITS) + (starts - ends)).argsort(kind="stable")
    ends = ends[order]
    reach = np.maximum.accumulate(ends)
    outermost = np.ones(len(ends), dtype=bool)
    np.greater(ends[1:], reach[:-1], out=outermost[1:])
    return order, outermost


def _without_repeats(packed: Ints) -> Ints:
    """Return integers sorted and each once; `np.unique` takes no hint that they are nearly in order."""
    packed.sort(kind="stable")
    first = np.ones(len(packed), dtype=bool)
    np.not_equal(packed[1:], packed[:-1], out=first[1:])
    return packed[first]


def _code_points(octets: bytes, places: Ints) -> Ints:
    """Return how many code points begin before each of these octets.

    Counted are the octets that go on, 64 at once, because a list of where code points begin is eight times the text.
    """
    padded = octets + bytes(_WORD - len(octets) % _WORD)
    goes_on = np.frombuffer(padded, np.int8) < _FIRST_OF_A_CODE_POINT
    words = np.packbits(goes_on, bitorder="little").view("<u8")
    before = np.bitwise_count(words).cumsum(dtype=np.int64)
    word = places // _WORD
    behind = words[word] >> (places % _WORD).astype(np.uint64)
    return places - before[word] + np.bitwise_count(behind)


def _joined(words: Hits, shared: Ints) -> Hits:
    """Labels that share characters are one, of the topic of the longer: `港澳通行证` in `…通行证号码`.

    `shared` are those that begin before the end of the one before them.
    """
    starts, kinds = words.starts.copy(), words.kinds.copy()
    for index in shared.tolist():  # the label before, which may be two already, is taken in
        before = words.ends[index - 1] - starts[index - 1]
        if before > words.ends[index] - starts[index]:
            kinds[index] = kinds[index - 1]
        starts[index] = starts[index - 1]
    kept = np.ones(len(kinds), dtype=bool)
    kept[shared - 1] = False
    return Hits(kinds[kept], starts[kept], words.ends[kept])
