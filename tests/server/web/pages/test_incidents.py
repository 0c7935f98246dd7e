import csv
import io
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from playwright.sync_api import expect

from docs.screenshot_data import Filled, mails
from docs.screenshot_mail import add_masked
from server.audit.types import AuditFilter
from server.exact_match import store
from server.exact_match.store import Question
from server.incidents.types import Disposition, Filter, IncidentState
from server.paging import PageRequest
from server.web.pages.incidents import filter_of
from tests.server.events import mail_incident
from tests.server.support import NOW
from tests.server.web.surfer import Surfer
from tests.server.web.visitor import Visitor, seen
from wire.incident import DocumentMention, ListMention, MaskedCount

MAIL = "/incidents/mail-000"


async def work(visitor: Visitor, action: str, **fields: str) -> tuple[int, str]:
    """Do what a button of the incident's page does; return the status and the words of what follows."""
    answer = await visitor.post(f"{MAIL}/{action}", on=MAIL, **fields)
    if answer.status_code == 303:
        return 303, seen(await visitor.get(answer.headers["location"]))
    return answer.status_code, seen(answer)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (
            "en",
            "lobby-pc-01 High 柜员 /home/teller/桌面/开户资料.xlsx Mobile number, Resident ID number Person asked Open",
        ),
        (
            "zh",
            "lobby-pc-01 高 柜员 /home/teller/桌面/开户资料.xlsx 手机号码、居民身份证号码 已提示本人处理 未处理",
        ),
    ],
)
async def test_the_list_says_who_and_what_and_what_was_done(filled: Filled, language: str, row: str) -> None:
    async with Visitor(filled, "reviewer", language) as visitor:
        first = await visitor.get("/incidents")
        second = await visitor.get("/incidents?page=2")
    assert row in seen(first)
    assert first.text.count('href="/incidents/') == 25
    assert second.text.count('href="/incidents/') == 36 - 25


@pytest.mark.parametrize("name", ["sysadmin", "security-a", "auditor", "teller"])
async def test_nobody_but_a_reviewer_sees_or_works_on_them(filled: Filled, name: str) -> None:
    async with Visitor(filled, name) as visitor:
        for path in ("/incidents", MAIL, "/incidents.csv"):
            assert (await visitor.get(path)).status_code == 403
        answer = await visitor.post(f"{MAIL}/comment", on="/account", text="I was here")
    assert answer.status_code == 403
    assert "teller@bank.example" not in seen(answer)
    assert filled.console.incidents.detail(filled.person("reviewer"), "mail-000").comments == ()


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("severity=critical", 7),
        ("channel=file", 2),
        ("outcome=refused&channel=mail", 7),
        ("state=closed", 0),
        ("text=zhou.min", 12),
        ("text=%20zhou.min%20", 12),
        ("until=2001-01-01", 0),
        ("since=2001-01-01", 36),
        ("assignee=reviewer", 0),
        ("severity=furious&state=lost&channel=pigeon&outcome=eaten&since=soon", 36),
    ],
)
async def test_each_filter_narrows_and_an_unknown_value_does_not(
    filled: Filled, asked: str, number: int
) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        shown = seen(await visitor.get(f"/incidents?{asked}"))
    assert (f"{number} entr" in shown) if number else ("No incident fits these filters" in shown)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["可能在名单 vip 中（待确认）", "在名单 vip 中（终端报告为可能，控制台已确认）",
                "不在名单 vip 中（终端报告为可能，控制台已核对）", "在名单 vip 中 · 客户未同意对外提供"]),
        ("en", ["Possibly on the list vip (to be confirmed)",
                "On the list vip (possible on the device, confirmed here)",
                "Not on the list vip (possible on the device, looked up here)",
                "On the list vip · the client did not agree to be passed on"]),
    ],
)  # fmt: skip
async def test_it_says_which_list_knows_a_value_and_whether_that_was_confirmed(
    filled: Filled, language: str, words: list[str]
) -> None:
    possible, sure = (
        ListMention("vip", ("mobile",), certain=False),
        ListMention("vip", (), certain=True, consent=False),
    )
    (finding,) = mail_incident().findings
    findings = [
        msgspec.structs.replace(finding, lists=(said,)) for said in (possible, possible, possible, sure)
    ]
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gw-1", [mail_incident("listed", findings=tuple(findings))])
        store.add(connection, "gw-1", "listed", {Question(1, "vip"): True, Question(2, "vip"): False}, NOW)
    async with Visitor(filled, "reviewer", language) as visitor:
        shown = seen(await visitor.get("/incidents/listed"))
    places = [shown.find(f"110105********002X {said} ") for said in words]
    assert -1 < places[0] < places[1] < places[2] < places[3]


def test_the_days_of_a_filter_are_whole_days_in_beijing() -> None:
    start = datetime(2026, 5, 3, 16, tzinfo=UTC)
    wanted = Filter(since=start, until=start + timedelta(days=1))
    assert filter_of({"since": "2026-05-04", "until": "2026-05-04"}) == wanted


