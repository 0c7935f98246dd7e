"""Decisions that say redact: a masked copy that may leave, or the stricter action. Real workers, real rules."""

import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Literal

import pytest

from inspection.pool import Pool
from inspection.worker_reply import Edit, Redaction
from policies.decision.decide import Decision
from policies.decision.subject import Approval
from policies.finding import Category
from policies.inspected import Inspection, InspectionVerdict
from policies.language.parser import parse
from policies.model import Action, Selection
from smtp_gateway.cumulative import MailCounts, counts_of
from smtp_gateway.deciding import decide_each
from smtp_gateway.redaction.settling import Original, Settled, Settling, WorkerCrashed
from smtp_gateway.spool import SpoolFile
from tests.inspection.redaction.masked import crlf
from tests.inspection.samples import attach, mail, word
from tests.smtp_gateway.arrivals import CLEAN, NOW, decision

ID = "11010519491231002X"
POLICY = parse("""schema: 1
name: masks
title: {zh: 脱敏, en: Masked}
rules:
  - {name: ids, then: redact, reason: Ids masked, when: {entity: RESIDENT_ID}, notice: {zh: 字, en: x}}
  - {name: mobiles, then: redact, otherwise: refuse, reason: Mobiles masked, when: {entity: MOBILE},
     scope: {recipients: "strict@*"}, notice: {zh: 字, en: x}}
  - {name: cards, then: seal, reason: Sealed, when: {entity: BANK_CARD}, notice: {zh: 字, en: x}}
""")
BROKEN = "Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\nUEsDBBQ="
BOTH = ("wang@x.example", "strict@x.example")


class Bench:
    """A mail on the disk and what becomes of it for both recipients."""

    def __init__(self, pool: Pool, directory: Path) -> None:
        self.pool = pool
        self.directory = directory
        self.created: list[int] = []
        self.policy = POLICY
        self.approvals: tuple[Approval, ...] = ()

    async def settle(self, content: bytes) -> Settled:
        path = self.directory / "m1"
        path.write_bytes(content)
        descriptor = os.open(path, os.O_RDONLY)
        try:
            inspection = await self.pool.inspect(descriptor, name="m1", kind="message")
            original = Original(descriptor, len(content), inspection)
            first, _ = await self.decide(inspection, (0, 1))
            return await Settling(self.pool, original, self.create, self.decide).settle(first)
        finally:
            os.close(descriptor)

    async def decide(
        self, inspection: Inspection, chosen: Sequence[int]
    ) -> tuple[list[Decision], MailCounts]:
        counts = counts_of((), inspection.findings, message_id="m1", sender="li@bank.example", at=NOW)
        to = [BOTH[n] for n in chosen]
        return decide_each((self.policy,), inspection, counts, to, self.approvals), counts

    def create(self, number: int) -> SpoolFile:
        self.created.append(number)
        return SpoolFile(self.directory / f"m1.m{number}")

    def read(self, settled: Settled, n: int) -> str:
        raw = (self.directory / settled.copies[n].name).read_bytes()
        assert len(raw) == settled.copies[n].size
        return raw.decode()


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with Pool() as pool:
        yield Bench(pool, tmp_path)


def actions(settled: Settled) -> list[str]:
    return [each.action.value for each in settled.decisions]


async def test_each_recipient_gets_the_copy_that_his_rules_want(bench: Bench) -> None:
    settled = await bench.settle(crlf(f"Subject: x\n\n身份证号：{ID}，手机 13800138000\n"))
    assert actions(settled) == ["redact", "redact"]
    assert "110105********002X，手机 13800138000" in bench.read(settled, 0)
    assert "110105********002X，手机 138****8000" in bench.read(settled, 1)
    assert [settled.copies[n].masked for n in (0, 1)] == [{"RESIDENT_ID": 1}, {"RESIDENT_ID": 1, "MOBILE": 1}]
    assert [each.type for each in settled.copies[0].inspection.findings] == ["MOBILE"]


async def test_recipients_with_the_same_rules_share_a_copy_and_what_is_left_may_be_sealed(
    bench: Bench,
) -> None:
    settled = await bench.settle(crlf(f"Subject: x\n\n身份证号：{ID}，卡号 6222021234567890128\n"))
    assert (actions(settled), settled.copies[0]) == (["redact", "redact"], settled.copies[1])
    assert all(copy.seal for copy in settled.copies.values())
    assert "卡号 6222021234567890128" in bench.read(settled, 0)


NEEDS_RELEASE = parse("""schema: 1
name: masks
title: {zh: 脱敏, en: Masked}
rules:
  - {name: ids, then: redact, reason: Ids masked, when: {entity: RESIDENT_ID}, notice: {zh: 字, en: x}}
  - {name: cards, then: hold, reason: Held, when: {entity: BANK_CARD, approved: false, not: {entity: RESIDENT_ID}},
     notice: {zh: 字, en: x}}
""")


