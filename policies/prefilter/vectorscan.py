"""The prefilter's search by Vectorscan: all expressions of a database in one pass over the octets.

The compiled database can be handed to another process of the same machine as octets, which load
in a few milliseconds what took a quarter of a second to compile.
"""

import hashlib
import re
from collections.abc import Sequence

import hyperscan

from policies.prefilter.hits import NUMBER_BITS, Expression

# A word of two or three letters stands within many others: its surroundings are searched for with it. For longer
# words that would take a hundred times as long to compile, and is looked at afterwards.
_SHORT = 3
_LATIN = re.compile("[A-Za-z]")
_BEFORE, _BEHIND = rb"(?:^|[^A-Za-z])", rb"[^A-Za-z]"


class VectorscanMatcher:
    """Finds expressions by number; see `Matcher`."""

    def __init__(self, expressions: Sequence[Expression], compiled: bytes = b"") -> None:
        """Compile the expressions, or load what `serialised` gave on this machine, if it was for the same ones."""
        self._mark = _digest(expressions)
        self._database = (
            hyperscan.loadb(compiled[len(self._mark) :], hyperscan.HS_MODE_BLOCK)
            if self._mark == compiled[: len(self._mark)]
            else _compile(expressions)
        )
        self._database.scratch = hyperscan.Scratch(self._database)
        # What is added to the packed end of a match: its expression, less the octets behind it.
        self._shifts = [
            number - (_octets_behind(each) << NUMBER_BITS) for number, each in enumerate(expressions)
        ]

    def serialised(self) -> bytes:
        """Return the compiled database as octets for `compiled`."""
        return self._mark + bytes(hyperscan.dumpb(self._database))

    def find(self, octets: bytes) -> list[int]:
        """Return the matches, packed; see `Matcher`."""
        found: list[int] = []
        add, shifts = found.append, self._shifts

        def on_match(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add((end << NUMBER_BITS) + shifts[pattern])

        self._database.scan(octets, match_event_handler=on_match)
        return found


def _is_short(expression: Expression) -> bool:
    return len(expression.word) <= _SHORT and expression.is_latin


def _octets_behind(expression: Expression) -> int:
    """Return the octets that a match ends behind what is meant."""
    return 1 if _is_short(expression) else expression.behind


def _pattern(expression: Expression) -> bytes:
    return _BEFORE + expression.pattern + _BEHIND if _is_short(expression) else expression.pattern


def _flags(expression: Expression) -> int:
    # Chinese words without a Latin letter compile in half the time when nobody asks for their case.
    flags: int = hyperscan.HS_FLAG_CASELESS if _LATIN.search(expression.word) else 0
    return flags | hyperscan.HS_FLAG_SINGLEMATCH if expression.once else flags


def _digest(expressions: Sequence[Expression]) -> bytes:
    """Return by what other octets than those of the same expressions, in this order, are told."""
    return hashlib.sha256(b"\0".join(map(_pattern, expressions))).digest()


def _compile(expressions: Sequence[Expression]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[_pattern(each) for each in expressions],
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=[_flags(each) for each in expressions],
    )
    return database
