"""The prefilter's search by `re`, for machines on which Vectorscan does not run: same matches, slowly."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from policies.prefilter.hits import NUMBER_BITS, Expression


class FallbackMatcher:
    """Finds expressions by number; see `Matcher`."""

    def __init__(self, expressions: Sequence[Expression]) -> None:
        """Compile one expression for all words, and each shape for itself."""
        numbers = {each.word.encode(): number for number, each in enumerate(expressions) if each.word}
        self._within = {
            word: [(size, numbers[word[:size]]) for size in range(1, len(word) + 1) if word[:size] in numbers]
            for word in numbers
        }
        # With a lookahead every start is tried, and of the words that begin there the longest is found.
        self._words = re.compile(b"(?=(" + _any_of(numbers) + b"))")
        self._shapes = [
            (number, each.behind, 1 if each.once else None, re.compile(b"(?=(" + each.pattern + b"))"))
            for number, each in enumerate(expressions)
            if not each.word
        ]

    def find(self, octets: bytes) -> list[int]:
        """Return every match, packed; see `Matcher`."""
        lower = octets.lower()  # of octets only A to Z change
        found = [
            (match.start() + size) << NUMBER_BITS | number
            for match in self._words.finditer(lower)
            for size, number in self._within[match[1]]
        ]
        for number, behind, most, shape in self._shapes:
            matches = islice(shape.finditer(octets), most)
            found += {(match.end(1) - behind) << NUMBER_BITS | number for match in matches}
        return found


def _any_of(words: Iterable[bytes]) -> bytes:
    """Return an expression for the longest of some words: a branch for each first octet."""
    branches: dict[int, list[bytes]] = {}
    for word in sorted(words, key=len, reverse=True):
        branches.setdefault(word[0], []).append(re.escape(word[1:]))
    return b"|".join(
        re.escape(bytes([first])) + b"(?:" + b"|".join(rest) + b")" for first, rest in branches.items()
    )
