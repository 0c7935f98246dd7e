"""The prefilter's search by Vectorscan: all expressions of a database in one pass over the octets.

The compiled database can be handed to another process of the same machine as octets, which load
in a few milliseconds what took a quarter of a second to compile.
"""

import re
from collections.abc import Sequence

import hyperscan

from policies.prefilter.hits import NUMBER_BITS, Expression

# A word of two or three letters stands within many others: its surroundings are searched for with it. For longer
# words that would take a hundred times as long to compile, and is looked at afterwards.
_SHORT = 3
_LATIN = re.compile("[A-Za-z]")
_BEFORE, _BEHIND = rb"(?:^|[^A-Za-z])", rb"[^A-Za-z]"

_Pattern = tuple[bytes, int, int]  # expression, octets behind what is meant, flags


class VectorscanMatcher:
    """Finds expressions by number; see `Matcher`."""

    def __init__(self, expressions: Sequence[Expression], compiled: bytes = b"") -> None:
        """Compile the expressions, or load what `serialised` gave for the same ones on this machine."""
        patterns = [_pattern(expression) for expression in expressions]
        self._database = (
            hyperscan.loadb(compiled, hyperscan.HS_MODE_BLOCK) if compiled else _compile(patterns)
        )
        self._database.scratch = hyperscan.Scratch(self._database)
        # What is added to the packed end of a match: its expression, less the octets behind it.
        self._shifts = [number - (behind << NUMBER_BITS) for number, (_, behind, _) in enumerate(patterns)]

    def serialised(self) -> bytes:
        """Return the compiled database as octets for `compiled`."""
        return bytes(hyperscan.dumpb(self._database))

    def find(self, octets: bytes) -> list[int]:
        """Return the matches, packed; see `Matcher`."""
        found: list[int] = []
        add, shifts = found.append, self._shifts

        def on_match(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add((end << NUMBER_BITS) + shifts[pattern])

        self._database.scan(octets, match_event_handler=on_match)
        return found


def _pattern(expression: Expression) -> _Pattern:
    # Chinese words without a Latin letter compile in half the time when nobody asks for their case.
    flags = hyperscan.HS_FLAG_CASELESS if _LATIN.search(expression.word) else 0
    if expression.once:
        flags |= hyperscan.HS_FLAG_SINGLEMATCH
    if expression.is_latin and len(expression.word) <= _SHORT:
        return _BEFORE + expression.pattern + _BEHIND, 1, flags
    return expression.pattern, expression.behind, flags


def _compile(patterns: Sequence[_Pattern]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[pattern for pattern, *_ in patterns],
        ids=list(range(len(patterns))),
        elements=len(patterns),
        flags=[flags for *_, flags in patterns],
    )
    return database
