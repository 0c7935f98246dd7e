"""The prefilter's search by Vectorscan: all expressions of a database in one pass over the octets.

The compiled databases can be handed to another process of the same machine as octets, which load
in a few milliseconds what took half a second to compile.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import hyperscan

from policies.prefilter.hits import NUMBER_BITS, Expression, Trigger

_BEFORE = rb"(?:^|[^A-Za-z])"  # before a Latin word
_BEHIND = ((rb"[^A-Za-z]", 1),)  # behind it, and how many octets that are
# Behind a word that may be prose: no space, or a value, or the beginning of what may follow a label.
_BEHIND_A_LABEL = (
    (rb"[^A-Za-z ]", 1),
    (rb"[ ][^a-z]", 2),
    (rb"[ ](?:is|wa|no|nu|on|of|fo|co|en|ha|to)", 3),
)


# Some shapes slow all others down when they are compiled with them: each of these has a database of its own.
# Measured on mixed mail text: 16 ms a megabyte in one database, 11 in four.
_APART = (Trigger.NUMBER, Trigger.VIN, Trigger.USCI)


class VectorscanMatcher:
    """Finds expressions by number; see `Matcher`."""

    def __init__(self, expressions: Sequence[Expression], compiled: Sequence[bytes] = ()) -> None:
        """Compile the expressions, or load what `serialised` gave for the same ones on this machine."""
        self._searches = []
        for index, patterns in enumerate(_grouped(expressions)):
            database: Any = (
                hyperscan.loadb(compiled[index], hyperscan.HS_MODE_BLOCK) if compiled else _compile(patterns)
            )
            database.scratch = hyperscan.Scratch(database)
            # What is added to the packed end of a match: its expression, less the octets behind it.
            shifts = [number - (behind << NUMBER_BITS) for _, number, behind, _ in patterns]
            self._searches.append((database, shifts))

    def serialised(self) -> list[bytes]:
        """Return the compiled databases as octets for `compiled`."""
        return [bytes(hyperscan.dumpb(database)) for database, _ in self._searches]

    def find(self, octets: bytes) -> list[int]:
        """Return the matches, packed; see `Matcher`."""
        found: list[int] = []
        for database, shifts in self._searches:
            database.scan(octets, match_event_handler=_collector(found, shifts))
        return found


def _collector(found: list[int], shifts: list[int]) -> Callable[[int, int, int, int, object], None]:
    add = found.append

    def on_match(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
        add((end << NUMBER_BITS) + shifts[pattern])

    return on_match


def _grouped(expressions: Sequence[Expression]) -> list[list["_Pattern"]]:
    groups: dict[Trigger | None, list[_Pattern]] = {None: [], **{trigger: [] for trigger in _APART}}
    for number, expression in enumerate(expressions):
        group = expression.trigger if expression.trigger in _APART else None
        groups[group] += _patterns(number, expression)
    return [patterns for patterns in groups.values() if patterns]


_Pattern = tuple[bytes, int, int, int]  # expression, number, octets behind, flags


def _patterns(number: int, expression: Expression) -> Iterator[_Pattern]:
    flags = hyperscan.HS_FLAG_CASELESS if expression.word else 0
    if not expression.is_latin:
        yield expression.pattern, number, expression.behind, flags
        return
    for behind, octets in _BEHIND_A_LABEL if expression.may_be_prose else _BEHIND:
        # Caseless, the classes would lose their meaning: the word alone is.
        yield _BEFORE + b"(?i:" + expression.pattern + b")" + behind, number, octets, 0


def _compile(patterns: Sequence[_Pattern]) -> hyperscan.Database:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[pattern for pattern, *_ in patterns],
        ids=list(range(len(patterns))),
        elements=len(patterns),
        flags=[flags for *_, flags in patterns],
    )
    return database
