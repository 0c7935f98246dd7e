"""The life of a policy change in the pages of those who write, decide and look on."""

import pytest

from docs.screenshot_data import Filled
from runtime import builtin_policies
from server.policy.types import Draft, DraftState
from tests.server.web.policy_changes import draft, published, submitted
from tests.server.web.visitor import Visitor, seen

FAULT = "severity: sever"


def page_of(draft: Draft) -> str:
    return f"/policies/drafts/{draft.id}"


def number(path: str) -> int:
    return int(path.rsplit("/", 1)[1])


def state(filled: Filled, path: str) -> DraftState:
    return filled.console.policy.draft(filled.person("auditor"), number(path)).state


def in_force(filled: Filled) -> int:
    return filled.console.policy.current(filled.person("auditor")).version


@pytest.mark.parametrize(
    ("name", "status", "edits"),
    [
        ("security-a", 200, True),
        ("security-b", 200, False),
        ("auditor", 200, False),
        ("reviewer", 200, False),
        ("sysadmin", 403, False),
        ("teller", 403, False),
    ],
)
async def test_only_its_author_edits_a_draft(filled: Filled, name: str, status: int, edits: bool) -> None:
    path = page_of(draft(filled))
    async with Visitor(filled, name) as visitor:
        answer = await visitor.get(path)
        assert answer.status_code == status
        assert ('<textarea id="text"' in answer.text) == edits
        saved = await visitor.post(f"{path}/save", on="/account", document="bank", text="schema: 1")
    assert saved.status_code == (303 if edits else 403)
    kept = filled.console.policy.draft(filled.person("auditor"), number(path)).text_of("bank")
    assert (kept == "schema: 1") == edits


@pytest.mark.parametrize(
    ("language", "place", "message", "remedy"),
    [
        ("en", "line 11, column 15", "rules[1].severity cannot be 'sever'", "known here: info, low"),
        ("zh", "第 11 行，第 15 列", "rules[1].severity 不能为 'sever'", "此处可用：info, low"),
    ],
)
async def test_a_fault_is_shown_with_its_place_and_its_remedy_while_one_types(
    filled: Filled, language: str, place: str, message: str, remedy: str
) -> None:
    path = page_of(draft(filled))
    text = """\
schema: 1
name: small
title: {zh: 小策略, en: small}

rules:
  - name: mail
    then: seal
    reason: The mail holds client data.
    when: {grade: sensitive}
    notice: {zh: 已加密。, en: It was sealed.}
    severity: sever
"""
    async with Visitor(filled, "security-a", language) as visitor:
        answer = await visitor.post("/policies/check", on=path, document="small", text=text)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    for words in (place, message, remedy, 'data-line="11"'):
        assert words in answer.text.replace("&#39;", "'")


async def test_a_faulty_text_is_kept_but_not_submitted(filled: Filled) -> None:
    path = page_of(draft(filled))
    async with Visitor(filled, "security-a") as visitor:
        text = filled.console.policy.draft(filled.person("security-a"), number(path)).text_of("bank")
        faulty = text.replace("severity: critical", FAULT, 1)
        saved = await visitor.post(f"{path}/save", on=path, document="bank", text=faulty)
        assert saved.headers["location"] == f"{path}?document=bank&done=saved"
        answer = await visitor.post(
            f"{path}/submit", on=path, document="bank", text=faulty, reason="it is wanted"
        )
        assert answer.status_code == 422
        assert "The policy has problems, or its own tests fail." in seen(answer)
        assert FAULT in answer.text
        assert ">it is wanted</textarea>" in answer.text
    assert state(filled, path) is DraftState.EDITING


async def test_a_test_that_a_change_breaks_is_named(filled: Filled) -> None:
    path = page_of(draft(filled))
    text = filled.console.policy.draft(filled.person("security-a"), number(path)).text_of("bank")
    async with Visitor(filled, "security-a", "zh") as visitor:
        broken = text.replace("expect: refuse", "expect: pass", 1)
        answer = await visitor.post("/policies/check", on=path, document="bank", text=broken)
    assert "未通过" in answer.text
    assert "预期 pass，实际为 refuse" in answer.text


async def test_what_is_in_the_editor_is_what_is_submitted_with_a_reason(filled: Filled) -> None:
    path = page_of(draft(filled))
    text = (
        filled.console.policy.draft(filled.person("security-a"), number(path)).text_of("bank") + "# newest\n"
    )
    async with Visitor(filled, "security-a") as visitor:
        without = await visitor.post(f"{path}/submit", on=path, document="bank", text=text, reason=" ")
        assert without.status_code == 422
        done = await visitor.post(f"{path}/submit", on=path, document="bank", text=text, reason="a remark")
        assert done.headers["location"] == f"{path}?done=submitted"
        shown = seen(await visitor.get(path))
    assert "+ # newest" in shown
    assert "You wrote this change, so you cannot approve it." in shown
    assert state(filled, path) is DraftState.SUBMITTED


