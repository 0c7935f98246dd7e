"""Whoever has no register knows by these questions, before a decision, that a policy asks for documents."""

import pytest

from policies.decision.document_use import ask_documents, asks_document, rules_asking, unmet
from policies.language.parser import parse
from policies.model import Condition, Policy

POLICY = """\
schema: 1
name: documents
title: {zh: 文档, en: Documents}
rules:
  - {name: first, when: {grade: sensitive}, then: seal, reason: Sealed., notice: {zh: 甲, en: A}}
  - name: contracts
    when: {any: [{entity: MOBILE}, {not: {document: [合同*, contract]}}]}
    then: hold
    reason: Held.
    notice: {zh: 甲, en: A}
  - {name: any-document, when: {document_share: 0.5}, then: hold, reason: Held., notice: {zh: 甲, en: A}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return parse(POLICY)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(document=("a",)), True),
        (Condition(document_share=0.0), True),
        (Condition(any=(Condition(document=("a",)),)), False),
        (Condition(count=1), False),
    ],
)
def test_a_condition_itself_asks(condition: Condition, *, expected: bool) -> None:
    assert asks_document(condition) is expected


def test_a_policy_asks_however_deep_the_question_stands(policy: Policy) -> None:
    assert ask_documents([policy])
    assert not ask_documents([parse(POLICY.partition("  - name: contracts")[0])])


@pytest.mark.parametrize(
    ("names", "rules"),
    [
        (("合同 2026", ""), ("contracts", "any-document")),
        (("price list", "Contract"), ("contracts", "any-document")),
        (("price list", "prices"), ("any-document",)),
    ],
)
def test_the_rules_that_ask_for_a_document_are_named(
    policy: Policy, names: tuple[str, ...], rules: tuple[str, ...]
) -> None:
    assert rules_asking(policy, names) == rules


def test_what_no_registered_document_fits_is_named_once(policy: Policy) -> None:
    assert unmet(policy, []) == (("contracts", "合同*"), ("contracts", "contract"), ("any-document", "*"))
    assert unmet(policy, ["合同 1", "contract"]) == ()
    assert unmet(policy, ["price list"]) == (("contracts", "合同*"), ("contracts", "contract"))
