"""The page of registered documents: what, since when, by whom, and which rules ask for it."""

import pytest

from docs.screenshot_data import Filled
from tests.server.documents.made import made
from tests.server.web.visitor import Visitor, seen


@pytest.mark.parametrize(
    ("name", "status"),
    [("security-a", 200), ("auditor", 200), ("reviewer", 200), ("sysadmin", 403), ("teller", 403)],
)
async def test_who_reads_policy_reads_what_is_registered(filled: Filled, name: str, status: int) -> None:
    async with Visitor(filled, name) as visitor:
        assert (await visitor.get("/documents")).status_code == status


ASKING = """\
schema: 1
name: originals
title: {zh: 登记文档, en: Originals}
rules:
  - name: contracts-stay
    when: {document: contract}
    then: hold
    reason: Held.
    notice: {zh: 暂扣。, en: It is held.}
"""


def ask_for_contracts(filled: Filled) -> None:
    """Publish a policy beside the one in force that asks for contracts."""
    policy, author = filled.console.policy, filled.person("security-a")
    draft = policy.create_draft(author)
    policy.save_document(author, draft.id, "originals", ASKING)
    policy.submit(author, draft.id, "contracts stay in the house")
    policy.approve(filled.person("security-b"), draft.id)


def register(filled: Filled) -> None:
    documents = [made("个人借款合同"), made("价目表 2026", "prices", seed=2)]
    filled.console.documents.register(documents, author="法务部", reason="不得外传")


@pytest.mark.parametrize(
    ("language", "contract", "prices"),
    [
        ("en", "个人借款合同 contract", "today 法务部 不得外传 none"),
        ("zh", "个人借款合同 contract", "今天 法务部 不得外传 无"),
    ],
)
async def test_a_document_is_shown_with_the_rules_that_ask_for_it(
    filled: Filled, language: str, contract: str, prices: str
) -> None:
    register(filled)
    ask_for_contracts(filled)
    async with Visitor(filled, "reviewer", language) as visitor:
        words = seen(await visitor.get("/documents"))
    assert contract in words
    assert words.count("originals / contracts-stay") == 1
    assert prices in words
    assert str(filled.console.documents.rows()[0].letters) in words


async def test_where_none_is_registered_the_page_says_how_and_that_a_rule_waits_for_it(
    filled: Filled,
) -> None:
    async with Visitor(filled, "security-a") as visitor:
        before = seen(await visitor.get("/documents"))
        ask_for_contracts(filled)
        after = seen(await visitor.get("/documents"))
    assert "No document is registered" in before
    assert "ashseal-console document add" in before
    assert "asks for registered documents" not in before
    assert "The policy in force asks for registered documents, but none is registered." in after


async def test_who_decides_on_a_policy_sees_that_nothing_it_asks_for_is_registered(filled: Filled) -> None:
    policy, author = filled.console.policy, filled.person("security-a")
    draft = policy.create_draft(author)
    policy.save_document(author, draft.id, "originals", ASKING)
    policy.submit(author, draft.id, "contracts stay in the house")
    async with Visitor(filled, "security-b") as visitor:
        before = seen(await visitor.get(f"/policies/drafts/{draft.id}"))
        register(filled)
        after = seen(await visitor.get(f"/policies/drafts/{draft.id}"))
    warning = "Rule contracts-stay asks for the document “contract”, and none of this name or category is registered"
    assert warning in before
    assert warning not in after