def test_a_filter_takes_no_more_text_than_anybody_types() -> None:
    assert filter_of({"text": "a" * 999, "assignee": "b" * 999}) == Filter(text="a" * 200, assignee="b" * 200)


async def test_a_changed_filter_brings_the_rows_and_an_export_of_just_these(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        answer = await visitor.get("/incidents?severity=critical", hx_request="true")
    assert "<html" not in answer.text
    assert "7 entries" in answer.text
    assert 'id="export" hx-swap-oob="true" href="/incidents.csv?severity=critical"' in answer.text


def test_in_a_browser_the_rows_and_the_export_follow_the_filter(surfer: Surfer) -> None:
    page = surfer.open("/incidents", "reviewer")
    page.select_option("#severity", "critical")
    page.wait_for_url("**severity=critical**")
    expect(page.locator("#rows")).to_contain_text("7 entries")
    expect(page.locator("#export")).to_have_count(1)
    href = page.locator("#export").get_attribute("href")
    assert href
    assert "severity=critical" in href


async def test_the_export_has_the_filtered_rows_and_is_audited(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        answer = await visitor.get("/incidents.csv?severity=critical")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 7
    assert {row["severity"] for row in rows} == {"critical"}
    assert answer.headers["content-disposition"] == 'attachment; filename="incidents.csv"'
    asked = AuditFilter(action="incident.export")
    entry = filled.console.audit.page(filled.person("auditor"), asked, PageRequest(1, 5)).rows[0]
    assert entry.detail == {"severity": "critical"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "Resident ID number Identity · certainty 97% 110101********002X Sensitive",
                "Attachment 客户名单.zip File in it 三月.xlsx",
                "A password stands in the same mail",
                "Your mail was not sent.",
            ),
        ),
        (
            "zh",
            (
                "居民身份证号码 身份信息 · 置信度 97% 110101********002X 敏感",
                "附件 客户名单.zip 内含文件 三月.xlsx",
                "给邮件程序的答复（英文） A password stands in the same mail",
                "您的邮件没有发出。",
            ),
        ),
    ],
)
async def test_an_incident_says_why_and_shows_values_masked_alone(
    filled: Filled, language: str, words: tuple[str, ...]
) -> None:
    async with Visitor(filled, "reviewer", language) as visitor:
        shown = seen(await visitor.get(MAIL))
    for expected in (
        *words,
        "在邮件传送时不能同时发送密码",
        "client@partner.example",
        "password-with-client-data",
    ):
        assert expected in shown


async def test_what_could_not_be_read_is_said_in_words(filled: Filled) -> None:
    unread = msgspec.structs.replace(
        mails()[0],
        id="mail-unread",
        inspection="uninspectable",
        inspection_reason="encrypted:zip",
        findings=(),
        finding_count=0,
    )
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gateway-1", [unread])
    async with Visitor(filled, "reviewer") as visitor:
        shown = seen(await visitor.get("/incidents/mail-unread"))
    assert "Could not be read: Encrypted encrypted:zip" in shown
    assert "No single value" in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Masked", "Masked in what left", "Resident ID number × 2 · Personal name × 1")),
        ("zh", ("已脱敏", "发出内容中已遮盖")),
    ],
)
async def test_a_masked_mail_says_what_was_masked(
    filled: Filled, language: str, words: tuple[str, ...]
) -> None:
    counts = (MaskedCount("RESIDENT_ID", 2), MaskedCount("NAME", 1))
    masked = msgspec.structs.replace(mails()[0], id="mail-masked", outcome="redacted", masked=counts)
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gateway-1", [masked])
    async with Visitor(filled, "reviewer", language) as visitor:
        shown = seen(await visitor.get("/incidents/mail-masked"))
        listed = seen(await visitor.get("/incidents?outcome=redacted"))
    assert all(expected in shown for expected in words)
    assert words[0] in listed


@pytest.mark.parametrize(
    ("language", "sealed", "hint", "no_reply"),
    [
        (
            "en",
            "masked before it was sealed",
            "What was masked in the copies that left stands below",
            "Reply to",
        ),
        ("zh", "先遮盖，再加密", "发出的副本遮盖了什么，见下方", "给邮件程序的答复"),
    ],
)
async def test_a_masked_mail_says_what_each_recipient_got(
    filled: Filled, language: str, sealed: str, hint: str, no_reply: str
) -> None:
    path = f"/incidents/{add_masked(filled)}"
    async with Visitor(filled, "reviewer", language) as visitor:
        shown = seen(await visitor.get(path))
    assert shown.count(sealed) == 1
    assert hint in shown
    assert no_reply not in shown  # it was taken: the reply was 250


