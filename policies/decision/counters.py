"""Cumulative counts: what has to be counted between mails, so that a policy can ask for it.

The language is pure and keeps no numbers. Its caller asks `counters_of` what the policies in force
need, keeps for each counter and party the values of the mails that left within the window, adds those of
the mail at hand (`contributions`, `party_of`), and hands the numbers over with the subject. A number that
is missing is an error, never a zero: a rule that cannot be decided must not let a mail pass, nor accuse
its sender of what nobody counted.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from policies.decision.selection import fits
from policies.finding import Finding
from policies.model import Condition, Cumulative, Policy, Selection
from policies.scalars import seconds_of


class CounterMissing(LookupError):
    """The caller gave no number for a counter that a rule asks for."""


class Counter(msgspec.Struct, frozen=True):
    """One number to be kept for each party: rules that differ only in their limit share it."""

    selection: Selection
    measure: Literal["count", "distinct"]
    seconds: int  # length of the window, which ends now
    by: Literal["sender", "recipient", "recipient-domain"]


def counters_of(policies: Iterable[Policy]) -> tuple[Counter, ...]:
    """Return the counters that the rules of policies ask for, each once, in the order of the rules."""
    asked = (
        counter_of(cumulative)
        for policy in policies
        for rule in policy.rules
        if rule.when is not None
        for cumulative in _cumulative(rule.when)
    )
    return tuple(dict.fromkeys(asked))


def counter_of(cumulative: Cumulative) -> Counter:
    """Return the counter that one `cumulative` asks for."""
    selection = Selection(
        entity=tuple(sorted(set(cumulative.entity))),
        grade=tuple(sorted(set(cumulative.grade))),
        category=tuple(sorted(set(cumulative.category))),
        confidence=cumulative.confidence,
        listed=tuple(sorted(set(cumulative.listed))),
        certain=cumulative.certain,
        consent=tuple(sorted(set(cumulative.consent))),
    )
    measure: Literal["count", "distinct"] = "count" if cumulative.count else "distinct"
    return Counter(selection, measure, seconds_of(cumulative.over), cumulative.by)


def contributions(counter: Counter, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return what the findings of one mail add to a counter: a text for each, equal for equal values.

    A store adds the number of texts to a counter that measures `count`; of one that measures `distinct`
    it keeps the texts, and the number is that of different texts within the window.
    """
    found = tuple(f"{each.type}:{each.value_hash}" for each in findings if fits(counter.selection, each))
    return found if counter.measure == "count" else tuple(dict.fromkeys(found))


def party_of(counter: Counter, sender: str, recipient: str) -> str:
    """Return for whom a mail counts, in lower case: its sender, its recipient, or the recipient's domain."""
    party = {"sender": sender, "recipient": recipient, "recipient-domain": recipient.rpartition("@")[2]}
    return party[counter.by].lower()


def totals_of_one_mail(
    policies: Iterable[Policy], findings: Iterable[Finding], before: int = 0
) -> dict[Counter, int]:
    """Return the numbers as if `before` values had been counted before this mail: for tests and dry runs."""
    findings = tuple(findings)
    return {each: before + len(contributions(each, findings)) for each in counters_of(policies)}


def reached(cumulative: Cumulative, totals: Mapping[Counter, int]) -> bool:
    """Return whether a cumulative count has come to its limit.

    Raises:
        CounterMissing: `totals` has no number for it.
    """
    counter = counter_of(cumulative)
    if counter not in totals:
        raise CounterMissing(f"no number for {counter}: hand over one for each of `counters_of(policies)`")
    return totals[counter] >= (cumulative.count or cumulative.distinct or 1)


def _cumulative(condition: Condition) -> Iterator[Cumulative]:
    if condition.cumulative is not None:
        yield condition.cumulative
    inner = (*condition.all, *condition.any, *((condition.not_,) if condition.not_ else ()))
    for each in inner:
        yield from _cumulative(each)
