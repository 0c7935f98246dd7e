"""Conditions beyond the decision table: emptiness, nesting and negation."""

import msgspec
import pytest

from policies.decision.conditions import asks_findings, holds
from policies.decision.counters import CounterMissing
from policies.decision.document_use import RegisterMissing
from policies.decision.features import Features
from policies.inspected import DocumentMatch
from policies.model import Condition, Cumulative

EMPTY = Features(
    (),
    uninspectable=False,
    reason="",
    format="eml",
    size=0,
    sender_encrypted=False,
    encrypted_attachment=False,
)
YES, NO = Condition(uninspectable=False), Condition(uninspectable=True)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        (YES, True),
        (NO, False),
        (Condition(not_=NO), True),
        (Condition(all=(YES, YES)), True),
        (Condition(all=(YES, NO)), False),
        (Condition(any=(NO, YES)), True),
        (Condition(any=(NO, NO)), False),
        (Condition(all=(Condition(any=(NO, Condition(not_=NO))), YES)), True),
        (Condition(count=1), False),
        (Condition(format=("eml", "msg")), True),
        (Condition(format=("docx",)), False),
    ],
)
def test_holds(condition: Condition | None, *, expected: bool) -> None:
    assert holds(condition, EMPTY) is expected


CONTRACT = DocumentMatch("个人贷款合同", 0.4, (), "loans")
FULL = msgspec.structs.replace(
    EMPTY,
    formats=("xlsx", "zip"),
    unread=("image",),
    amount=350_000,
    documents=(CONTRACT, DocumentMatch("开户申请表", 0.05, ())),
    terms=frozenset({"p/projects"}),
    policy="p",
    partner="expired",
    approved=True,
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(format=("xls*",)), True),  # of any part
        (Condition(unread=("image", "audio")), True),
        (Condition(unread=("audio",)), False),
        (Condition(amount=350_000), True),
        (Condition(amount=360_000), False),
        (Condition(document=("个人贷款*",)), True),
        (Condition(document=("个人贷款*",), document_share=0.4), True),
        (Condition(document=("loans",), document_share=0.4), True),  # by its category
        (Condition(document=("loans",), document_share=0.5), False),
        (Condition(document=("开户*",), document_share=0.4), False),  # the other one has that share
        (Condition(document_share=0.5), False),
        (Condition(term=("projects",)), True),
        (Condition(term=("forms",)), False),
        (Condition(partner=("expired", "unknown")), True),
        (Condition(partner=("registered",)), False),
        (Condition(approved=True), True),
        (Condition(approved=False), False),
        (Condition(password_hint_disclosed=False), True),
    ],
)
def test_registers_and_kinds(condition: Condition, *, expected: bool) -> None:
    assert holds(condition, FULL) is expected


def test_a_term_is_that_of_its_own_policy() -> None:
    other = msgspec.structs.replace(FULL, policy="q")
    assert not holds(Condition(term=("projects",)), other)


def test_a_cumulative_count_without_its_number_is_an_error_also_behind_not() -> None:
    asks = Condition(cumulative=Cumulative(distinct=5))
    for condition in (asks, Condition(not_=asks)):
        with pytest.raises(CounterMissing):
            holds(condition, EMPTY)


def test_which_conditions_ask_about_findings() -> None:
    assert asks_findings(Condition(beyond_agreement=False))
    assert asks_findings(Condition(count=1))
    assert not asks_findings(Condition(any=(Condition(count=1),), document_share=0.5))


def test_where_nobody_could_look_for_documents_a_rule_that_asks_for_one_is_not_decided() -> None:
    unknown = msgspec.structs.replace(EMPTY, documents=None)
    assert holds(YES, unknown)
    for condition in (Condition(document=("*",)), Condition(not_=Condition(document_share=0.1))):
        with pytest.raises(RegisterMissing):
            holds(condition, unknown)