async def test_of_a_sealed_mail_nobody_claims_that_the_sender_was_told(filled: Filled) -> None:
    sealed = msgspec.structs.replace(mails()[0], id="mail-sealed", outcome="sealed")
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gateway-1", [sealed])
    async with Visitor(filled, "reviewer") as visitor:
        shown = seen(await visitor.get("/incidents/mail-sealed"))
        refused = seen(await visitor.get("/incidents/mail-000"))
    assert "What the rule says to the sender" in shown
    assert "What the sender was told" not in shown
    assert "What the sender was told" in refused


async def test_an_incident_that_was_only_observed_says_so(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        assert "The policy only observes here" in seen(await visitor.get("/incidents/mail-007"))
        assert "The policy only observes here" not in seen(await visitor.get("/incidents/mail-008"))
        missing = await visitor.get("/incidents/mail-999")
    assert missing.status_code == 404
    assert "There is no such incident." in seen(missing)


async def test_an_incident_is_worked_on_from_the_first_remark_to_its_reopening(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        status, shown = await work(visitor, "comment", text="asked the sender")
        assert (status, "asked the sender reviewer" in shown) == (303, True)
        status, shown = await work(visitor, "assign", assignee="reviewer")
        assert (status, "The incident was assigned. " in shown, "In progress" in shown) == (303, True, True)
        closing = {"disposition": "confirmed", "text": "the sender was told"}
        status, shown = await work(visitor, "close", **closing)
        assert (status, "Closed as Confirmed" in shown, "Choose a reviewer" in shown) == (303, True, False)
        assert (await work(visitor, "close", **closing))[0] == 409
        assert (await work(visitor, "assign", assignee="reviewer"))[0] == 409
        status, shown = await work(visitor, "reopen", text="there is more")
        assert (status, "The incident is open again." in shown) == (303, True)
    row = filled.console.incidents.detail(filled.person("reviewer"), "mail-000").row
    assert (row.state, row.disposition) == (IncidentState.OPEN, "")


@pytest.mark.parametrize(
    ("action", "fields", "status", "sentence"),
    [
        ("comment", {"text": "  "}, 422, "Write a remark of 1 to 4000 characters."),
        ("comment", {}, 422, "Write a remark of 1 to 4000 characters."),
        ("assign", {"assignee": "teller"}, 422, "An incident can be given to active reviewers only."),
        ("close", {"text": "a long story"}, 422, "Please choose how the incident ends."),
        (
            "close",
            {"text": "a long story", "disposition": "lost"},
            422,
            "Please choose how the incident ends.",
        ),
        ("close", {"text": "", "disposition": "accepted"}, 422, "Write a remark"),
        ("reopen", {"text": "a long story"}, 409, "The incident is not closed."),
        ("delete", {"text": "a long story"}, 404, "It may have been removed"),
    ],
)
async def test_a_refused_step_says_why_and_changes_nothing(
    filled: Filled, action: str, fields: dict[str, str], status: int, sentence: str
) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        found, shown = await work(visitor, action, **fields)
    assert found == status
    assert sentence in shown
    kept = filled.console.incidents.detail(filled.person("reviewer"), "mail-000")
    assert (kept.row.state, kept.comments) == (IncidentState.OPEN, ())


async def test_what_was_typed_stays_when_a_colleague_was_faster(filled: Filled) -> None:
    reviewer = filled.person("reviewer")
    async with Visitor(filled, "reviewer") as visitor:
        await visitor.get(MAIL)
        filled.console.incidents.close(reviewer, "mail-000", Disposition.ACCEPTED, "done")
        filled.console.incidents.reopen(reviewer, "mail-000", "once more")
        answer = await visitor.post(f"{MAIL}/close", on=MAIL, text="a long story")
    assert ">a long story</textarea>" in answer.text


async def test_nobody_closes_an_incident_about_themselves(filled: Filled) -> None:
    first = mails()[1]
    own = msgspec.structs.replace(
        first, id="mail-own", subject=msgspec.structs.replace(first.subject, sender="reviewer@bank.example")
    )
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gateway-1", [own])
    async with Visitor(filled, "reviewer") as visitor:
        typed = {"text": "nothing to see", "disposition": "false-alarm"}
        answer = await visitor.post("/incidents/mail-own/close", on="/incidents/mail-own", **typed)
    assert answer.status_code == 403
    assert "Nobody closes an incident about themselves." in seen(answer)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "个人借款合同 contract 24% of the document about 262 letters The mail itself"),
        ("zh", "个人借款合同 contract 占该文档的 24% 约 262 个字 邮件本身"),
    ],
)
async def test_it_says_which_registered_document_and_how_much_of_it(
    filled: Filled, language: str, words: str
) -> None:
    said = DocumentMention("个人借款合同", "contract", 0.2381, 262, ())
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gw-1", [mail_incident("copied", documents=(said,))])
    async with Visitor(filled, "reviewer", language) as visitor:
        assert words in seen(await visitor.get("/incidents/copied"))
        assert "个人借款合同" not in seen(await visitor.get(MAIL))
