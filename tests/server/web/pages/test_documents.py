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


def ask(filled: Filled, author: str = "法务部") -> str:
    """Ask for a document to be registered; return the path of the change."""
    change, _ = filled.console.documents.ask_register(
        [made("个人借款合同")], author=author, reason="不得外传"
    )
    assert change is not None
    return f"/documents/changes/{change.id}"


@pytest.mark.parametrize("name", ["security-b", "auditor", "reviewer"])
async def test_a_change_that_waits_is_shown_and_only_a_security_administrator_decides(
    filled: Filled, name: str
) -> None:
    path = ask(filled)
    decides = name == "security-b"
    async with Visitor(filled, name) as visitor:
        page = await visitor.get("/documents")
        assert "Documents to be registered Waiting for approval" in seen(page)
        assert "个人借款合同 Asked for by 法务部" in seen(page)
        assert (f'"{path}/approve"' in page.text) == decides
        answer = await visitor.post(f"{path}/approve", on="/account", comment="")
    assert answer.status_code == (303 if decides else 403)
    assert len(filled.console.documents.rows()) == decides


async def test_a_rejection_of_documents_says_why(filled: Filled) -> None:
    path = ask(filled)
    async with Visitor(filled, "security-b", "zh") as visitor:
        silent = await visitor.post(f"{path}/reject", on="/documents", comment="")
        assert silent.status_code == 422
        assert "请填写原因" in seen(silent)
        done = await visitor.post(f"{path}/reject", on="/documents", comment="范本有误")
        assert done.headers["location"] == "/documents?done=rejected"
        late = await visitor.post(f"{path}/approve", on="/account")
        assert late.status_code == 409
        assert "该变更已处理" in seen(late)
        assert (await visitor.post(f"{path}/publish", on="/account")).status_code == 404
    async with Visitor(filled, "auditor", "zh") as visitor:
        shown = seen(await visitor.get("/audit?action=document.reject"))
    assert "登记文档变更 1" in shown
    assert "修改内容：待登记的文档 文档：个人借款合同" in shown
    assert "意见：范本有误" in shown


async def test_nobody_decides_on_their_own_change_of_documents(filled: Filled) -> None:
    path = ask(filled, "security-b")
    async with Visitor(filled, "security-b") as visitor:
        assert (await visitor.post(f"{path}/approve", on="/documents")).status_code == 403
    assert filled.console.documents.rows() == ()
