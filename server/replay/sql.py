"""The few forms of SQL that rules are made of, as sqlglot trees, the same for every dialect.

Truth is three-valued, as in SQL: NULL means that the stored features cannot say. Every form here keeps
that: what is false whatever the unknown may be is false, and only the rest is NULL.
"""

import re
from collections.abc import Iterable, Sequence

from sqlglot import exp

Sql = exp.Expr


def column(name: str) -> Sql:
    """Return a column by its name."""
    return exp.column(name)


def part_of(variable: str, name: str) -> Sql:
    """Return `variable.name`, a field of a list's element."""
    return exp.Dot(this=exp.to_identifier(variable), expression=exp.to_identifier(name))


def text(value: str) -> Sql:
    """Return a text constant."""
    return exp.Literal.string(value)


def number(value: float) -> Sql:
    """Return a number, written so that the same double is read again."""
    written = repr(value)
    return exp.Literal.number(written if isinstance(value, int) or "e" in written else f"{written}e0")


def true() -> Sql:
    """Return the constant TRUE."""
    return exp.true()


def false() -> Sql:
    """Return the constant FALSE."""
    return exp.false()


def every(conditions: Iterable[Sql]) -> Sql:
    """Return the conjunction; TRUE when there is nothing to hold, FALSE when one is that constant."""
    given = [each for each in conditions if each != exp.true()]
    if any(each == exp.false() for each in given):
        return exp.false()
    return exp.and_(*given, copy=False) if given else exp.true()


def some(conditions: Iterable[Sql]) -> Sql:
    """Return the disjunction; FALSE when there is nothing to choose from."""
    given = [each for each in conditions if each != exp.false()]
    if any(each == exp.true() for each in given):
        return exp.true()
    return exp.or_(*given, copy=False) if given else exp.false()


def negated(condition: Sql) -> Sql:
    """Return the negation; unknown stays unknown."""
    return exp.Not(this=exp.Paren(this=condition))


def when(*cases: tuple[Sql, Sql], otherwise: Sql | None = None) -> Sql:
    """Return CASE WHEN … THEN … ELSE … END; without `otherwise` it is NULL where no case holds."""
    return exp.Case(
        ifs=[exp.If(this=condition, true=value) for condition, value in cases],
        default=otherwise.copy() if otherwise is not None else None,
    )


def among(value: Sql, choices: Iterable[str]) -> Sql:
    """Return whether a value is one of the choices."""
    sorted_choices = sorted(set(choices))
    if len(sorted_choices) == 1:
        return exp.EQ(this=value, expression=text(sorted_choices[0]))
    return exp.In(this=value, expressions=[text(each) for each in sorted_choices])


def at_least(value: Sql, limit: float) -> Sql:
    """Return `value >= limit`."""
    return exp.GTE(this=value, expression=number(limit))


def filtered(items: Sql, variable: str, condition: Sql) -> Sql:
    """Return the elements of a list for which a condition on `variable` holds."""
    return (
        items
        if condition == exp.true()
        else exp.ArrayFilter(this=items, expression=_lambda(variable, condition))
    )


def mapped(items: Sql, variable: str, value: Sql) -> Sql:
    """Return the list of `value` for each element `variable`."""
    return exp.Transform(this=items, expression=_lambda(variable, value))


def size(items: Sql) -> Sql:
    """Return how many elements a list has."""
    return exp.ArraySize(this=items)


def different(items: Sql) -> Sql:
    """Return the elements of a list, equal ones once."""
    return exp.ArrayDistinct(this=items)


def has(items: Sql, value: Sql) -> Sql:
    """Return whether a list contains a value."""
    return exp.ArrayContains(this=items, expression=value)


def exists(items: Sql, variable: str, condition: Sql) -> Sql:
    """Return whether a condition on `variable` holds for an element of a list."""
    return at_least(size(filtered(items, variable, condition)), 1)


def fits_any(value: Sql, patterns: Sequence[str]) -> Sql:
    """Return whether a lower-case value fits one of the patterns, as `policies.wildcard.matches` has it."""
    plain = [pattern.lower() for pattern in patterns if "*" not in pattern]
    wild = [_fits(value, pattern.lower()) for pattern in patterns if "*" in pattern]
    return some([*([among(value, plain)] if plain else []), *wild])


def _fits(value: Sql, pattern: str) -> Sql:
    pieces = [piece for piece in pattern.split("*") if piece]
    if not pieces:
        return exp.true()
    if len(pieces) > 1:
        return exp.RegexpLike(this=value.copy(), expression=text(_expression(pattern)))
    forms = {(False, True): exp.StartsWith, (True, False): exp.EndsWith, (True, True): exp.Contains}
    form = forms[pattern.startswith("*"), pattern.endswith("*")]
    return form(this=value.copy(), expression=text(pieces[0]))


def _expression(pattern: str) -> str:
    r"""Return an RE2 expression for a pattern; both databases use RE2, which is linear."""
    return r"(?s)\A" + ".*".join(re.escape(piece) for piece in re.split(r"\*+", pattern)) + r"\z"


def _lambda(variable: str, body: Sql) -> Sql:
    return exp.Lambda(this=body, expressions=[exp.to_identifier(variable)])
