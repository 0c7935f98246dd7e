"""A release in the pages of those who ask, decide and look on."""

import re
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from docs.screenshot_data import Filled, mails
from docs.screenshot_mail import Released, add_releases
from server.releases.types import Release
from server.web.formats import BEIJING
from tests.server.releases.used import used_for
from tests.server.web.visitor import Visitor, seen

NEW = "/releases/new"


def day(ahead: int) -> str:
    return (datetime.now(BEIJING) + timedelta(days=ahead)).date().isoformat()


def fields(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """Return what the teller types."""
    return {
        "sender": "teller@bank.example",
        "recipients": "Chen@Audit.example\nlaw.example；wang@law.example",
        "categories": ["identity", "property"],
        "purpose": "annual audit",
        "since": "",
        "until": day(7),
        "reason": "the auditors ask for it",
        **changes,
    }


def newest(filled: Filled) -> Release:
    return next(filled.console.releases.every())


@pytest.mark.parametrize(
    ("name", "listed", "asks"),
    [
        ("teller", 200, 200),
        ("reviewer", 200, 200),
        ("auditor", 200, 403),
        ("security-a", 403, 403),
        ("sysadmin", 403, 403),
    ],
)
async def test_who_may_look_and_who_may_ask(filled: Filled, name: str, listed: int, asks: int) -> None:
    async with Visitor(filled, name) as visitor:
        assert (await visitor.get("/releases")).status_code == listed
        assert (await visitor.get(NEW)).status_code == asks


async def test_a_sender_asks_and_a_reviewer_approves(filled: Filled) -> None:
    async with Visitor(filled, "teller") as visitor:
        assert 'value="teller@bank.example"' in (await visitor.get(NEW)).text
        done = await visitor.post(NEW, on=NEW, **fields())
        path = done.headers["location"].partition("?")[0]
        assert done.headers["location"] == f"{path}?done=release-asked"
        shown = seen(await visitor.get(done.headers["location"]))
        assert "/approve" not in (await visitor.get(path)).text
    assert "Asked for. A reviewer decides on it." in shown
    assert "chen@audit.example law.example (everybody in this domain) wang@law.example" in shown
    asked = newest(filled).wanted
    assert asked.until.astimezone(BEIJING).isoformat().startswith(f"{day(7)}T23:59:59.999999")
    assert asked.since <= datetime.now(UTC)
    async with Visitor(filled, "reviewer") as visitor:
        assert "1 release to decide on" in seen(await visitor.get("/"))
        assert "Waiting for approval" in seen(await visitor.get("/releases"))
        done = await visitor.post(f"{path}/approve", on=path, comment="agreed")
        assert done.headers["location"] == f"{path}?done=release-approved"
        shown = seen(await visitor.get(path))
        assert "to decide on" not in seen(await visitor.get("/"))
    assert "In force" in shown
    assert "Decided by reviewer" in shown
    assert "Comment agreed" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until": ""}, "请选择截止日期。"),
        ({"until": day(60)}, "期限最长 31 天。"),
        ({"recipients": "*@law.example"}, "既不是邮箱地址，也不是域名：*@law.example"),
        ({"categories": []}, "请选择邮件中客户信息的种类。"),
        ({"sender": "other-teller@bank.example"}, "只能为自己的邮箱申请"),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    filled: Filled, changes: dict[str, str | list[str]], words: str
) -> None:
    async with Visitor(filled, "teller", "zh") as visitor:
        answer = await visitor.post(NEW, on=NEW, **fields(**changes))
    assert answer.status_code in {403, 422}
    assert words in seen(answer)
    assert ">the auditors ask for it</textarea>" in answer.text
    assert list(filled.console.releases.every()) == []


@pytest.fixture
def released(filled: Filled) -> Released:
    return add_releases(filled)


async def test_a_rejection_needs_words_and_its_asker_reads_them(filled: Filled, released: Released) -> None:
    path = f"/releases/{released.waiting}"
    async with Visitor(filled, "reviewer") as visitor:
        assert (await visitor.post(f"{path}/reject", on=path, comment="")).status_code == 422
        done = await visitor.post(f"{path}/reject", on=path, comment="name the recipients")
        assert done.headers["location"] == f"{path}?done=release-rejected"
        assert (await visitor.post(f"{path}/publish", on="/account")).status_code == 404
    async with Visitor(filled, "teller") as visitor:
        assert "Comment name the recipients" in seen(await visitor.get(path))


