"""Cumulative counts: what the caller has to keep, and what becomes of the numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.decision.counters import (
    CounterMissing,
    contributions,
    counter_of,
    counters_of,
    party_of,
    reached,
    totals_of_one_mail,
)
from policies.finding import Category, Finding, Grade
from policies.language.parser import parse
from policies.model import Cumulative
from policies.taxonomy import EntityType


def policy(*conditions: str) -> str:
    rules = "".join(
        f"  - {{name: r{number}, when: {when}, then: pass, reason: x}}\n"
        for number, when in enumerate(conditions)
    )
    return f"schema: 1\nname: p\ntitle: {{zh: 字, en: words}}\nrules:\n{rules}"


def finding(kind: str, value: str) -> Finding:
    return Finding(kind, Category.IDENTITY, Grade.GENERAL, 0.9, "*", value, ())


MOBILES = [finding("MOBILE", "1"), finding("MOBILE", "1"), finding("MOBILE", "2"), finding("NAME", "1")]
DISTINCT = Cumulative(entity=(EntityType.MOBILE,), distinct=3, over="24h")
COUNT = Cumulative(entity=(EntityType.MOBILE,), count=4, over="24h")


def test_rules_that_differ_only_in_their_limit_share_a_counter_wherever_they_ask() -> None:
    parsed = parse(
        policy(
            "{cumulative: {entity: [MOBILE, NAME], distinct: 50, over: 24h}}",
            "{not: {cumulative: {entity: [NAME, MOBILE], distinct: 500, over: 1440m}}}",
            "{any: [{entity: NAME}, {all: [{cumulative: {grade: sensitive, count: 5, by: recipient-domain}}]}]}",
        )
    )
    assert [(each.measure, each.seconds, each.by) for each in counters_of([parsed, parsed])] == [
        ("distinct", 86400, "sender"),
        ("count", 86400, "recipient-domain"),
    ]


def test_what_a_mail_adds_holds_no_plain_value_and_each_distinct_value_once() -> None:
    assert contributions(counter_of(DISTINCT), MOBILES) == ("MOBILE:1", "MOBILE:2")
    assert len(contributions(counter_of(COUNT), MOBILES)) == 3


@pytest.mark.parametrize(
    ("by", "party"),
    [("sender", "li@bank.example"), ("recipient", "a@x.example"), ("recipient-domain", "x.example")],
)
def test_for_whom_a_mail_counts(by: str, party: str) -> None:
    counter = counter_of(Cumulative(distinct=1, by=by))  # type: ignore[arg-type]
    assert party_of(counter, "Li@bank.example", "A@X.example") == party


@given(st.integers(0, 10))
def test_the_limit_is_at_least(total: int) -> None:
    assert reached(DISTINCT, {counter_of(DISTINCT): total}) is (total >= 3)


def test_a_number_that_is_missing_is_an_error_and_never_a_zero() -> None:
    with pytest.raises(CounterMissing, match="counters_of"):
        reached(DISTINCT, {counter_of(COUNT): 9})


def test_numbers_of_a_mail_alone_for_dry_runs() -> None:
    parsed = parse(policy("{cumulative: {entity: MOBILE, distinct: 50}}"))
    assert list(totals_of_one_mail([parsed], MOBILES, before=48).values()) == [50]