async def test_a_copy_that_leaves_by_a_release_names_it(bench: Bench, tmp_path: Path) -> None:
    content = crlf(f"Subject: x\n\n身份证号：{ID}，卡号 6222021234567890128\n")
    bench.policy = NEEDS_RELEASE
    assert actions(await bench.settle(content)) == ["hold", "hold"]
    granted = Approval(
        id="7", sender="li@bank.example", recipients=BOTH[:1], categories=tuple(Category), until=NOW
    )
    bench.approvals, bench.directory = (granted,), tmp_path / "again"
    bench.directory.mkdir()
    settled = await bench.settle(content)
    assert [(each.action, each.approval) for each in settled.decisions] == [("redact", "7"), ("hold", "")]


async def test_a_part_that_cannot_be_rewritten_is_named_and_the_mail_held_or_refused(bench: Bench) -> None:
    content = attach(
        mail(f"身份证号：{ID}，手机 13800138000"), word(f"身份证号：{ID}"), "名单.docx"
    ).as_bytes()
    settled = await bench.settle(content)
    assert (actions(settled), settled.copies) == (["hold", "refuse"], {})
    assert settled.decisions[0].reason == (
        "The mail cannot be masked: client data stands in a part that cannot be rewritten. It waits for a decision."
    )
    assert "（附件：名单.docx）" in settled.decisions[0].notice_zh
    assert (settled.decisions[0].rule, settled.decisions[0].would) == ("ids", Action.REDACT)


async def test_where_nothing_at_all_can_be_rewritten(bench: Bench) -> None:
    settled = await bench.settle(attach(mail("你好"), word(f"身份证号：{ID}"), "a.docx").as_bytes())
    assert (settled.decisions[0].action, settled.copies) == (Action.HOLD, {})
    assert "a.docx" in settled.decisions[0].notice_en


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"DKIM-Signature: v=1\nSubject: x\n\n身份证号：{ID}\n", "its DKIM signature would break"),
        (
            f"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n身份证号：{ID}\n--b\n{BROKEN}\n--b--\n",
            "a part of it could not be read",
        ),
    ],
)
async def test_signed_and_unread_mail_does_not_leave(bench: Bench, content: str, reason: str) -> None:
    settled = await bench.settle(crlf(content))
    assert (actions(settled), settled.copies) == (["hold", "hold"], {})
    assert reason in settled.decisions[0].reason


async def test_a_rule_that_stops_what_is_left_has_its_way(bench: Bench) -> None:
    decide = bench.decide

    async def stricter(inspection: Inspection, chosen: Sequence[int]) -> tuple[list[Decision], MailCounts]:
        decided, counts = await decide(inspection, chosen)
        masked = not any(each.type == "RESIDENT_ID" for each in inspection.findings)
        held = decision(Action.HOLD, "phoenix", reason="Names a project")
        return ([held] * len(decided) if masked else decided), counts

    bench.decide = stricter  # type: ignore[method-assign]
    settled = await bench.settle(crlf(f"Subject: x\n\n身份证号：{ID}，手机 13800138000\n"))
    assert actions(settled) == ["hold", "refuse"]
    assert (settled.decisions[0].rule, settled.decisions[0].reason) == ("phoenix", "Names a project")
    assert "a rule forbids what is left of it" in settled.decisions[1].reason
    assert settled.copies == {}


class Crashing:
    """Workers that crash when they are asked for edits, or when they look at the copy."""

    def __init__(self, redaction: Redaction) -> None:
        self.redaction = redaction

    async def redact(self, fd: int, masks: tuple[Selection, ...]) -> Redaction:
        return self.redaction

    async def inspect(self, fd: int, *, name: str, kind: Literal["message", "file"]) -> Inspection:
        return Inspection(InspectionVerdict.UNINSPECTABLE, "worker-crash", "", 0, 0.0)


@pytest.mark.parametrize("redaction", [Redaction(reason="worker-crash"), Redaction((Edit(0, 1, b"x"),))])
async def test_a_crash_decides_nothing(bench: Bench, tmp_path: Path, redaction: Redaction) -> None:
    (tmp_path / "m1").write_bytes(b"mail")
    with (tmp_path / "m1").open("rb") as file:
        settling = Settling(
            Crashing(redaction), Original(file.fileno(), 4, CLEAN), bench.create, bench.decide
        )
        with pytest.raises(WorkerCrashed):
            await settling.settle([decision(Action.REDACT, masks=(Selection(),))])


async def test_what_is_refused_anyway_is_not_masked(bench: Bench) -> None:
    redact = decision(Action.REDACT, masks=(Selection(),))
    refuse = decision(Action.REFUSE)
    settling = Settling(bench.pool, Original(-1, 0, CLEAN), bench.create, bench.decide)
    assert await settling.settle([redact, refuse]) == Settled([redact, refuse], {})
    assert bench.created == []


async def test_edits_that_do_not_fit_are_no_copy(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "m1").write_bytes(b"mail")
    with (tmp_path / "m1").open("rb") as file:
        original = Original(file.fileno(), 4, CLEAN)
        settling = Settling(Crashing(Redaction((Edit(3, 9, b"x"),))), original, bench.create, bench.decide)
        settled = await settling.settle([decision(Action.REDACT, masks=(Selection(),))])
    assert (actions(settled), settled.copies) == (["hold"], {})