async def test_nobody_approves_what_they_asked_for(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        done = await visitor.post(NEW, on=NEW, **fields())
        path = done.headers["location"].partition("?")[0]
        page = await visitor.get(path)
        assert "/approve" not in page.text
        assert "A reviewer who did not ask for it" in seen(page)
        assert (await visitor.post(f"{path}/approve", on=path)).status_code == 403
    for name in ("teller", "auditor", "security-b"):
        async with Visitor(filled, name) as visitor:
            assert (await visitor.post(f"{path}/approve", on="/account")).status_code == 403
    assert newest(filled).decided_by == ""


async def test_its_sender_takes_it_back(filled: Filled, released: Released) -> None:
    path = f"/releases/{released.used}"
    async with Visitor(filled, "teller") as visitor:
        assert (await visitor.post(f"{path}/withdraw", on=path, reason="")).status_code == 422
        done = await visitor.post(f"{path}/withdraw", on=path, reason="the audit was called off")
        assert done.headers["location"] == f"{path}?done=release-withdrawn"
        shown = seen(await visitor.get(path))
    assert "Withdrawn by teller" in shown
    assert "the audit was called off" in shown


async def test_others_see_nothing_of_it(filled: Filled, released: Released) -> None:
    async with Visitor(filled, "other-teller") as visitor:
        assert "No release was asked for" in seen(await visitor.get("/releases"))
        assert (await visitor.get(f"/releases/{released.used}")).status_code == 404
        for path in ("/releases/0", "/releases/99", f"/releases/{2**40}"):
            assert (await visitor.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("language", "words", "by"),
    [
        ("en", "1 copy When Recipient Outcome", "by release 3"),
        ("zh", "1 份 时间 收件人 处置结果", "凭外发审批 3"),
    ],
)
async def test_the_mail_that_used_it_and_the_release_name_each_other(
    filled: Filled, released: Released, language: str, words: str, by: str
) -> None:
    path, incident = f"/releases/{released.used}", f"/incidents/{released.incident}"
    async with Visitor(filled, "reviewer", language) as visitor:
        page, about = await visitor.get(path), await visitor.get(incident)
    assert words in seen(page)
    assert f'href="{incident}"' in page.text
    assert by in seen(about)
    assert about.text.count(f'href="{path}"') == 1
    async with Visitor(filled, "teller") as visitor:
        own = await visitor.get(path)
    assert "wang<wbr>@audit.example" in own.text
    assert incident not in own.text


async def test_a_mail_that_no_rule_stopped_says_why_it_is_told(filled: Filled, released: Released) -> None:
    used = used_for(mails()[1], str(released.used))
    recipients = tuple(
        msgspec.structs.replace(one, rule="", outcome="passed")
        for one in used.subject.recipients  # type: ignore[union-attr]
    )
    alone = msgspec.structs.replace(
        used, id="alone", rule="", severity="info", outcome="passed", reason="covered by release 3",
        subject=msgspec.structs.replace(used.subject, recipients=recipients),
    )  # fmt: skip
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gateway-1", [alone])
    async with Visitor(filled, "reviewer") as visitor:
        shown = seen(await visitor.get("/incidents/alone"))
    assert "covered by release 3 Rule –" in shown
    assert "Passed – by release 3" in shown


async def test_the_trail_tells_each_step_in_words(filled: Filled, released: Released) -> None:
    async with Visitor(filled, "auditor", "zh") as visitor:
        shown = seen(await visitor.get("/audit?action=release."))
    assert f"外发审批 {released.used}" in shown
    assert "申请人：teller 发件人：teller@bank.example 收件人：audit.example, chen@law.example" in shown
    assert "客户信息：身份信息、财产信息" in shown
    assert re.search(r"起始日期：\d{4}-\d\d-\d\d \d\d:\d\d 截止日期：", shown)
