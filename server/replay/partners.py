"""The register of partners in SQL: what it says of a row's recipient on the row's day.

The mirror of `policies.decision.circumstances.features_in`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from sqlglot import exp

from policies.finding import Category
from policies.model import Policy
from policies.registers import Partner
from server.replay import sql
from server.replay.sql import Sql

Agreed = frozenset[Category]


def standing(policies: Iterable[Policy]) -> Sql:
    """Return `registered`, `expired` or `unknown`."""
    partners = list(_partners(policies))
    registered = sql.some(map(_in_force, partners))
    known = sql.some(map(_meant, partners))
    cases = [(registered, sql.text("registered")), (known, sql.text("expired"))]
    chosen = [case for case in cases if case[0] != sql.false()]
    return sql.when(*chosen, otherwise=sql.text("unknown")) if chosen else sql.text("unknown")


def agreements(policies: Iterable[Policy]) -> tuple[Agreed, ...]:
    """Return every set of categories that agreements can cover together, the empty one first."""
    found: set[Agreed] = {frozenset()}
    for partner in _partners(policies):
        found |= {each | frozenset(partner.categories) for each in found}
    return tuple(sorted(found, key=lambda each: (len(each), sorted(each))))


def agreed(policies: Iterable[Policy], wanted: Agreed) -> Sql:
    """Return whether the agreements in force cover just these categories."""
    partners = list(_partners(policies))
    covered = {
        category: sql.some(_in_force(partner) for partner in partners if category in partner.categories)
        for category in Category
    }
    return sql.every(
        covered[category] if category in wanted else _not(covered[category]) for category in Category
    )


def until(day: dt.date) -> Sql:
    """Return whether a row is of that day or earlier (UTC)."""
    last = exp.cast(sql.text(day.isoformat()), "date")
    return exp.LTE(this=exp.cast(sql.column("at"), "date"), expression=last)


def _partners(policies: Iterable[Policy]) -> Iterator[Partner]:
    return (partner for policy in policies for partner in policy.partners)


def _meant(partner: Partner) -> Sql:
    return sql.fits_any(sql.column("domain"), partner.domains)


def _in_force(partner: Partner) -> Sql:
    return sql.every([_meant(partner), until(partner.expires)])


def _not(condition: Sql) -> Sql:
    return sql.true() if condition == sql.false() else sql.negated(condition)
