"""What a rule asks of findings, in SQL over one shape (see `schema`): `findings`, `whole`, `listed_known`.

The mirror of `policies.decision.features.enough` and `policies.decision.selection.fits`.
"""

from collections.abc import Callable, Collection, Sequence

import msgspec
from sqlglot import exp

from policies.decision.selection import SECRETS
from policies.finding import ACT_CONFIDENCE, Category, Grade
from policies.model import Condition, Selection
from server.replay import sql
from server.replay.sql import Sql

_FINDING = "f"
_MATCH = "m"
_PART = "p"


def enough(condition: Condition, agreed: Collection[Category]) -> Sql:
    """Return whether so many findings of a shape fit as the condition asks for.

    NULL where more findings, or matches in exact-match indexes, were not told and could decide it.
    """
    reached = _reached(condition, sql.column("findings"), agreed)
    return _as_far_as_told(reached, [condition], lambda free: enough(free[0], agreed))


def together(condition: Condition, agreed: Collection[Category]) -> Sql:
    """Return whether all selections of `together` are met in one medium or part."""
    return _together(condition.together, condition.within, agreed)


def _together(selections: Sequence[Condition], within: str, agreed: Collection[Category]) -> Sql:
    if within == "medium":
        return sql.every(enough(each, agreed) for each in selections)
    findings = sql.column("findings")
    parts = sql.different(sql.mapped(findings, _FINDING, _of_finding("part")))
    here = exp.EQ(this=_of_finding("part"), expression=exp.to_identifier(_PART))
    inside = sql.filtered(findings.copy(), _FINDING, here)
    met = sql.every(_reached(each, inside.copy(), agreed) for each in selections)
    reached = sql.exists(parts, _PART, met)
    return _as_far_as_told(reached, selections, lambda free: _together(free, within, agreed))


def _reached(condition: Condition, findings: Sql, agreed: Collection[Category]) -> Sql:
    chosen = sql.filtered(findings, _FINDING, _fits(condition, agreed))
    count, distinct = condition.count or 1, condition.distinct or 1
    enough_of_them = []
    if count > distinct or distinct == 1:  # so many different ones are at least so many
        enough_of_them.append(sql.at_least(sql.size(chosen), count))
    if distinct > 1:
        values = sql.different(sql.mapped(chosen.copy(), _FINDING, _of_finding("value")))
        enough_of_them.append(sql.at_least(sql.size(values), distinct))
    return sql.every(enough_of_them)


def _as_far_as_told(reached: Sql, asked: Sequence[Condition], again: Callable[[list[Condition]], Sql]) -> Sql:
    told = sql.some([reached, sql.when((sql.column("whole"), sql.false()))])
    free = [_without_lists(each) for each in asked]
    if free == list(asked):
        return told
    possible = sql.every([again(free), exp.null()])
    return sql.when((sql.column("listed_known"), told), otherwise=possible)


def _without_lists(condition: Condition) -> Condition:
    return msgspec.structs.replace(condition, listed=(), certain=None, consent=())


def _fits(condition: Condition, agreed: Collection[Category]) -> Sql:
    keys = [_selected(condition)]
    if condition.beyond_agreement is not None:
        keys.append(_beyond(agreed) if condition.beyond_agreement else sql.negated(_beyond(agreed)))
    return sql.every(keys)


def _selected(selection: Selection) -> Sql:
    least = ACT_CONFIDENCE if selection.confidence is None else selection.confidence
    keys = [sql.at_least(_of_finding("confidence"), float(least))]
    if selection.entity:
        keys.append(sql.among(_of_finding("type"), selection.entity))
    if selection.grade:
        keys.append(sql.among(_of_finding("grade"), _grades(selection.grade)))
    if selection.category:
        keys.append(sql.among(_of_finding("category"), selection.category))
    return sql.every([*keys, *_lists(selection)])


def _grades(wanted: Collection[Grade]) -> set[str]:
    """Restricted data is sensitive data of particular clients."""
    return {*wanted, *((Grade.RESTRICTED,) if Grade.SENSITIVE in wanted else ())}


def _lists(selection: Selection) -> list[Sql]:
    of_index = sql.fits_any(_of_match("index"), selection.listed) if selection.listed else sql.true()
    certain = _of_match("certain")
    sure = {None: sql.true(), True: certain, False: sql.negated(certain)}[selection.certain]
    met = sql.every([of_index, sure])
    keys = []
    if selection.listed or selection.certain is not None:
        keys.append(_has_match(met))
    if selection.consent:
        keys.append(_consent(met, selection.consent))
    return keys


def _consent(met: Sql, wanted: Collection[str]) -> Sql:
    """One refusal outweighs every consent, and a consent counts only where the match is certain."""
    refused = _has_match(sql.every([met, sql.among(_of_match("consent"), ["refused"])]))
    given = _has_match(
        sql.every([met.copy(), sql.among(_of_match("consent"), ["given"]), _of_match("certain")])
    )
    standing = sql.when(
        (refused, sql.text("refused")), (given, sql.text("given")), otherwise=sql.text("unrecorded")
    )
    return sql.among(standing, wanted)


def _beyond(agreed: Collection[Category]) -> Sql:
    """A finding that says something of a client, in a category that the agreement does not cover."""
    keys = [
        sql.negated(sql.among(_of_finding("type"), SECRETS)),
        sql.at_least(_of_finding("confidence"), ACT_CONFIDENCE),
    ]
    if agreed:
        keys.append(sql.negated(sql.among(_of_finding("category"), agreed)))
    return sql.every(keys)


def _has_match(condition: Sql) -> Sql:
    return sql.exists(_of_finding("matches"), _MATCH, condition.copy())


def _of_finding(name: str) -> Sql:
    return sql.part_of(_FINDING, name)


def _of_match(name: str) -> Sql:
    return sql.part_of(_MATCH, name)
