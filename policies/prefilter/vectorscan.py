"""The prefilter's search by Vectorscan: all expressions in one pass over the octets.

The compiled database can be handed to another process of the same machine as octets, which loads
in a few milliseconds what took a tenth of a second to compile.
"""

from collections.abc import Sequence
from typing import Any

import hyperscan

from policies.prefilter.hits import NUMBER_BITS, Expression

_BEFORE, _BEHIND = rb"(?:^|[^A-Za-z])", rb"[^A-Za-z]"  # around a Latin word


class VectorscanMatcher:
    """Finds expressions by number; see `Matcher`."""

    def __init__(self, expressions: Sequence[Expression], compiled: bytes = b"") -> None:
        """Compile the expressions, or load what `serialised` gave for the same ones on this machine."""
        self._database: Any = (
            hyperscan.loadb(compiled, hyperscan.HS_MODE_BLOCK) if compiled else _compile(expressions)
        )
        self._database.scratch = hyperscan.Scratch(self._database)
        self._behind = [expression.behind + expression.is_latin for expression in expressions]

    def serialised(self) -> bytes:
        """Return the compiled database as octets for `compiled`."""
        return bytes(hyperscan.dumpb(self._database))

    def find(self, octets: bytes) -> list[int]:
        """Return every match, packed; see `Matcher`."""
        found: list[int] = []
        add, behind = found.append, self._behind

        def on_match(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add((end - behind[number]) << NUMBER_BITS | number)

        self._database.scan(octets, match_event_handler=on_match)
        return found


def _compile(expressions: Sequence[Expression]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[
            _BEFORE + each.pattern + _BEHIND if each.is_latin else each.pattern for each in expressions
        ],
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=[hyperscan.HS_FLAG_CASELESS if each.word else 0 for each in expressions],
    )
    return database
