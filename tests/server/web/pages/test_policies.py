import pytest

from docs.screenshot_data import Filled
from server.paging import PageRequest
from server.policy.types import DraftState
from tests.server.web.policy_changes import draft, published, submitted
from tests.server.web.visitor import Visitor, seen

OLDER = "/policies/versions/1"


@pytest.mark.parametrize(
    ("name", "reads", "writes"),
    [
        ("security-a", True, True),
        ("auditor", True, False),
        ("reviewer", True, False),
        ("sysadmin", False, False),
        ("teller", False, False),
    ],
)
async def test_who_reads_and_who_writes(filled: Filled, name: str, reads: bool, writes: bool) -> None:
    published(filled)
    async with Visitor(filled, name) as visitor:
        for path in ("/policies", OLDER, "/policies/compare?old=1&new=2"):
            assert (await visitor.get(path)).status_code == (200 if reads else 403)
        assert ("Change the policy" in seen(await visitor.get("/policies"))) == writes
        assert ("Go back to this version" in seen(await visitor.get(OLDER))) == writes
        begun = await visitor.post("/policies/drafts", on="/account")
        assert begun.status_code == (303 if writes else 403)
        back = await visitor.post(f"{OLDER}/restore", on="/account", reason="it was better")
        assert back.status_code == (303 if writes else 403)
    drafts = filled.console.policy.drafts(filled.person("auditor"), DraftState.SUBMITTED, PageRequest(1, 9))
    assert drafts.total == (1 if writes else 0)


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("en", "v2 in force asked for by the branch security-a security-b"),
        ("zh", "v2 现行 asked for by the branch security-a security-b"),
    ],
)
async def test_the_list_says_what_is_in_force_and_who_wanted_it(
    filled: Filled, language: str, rows: str
) -> None:
    published(filled)
    async with Visitor(filled, "auditor", language) as visitor:
        assert rows in seen(await visitor.get("/policies"))


async def test_a_draft_is_its_authors_alone_until_it_is_submitted(filled: Filled) -> None:
    draft(filled)
    submitted(filled, "# another\n")
    async with Visitor(filled, "security-a") as author, Visitor(filled, "security-b") as second:
        own, others = await author.get("/policies"), await second.get("/policies")
    assert "Draft 1, no reason given yet security-a (me)" in seen(own)
    assert 'href="/policies/drafts/2">asked for by the branch' in own.text
    assert "/policies/drafts/1" not in others.text
    assert "/policies/drafts/2" in others.text


async def test_a_version_shows_its_text_what_it_changed_and_whether_it_is_in_force(filled: Filled) -> None:
    published(filled, "# a line more\n")
    async with Visitor(filled, "auditor") as visitor:
        new, old = seen(await visitor.get("/policies/versions/2")), seen(await visitor.get(OLDER))
        compared = seen(await visitor.get("/policies/compare?old=2&new=1"))
    assert "Policy v2 in force" in new
    assert "+ # a line more" in new
    assert "Policy v1 replaced" in old
    assert "Compare with the one in force" in old
    assert "− # a line more" in compared


async def test_the_way_back_is_a_change_like_any_other(filled: Filled) -> None:
    published(filled)
    async with Visitor(filled, "security-b") as visitor:
        silent = await visitor.post(f"{OLDER}/restore", on=OLDER, reason="")
        assert silent.status_code == 422
        assert "Give a reason" in seen(silent)
        answer = await visitor.post(f"{OLDER}/restore", on=OLDER, reason="too much was refused")
        assert answer.headers["location"] == "/policies/drafts/2?done=submitted"
        shown = seen(await visitor.get(answer.headers["location"]))
    assert "Waiting for approval" in shown
    assert "Brings back v1" in shown
    assert filled.console.policy.current(filled.person("auditor")).version == 2


async def test_what_is_in_force_cannot_be_restored(filled: Filled) -> None:
    async with Visitor(filled, "security-b") as visitor:
        page = await visitor.get(OLDER)
        assert "/restore" not in page.text
        answer = await visitor.post(f"{OLDER}/restore", on="/account", reason="just so")
    assert answer.status_code == 422
    assert "The draft changes nothing." in seen(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/policies/versions/9",
        "/policies/versions/x",
        "/policies/compare",
        "/policies/compare?old=1&new=x",
        "/policies/compare?old=1&new=²",
        "/policies/compare?old=1&new=" + "1" * 5000,
        "/policies/compare?old=1&new=9",
    ],
)
async def test_a_version_that_is_not_there(filled: Filled, path: str) -> None:
    async with Visitor(filled, "auditor") as visitor:
        assert (await visitor.get(path)).status_code == 404


async def test_before_anything_was_published_there_is_nothing_to_change(empty: Filled) -> None:
    async with Visitor(empty, "security-a") as visitor:
        answer = await visitor.get("/policies")
    assert "No policy was published yet" in seen(answer)
    assert "/policies/drafts" not in answer.text
