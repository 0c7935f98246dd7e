from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from docs.screenshot_data import Filled
from server.audit.types import AuditFilter
from server.audit.verifier import verify_file
from server.incidents.types import Disposition
from server.web.pages.trail import filter_of
from tests.server.web.policy_changes import published
from tests.server.web.visitor import Visitor, seen


@pytest.mark.parametrize("name", ["sysadmin", "security-a", "reviewer", "teller"])
async def test_only_auditors_read_and_export_the_trail(filled: Filled, name: str) -> None:
    async with Visitor(filled, name) as visitor:
        for path in ("/audit", "/audit/export"):
            assert (await visitor.get(path)).status_code == 403


ENTRIES = {
    "en": (
        "policy.submitted Policy change 1 Author: security-a On the basis of version: 1 Reason: asked for",
        "sysadmin Changed roles people.roles teller Before: Employee After: Employee, Reviewer Reason: also reviews",
        "reviewer Closed an incident incident.closed mail-000 Result: False alarm Done",
        "sysadmin Issued an enrolment token fleet.token pc-9 Kind: Mail gateway Reason: a new gateway Done",
        "other-teller Looked for a mail password escrow.look escrow-0 Refused",
        "The console itself Published a policy policy.publish The policy",
    ),
    "zh": (
        "security-a 提交策略修改 policy.submitted 策略修改 1 编写人：security-a 基于版本：1 理由：asked for",
        "变更前：员工 变更后：员工、复核员",
        "结果：误报",
        "类型：邮件网关",
        "控制台（自动）",
    ),
}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_entries_are_told_in_words(filled: Filled, language: str) -> None:
    console, sysadmin, teller = filled.console, filled.person("sysadmin"), filled.person("teller")
    published(filled)
    both = teller.roles | filled.person("reviewer").roles
    console.identity.set_roles(sysadmin, teller.id, both, "also reviews")
    console.fleet.enrolment_token(sysadmin, "gateway", "pc-9", "a new gateway")
    console.incidents.close(filled.person("reviewer"), "mail-000", Disposition.FALSE_ALARM, "looked at")
    async with Visitor(filled, "other-teller") as other:
        await other.get("/secrets/escrow-0")
    async with Visitor(filled, "auditor", language) as visitor:
        pages = [seen(await visitor.get(f"/audit?page={number}")) for number in (1, 2)]
    for entry in ENTRIES[language]:
        assert entry in " ".join(pages)


async def test_the_newest_entry_is_there_at_once(filled: Filled) -> None:
    filled.console.audit.seal()
    filled.console.incidents.detail(filled.person("reviewer"), "mail-017")
    async with Visitor(filled, "auditor") as visitor:
        assert "mail-017" in seen(await visitor.get("/audit"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("actor=other-teller&outcome=refused", 1),
        ("actor=other-teller&outcome=refused&until=2001-01-01", 0),
        ("actor=%20other-teller%20&action=escrow.", 1),
        ("actor=other-teller&action=policy.", 0),
        ("object=escrow-0", 1),
        ("object=escrow-0&outcome=perhaps&since=soon", 1),
        ("object=escrow-0&outcome=done", 0),
    ],
)
async def test_each_filter_narrows_and_an_unknown_value_does_not(
    filled: Filled, asked: str, found: int
) -> None:
    async with Visitor(filled, "other-teller") as other:
        await other.get("/secrets/escrow-0")
    filled.console.audit.seal()
    async with Visitor(filled, "auditor") as visitor:
        rows = await visitor.get(f"/audit?{asked}", hx_request="true")
    assert "<html" not in rows.text
    assert ("1 entry" in rows.text, "No entry fits these filters" in rows.text) == (bool(found), not found)


def test_the_days_of_a_filter_are_whole_days_in_beijing() -> None:
    start = datetime(2026, 5, 3, 16, tzinfo=UTC)
    wanted = AuditFilter(since=start, until=start + timedelta(days=1))
    assert filter_of({"since": "2026-05-04", "until": "2026-05-04"}) == wanted


def test_a_filter_takes_no_more_text_than_anybody_types() -> None:
    long, cut = "a" * 999, "a" * 200
    assert filter_of({"actor": long, "action": long, "object": long}) == AuditFilter(cut, cut, cut)


async def test_a_filter_that_changes_does_not_recompute_the_whole_trail(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Visitor(filled, "auditor") as visitor:
        monkeypatch.setattr(filled.console.audit, "state", None)
        assert (await visitor.get("/audit?actor=teller", hx_request="true")).status_code == 200


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("DELETE FROM audit_log WHERE sequence = 3", "缺少第 3 条记录"),
        ("DELETE FROM audit_log WHERE sequence = (SELECT max(sequence) FROM audit_log)", "签名的日志头为"),
        ("UPDATE audit_log SET body = X'00' WHERE sequence = 3", "有记录被改动"),
        ("UPDATE audit_head SET note = 'x'", "签名的日志头无法读取"),
    ],
)
async def test_a_changed_trail_is_shown_as_such_in_the_words_of_the_page(
    filled: Filled, change: str, sentence: str
) -> None:
    async with Visitor(filled, "auditor", "zh") as visitor:
        assert "日志完整。" in seen(await visitor.get("/audit"))
        with filled.console.database.write() as connection:
            connection.execute(text(change))
        shown = seen(await visitor.get("/audit"))
    assert "日志完整。" not in shown
    assert sentence in shown


async def test_the_export_proves_itself_and_is_audited(filled: Filled, tmp_path: Path) -> None:
    async with Visitor(filled, "auditor") as visitor:
        answer = await visitor.get("/audit/export")
        assert answer.headers["content-disposition"] == 'attachment; filename="audit-trail.jsonl"'
        (tmp_path / "trail").write_bytes(answer.content)
        trail = seen(await visitor.get("/audit?action=audit.export"))
    found = verify_file(tmp_path / "trail")
    assert found.size == answer.content.count(b"\n") - 1
    assert "auditor Exported the audit trail audit.export The audit trail Done" in trail


@pytest.mark.parametrize(
    ("name", "status"),
    [("sysadmin", 200), ("reviewer", 200), ("auditor", 403), ("security-a", 403), ("teller", 403)],
)
async def test_alerts_are_for_those_who_act_on_them(filled: Filled, name: str, status: int) -> None:
    async with Visitor(filled, name) as visitor:
        answer = await visitor.get("/alerts")
    assert answer.status_code == status
    assert ("Critical gateway-1 password-with-client-data 7 Waiting due" in seen(answer)) == (status == 200)


async def test_an_alert_that_could_not_be_mailed_says_why_and_one_that_could_says_when(
    filled: Filled,
) -> None:
    alerts = filled.console.alerts
    with filled.console.database.write() as connection:
        connection.execute(text("UPDATE alerts_alert SET due_at = created_at"))
    failed, sent = alerts.claim(), alerts.claim()
    assert failed
    assert sent
    alerts.settle(failed, "connection refused")
    alerts.settle(sent)
    async with Visitor(filled, "reviewer") as visitor:
        shown = seen(await visitor.get("/alerts"))
    assert "Try 1 failed: connection refused" in shown
    assert "Sent 20" in shown
