r"""Expressions of house terms: only such as no text can keep busy.

`re` tries the ways in which an expression can be read one after another; of `(a+)+b` there are as many
as there are ways to cut a text, and one long line of `a` stops the inspection for ever. So the number of
ways is counted from the expression's tree before it is accepted: a sequence multiplies, an alternative
adds, `{m,n}` adds the powers. That is an upper bound, whatever the text. Endless repetition is refused
outright, and so is what looks back or ahead, because its ways cannot be counted like that.

The tree is that of `re._parser`, the module that `re` itself compiles from.
"""

import re
from collections.abc import Iterable
from typing import Any

_parser: Any = re._parser  # type: ignore[attr-defined]  # noqa: SLF001 - no public door to the tree

WAYS_MAX = 256
LENGTH_MAX = 200  # characters that a match may have
_MANY = 10**6 + 1  # more are not counted
_SETS = re.compile(r"\[\[|--|&&|\|\||~~")  # to mean something else in a later Python
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
_REFUSED = {
    "ASSERT": "it looks ahead or back",
    "ASSERT_NOT": "it looks ahead or back",
    "GROUPREF": "it refers back to a group",
    "GROUPREF_EXISTS": "it refers back to a group",
}
Fault = tuple[str, str]


class _Refused(Exception):
    """An expression that is not accepted; the arguments are the reason and the remedy."""


_ENDLESS = ("it repeats without end", "write {1,20} instead of + and {0,20} instead of *")


def fault_of(expression: str) -> Fault | None:
    """Return why an expression is refused and what to write instead; None when it is accepted."""
    if _SETS.search(expression):
        return "the expression is ambiguous", "write \\ before [, -, &, | or ~ inside of […]"
    try:
        tree = _parser.parse(expression, re.IGNORECASE)
        ways = _ways_of_all(tree)
        shortest, longest = tree.getwidth()
    except re.error as error:
        place = "" if error.pos is None else f" at its character {error.pos + 1}"
        return (
            f"the expression cannot be read{place}: {error.msg}",
            "write \\ before a sign that means itself",
        )
    except (RecursionError, OverflowError):
        return f"the expression is refused: {_ENDLESS[0]}", _ENDLESS[1]
    except _Refused as refused:
        reason, remedy = refused.args
        return f"the expression is refused: {reason}", remedy
    if ways > WAYS_MAX:
        return _too_many_ways(tree, ways)
    if longest > LENGTH_MAX:
        return f"the expression may take {longest} characters", f"at most {LENGTH_MAX}: use smaller numbers"
    if shortest == 0:
        return "the expression is met by nothing at all", "take a ? or {0,…} away"
    return None


def _too_many_ways(tree: Iterable[Any], ways: int) -> Fault:
    cause = "a repetition stands within a repetition" if _nests(tree) else "repetitions follow one another"
    shown = f"{ways:,}" if ways < _MANY else "over a million"
    return (
        f"the expression is refused: {cause}, so one text can be read in {shown} ways",
        f"at most {WAYS_MAX}: use smaller numbers, or make two terms of it",
    )


def _nests(tree: Iterable[Any]) -> bool:
    repeats = [argument[2] for code, argument in tree if str(code) in _REPEATS and argument[0] != argument[1]]
    return any(_ways_of_all(body) > 1 for body in repeats)


def _ways_of_all(tree: Iterable[Any]) -> int:
    ways = 1
    for code, argument in tree:
        ways = min(_MANY, ways * _ways(str(code), argument))
    return ways


def _ways(code: str, argument: Any) -> int:  # noqa: ANN401 - a node of the tree
    if code in _REFUSED:
        raise _Refused(_REFUSED[code], "write the expression without it")
    if code in _REPEATS or code == "POSSESSIVE_REPEAT":
        least, most, body = argument
        if most > LENGTH_MAX:
            raise _Refused(*_ENDLESS)
        return _repeated(_ways_of_all(body), least, most)
    if code == "BRANCH":
        return sum(map(_ways_of_all, argument[1]))
    if code == "SUBPATTERN":
        return _ways_of_all(argument[3])
    return _ways_of_all(argument) if code == "ATOMIC_GROUP" else 1


def _repeated(ways: int, least: int, most: int) -> int:
    total, power = 0, 1
    for times in range(most + 1):
        total += power if times >= least else 0
        power = min(_MANY, power * ways)
    return min(_MANY, total)
