"""From a folded text to its hits: search the octets, then speak of code points again.

Two matchers can search, Vectorscan and `re`; what follows the search is the same for both.
"""

from collections.abc import Sequence
from typing import Protocol

from policies.prefilter.hits import NUMBER_BITS, Expression, Hit, TooDense, Trigger

_CHUNK = 1 << 20  # octets searched at once
_OVERLAP = 512  # octets searched again, longer than any match
_NUMBER = (1 << NUMBER_BITS) - 1
_BEHIND_A_LABEL = ("is ", "was ", "no", "num", "on ", "of ", "for ", "code", "ends ", "has ")
_DENSITY_MAX = _CHUNK // 10  # matches in a chunk; a table of passwords has half of it


class Matcher(Protocol):
    """What searches octets for the expressions it was made with."""

    def find(self, octets: bytes) -> list[int]:
        """Return every match once, in no order, as `end << NUMBER_BITS | number of the expression`.

        The last octet is there to stand behind the last word, and never belongs to a match. Matches
        are packed because a million pairs keep the garbage collector busier than the search takes.
        """


class Scanner:
    """Searches texts for the expressions of the prefilter."""

    def __init__(self, searched: Sequence[Expression], matcher: Matcher) -> None:
        """Take the expressions and a matcher that was made with the same."""
        self._matcher = matcher
        self._lengths = [len(each.word) for each in searched]
        self._triggers = [each.trigger for each in searched]
        self._topics = [each.topic for each in searched]
        self._may_be_prose = [each.may_be_prose for each in searched]

    def scan(self, text: str) -> list[Hit]:
        """Return the hits of a folded text: shapes by their end, then words by their start.

        Of words that lie within each other only the longest counts.

        Raises:
            TooDense: so many words that a closer look at each could be used to stop the work.
        """
        octets = text.encode("utf-8", "surrogatepass")
        matches = self._matches(octets)
        if len(octets) != len(text):
            matches = _in_code_points(octets, matches)
        return self._hits(text, matches)

    def _matches(self, octets: bytes) -> list[int]:
        octets += b"\n"
        matches: list[int] = []
        for start in range(0, len(octets), _CHUNK):
            begin, stop = max(0, start - _OVERLAP), start + _CHUNK
            found = self._matcher.find(octets[begin : stop + 1])
            if len(found) > _DENSITY_MAX:
                raise TooDense("density")
            found.sort()
            lowest, highest, shift = (start - begin + 1), stop - begin + 1, begin << NUMBER_BITS
            matches += [
                each + shift for each in found if lowest << NUMBER_BITS <= each < highest << NUMBER_BITS
            ]
        return matches

    def _hits(self, text: str, matches: list[int]) -> list[Hit]:
        lengths, triggers, topics = self._lengths, self._triggers, self._topics
        may_be_prose = self._may_be_prose
        hits: list[Hit] = []
        words: list[tuple[int, int, int]] = []
        for match in matches:
            number, end = match & _NUMBER, match >> NUMBER_BITS
            if lengths[number]:
                if may_be_prose[number] and text[end : end + 1] == " " and _is_prose(text, end + 1):
                    continue
                words.append((end - lengths[number], -end, number))
            else:
                hits.append(Hit(triggers[number], end, end))
        words.sort()
        reach = 0
        for start, minus_end, number in words:
            if -minus_end <= reach:
                continue
            word = Hit(triggers[number], start, -minus_end, topics[number])
            if start < reach and hits[-1].trigger is word.trigger is Trigger.LABEL:
                word = _joined(hits.pop(), word)
            reach = word.end
            hits.append(word)
        return hits


def _is_prose(text: str, position: int) -> bool:
    """`name of the game`, `address the issue`: a label is followed by its value or by a verb of being."""
    if not text[position : position + 1].islower() or text.startswith(_BEHIND_A_LABEL, position):
        return False
    return not (text.startswith("to ", position) and text[position + 3 : position + 4].isupper())


def _joined(first: Hit, second: Hit) -> Hit:
    """Two labels that share characters are one, of the topic of the longer: `港澳通行证` in `…通行证号码`."""
    longer = first if first.end - first.start > second.end - second.start else second
    return Hit(Trigger.LABEL, first.start, second.end, longer.topic)


def _in_code_points(octets: bytes, matches: list[int]) -> list[int]:
    result = []
    before = position = 0
    for match in matches:
        end = match >> NUMBER_BITS
        if end != before:
            position += len(str(octets[before:end], "utf-8", "surrogatepass"))
            before = end
        result.append(position << NUMBER_BITS | match & _NUMBER)
    return result