@pytest.mark.parametrize("name", ["security-a", "auditor", "reviewer", "sysadmin", "teller"])
async def test_nobody_but_a_second_security_administrator_decides(filled: Filled, name: str) -> None:
    path = page_of(submitted(filled))
    async with Visitor(filled, name) as visitor:
        assert "/approve" not in (await visitor.get(path)).text
        for action in ("approve", "reject"):
            answer = await visitor.post(f"{path}/{action}", on="/account", comment="because I say so")
            assert answer.status_code == 403
    assert state(filled, path) is DraftState.SUBMITTED
    assert in_force(filled) == 1


async def test_the_second_person_reads_the_change_and_publishes_it(filled: Filled) -> None:
    path = page_of(submitted(filled))
    async with Visitor(filled, "security-b") as visitor:
        page = await visitor.get(path)
        assert "asked for by the branch" in seen(page)
        assert "+ # a remark" in seen(page)
        done = await visitor.post(f"{path}/approve", on=path, comment="")
        assert done.headers["location"] == "/policies/versions/2?done=approved"
        shown = seen(await visitor.get(done.headers["location"]))
    assert "Approved, signed and published." in shown
    assert "Written by security-a Approved by security-b" in shown
    assert in_force(filled) == 2


async def test_a_rejection_says_why_and_its_author_reads_it(filled: Filled) -> None:
    path = page_of(submitted(filled))
    async with Visitor(filled, "security-b") as visitor:
        silent = await visitor.post(f"{path}/reject", on=path, comment="")
        assert silent.status_code == 422
        await visitor.post(f"{path}/reject", on=path, comment="name the branch, please")
    async with Visitor(filled, "security-a") as visitor:
        shown = seen(await visitor.get(path))
    assert "Rejected" in shown
    assert "Comment name the branch, please" in shown
    assert in_force(filled) == 1


async def test_what_was_withdrawn_cannot_be_approved(filled: Filled) -> None:
    path = page_of(submitted(filled))
    async with Visitor(filled, "security-a") as visitor:
        done = await visitor.post(f"{path}/withdraw", on=path)
        assert done.headers["location"] == f"{path}?done=withdrawn"
    async with Visitor(filled, "security-b") as visitor:
        late = await visitor.post(f"{path}/approve", on="/account")
    assert late.status_code == 409
    assert "The draft is not submitted for approval." in seen(late)


async def test_a_change_that_was_overtaken_is_put_on_top_of_the_newer_version(filled: Filled) -> None:
    policy, author = filled.console.policy, filled.person("security-a")
    path = page_of(draft(filled, builtin_policies.load("observe"), document="observe"))
    published(filled, "# newer\n")
    async with Visitor(filled, "security-a") as visitor:
        assert "Meanwhile v2 was published." in seen(await visitor.get(path))
        early = await visitor.post(f"{path}/submit", on=path, reason="for the new branch")
        assert early.status_code == 409
        done = await visitor.post(f"{path}/rebase", on=path)
        assert done.headers["location"] == f"{path}?done=rebased"
        assert "Meanwhile" not in seen(await visitor.get(path))
    kept = policy.draft(author, number(path))
    assert [document.name for document in kept.documents] == ["bank", "observe"]
    assert kept.text_of("bank").endswith("# newer\n")


async def test_a_change_of_the_same_text_as_the_newer_version_is_not_lost(filled: Filled) -> None:
    path = page_of(draft(filled, "# mine\n"))
    published(filled, "# theirs\n")
    async with Visitor(filled, "security-a") as visitor:
        answer = await visitor.post(f"{path}/rebase", on=path)
        assert answer.status_code == 409
        assert "# mine" in answer.text


async def test_a_document_is_added_and_removed_again_but_never_the_last(filled: Filled) -> None:
    path = page_of(draft(filled))
    text = builtin_policies.load("observe")
    async with Visitor(filled, "security-a") as visitor:
        empty = await visitor.get(f"{path}?document=observe")
        assert '<textarea id="text"' in empty.text
        assert 'aria-current="page">observe</a>' in empty.text
        await visitor.post(f"{path}/save", on=path, document="observe", text=text)
        assert "Remove observe" in seen(await visitor.get(f"{path}?document=observe"))
        done = await visitor.post(f"{path}/remove", on=path, document="observe")
        assert done.headers["location"] == f"{path}?done=saved"
        assert f"{path}/remove" not in (await visitor.get(path)).text
        last = await visitor.post(f"{path}/remove", on=path, document="bank")
        assert last.status_code == 409
        assert "At least one policy must stay." in seen(last)
        wrong = await visitor.post(f"{path}/save", on=path, document="../bank", text="# written in vain")
        assert wrong.status_code == 422
        assert "# written in vain</textarea>" in wrong.text


async def test_there_is_no_other_button_and_no_other_draft(filled: Filled) -> None:
    path = page_of(draft(filled))
    async with Visitor(filled, "security-a") as visitor:
        assert (await visitor.post(f"{path}/publish", on=path)).status_code == 404
        assert (await visitor.get("/policies/drafts/99")).status_code == 404
        assert (await visitor.get("/policies/drafts/x")).status_code == 404
