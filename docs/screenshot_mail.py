# ruff: noqa: INP001 - a script beside the documents
"""Invented data for the screenshots that came later: masked and released mail, changes that wait."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from docs.screenshot_data import Filled, mails
from policies.finding import Category
from policies.fingerprint.register import kept_of
from server.documents.types import NewDocument
from server.releases.types import Wanted
from wire.incident import Incident, MailSubject, MaskedCount, RecipientOutcome

_MASKING = """\
schema: 1
name: masking
title: {zh: 对外脱敏, en: Masked for partners}
clauses:
  - {id: masked, text: 加密和匿名化处理…匿名化处理后进行共享, source: 客户信息管理规定}
rules:
  - name: identity-is-masked
    clauses: masked
    when: {entity: [RESIDENT_ID, NAME]}
    scope: {recipients: "*@partner.example"}
    then: redact
    severity: medium
    reason: Identity data was masked for this partner.
    notice: {zh: 发给合作方的身份信息已遮盖。, en: Identity data was masked for this partner.}
"""
_BOTH = ("client@partner.example", "service@partner.example")


class Released(NamedTuple):
    """Numbers of releases: one that waits, one that was used, and the incident of the mail that used it."""

    waiting: int
    used: int
    incident: str


def add_masked(filled: Filled) -> str:
    """Publish a rule that masks, and tell of a mail masked for two recipients, for one also sealed; return its id."""
    policy, author = filled.console.policy, filled.person("security-a")
    draft = policy.create_draft(author)
    policy.save_document(author, draft.id, "masking", _MASKING)
    policy.submit(author, draft.id, "发给合作方的邮件脱敏")
    version = policy.approve(filled.person("security-b"), draft.id).version
    outcomes = zip(_BOTH, ("redacted", "sealed-pdf"), strict=True)
    incident = _mail(
        "masked-0",
        "identity-is-masked",
        *(RecipientOutcome(*pair, "identity-is-masked") for pair in outcomes),
    )
    incident = msgspec.structs.replace(
        incident, severity="medium", outcome="redacted", policy_version=version,
        reason="Identity data was masked for this partner.",
        finding_count=9, masked=(MaskedCount("RESIDENT_ID", 4), MaskedCount("NAME", 2)),
    )  # fmt: skip
    _take(filled, incident)
    return incident.id


def add_changes(filled: Filled) -> None:
    """Leave two changes of the register of documents that wait for a second person."""
    documents = filled.console.documents
    text = "".join(chr(0x4E00 + (number * number * 7) % 20_000) for number in range(3_000))
    kept = kept_of(text)
    made = NewDocument("理财产品说明书 2026-08", "说明书", kept.letters, kept.grams.tobytes(), f"{7:064}")
    documents.ask_register([made], author="产品部", reason="销售前不得外传")
    documents.ask_withdraw(["机构客户价目表 2026-07"], author="机构业务部", reason="价目已公开")


def add_releases(filled: Filled) -> Released:
    """Leave releases of the teller: one that waits, one in force and used, one rejected, one withdrawn."""
    service, teller, reviewer = filled.console.releases, filled.person("teller"), filled.person("reviewer")
    rejected = service.ask(teller, _wanted("客户答谢活动名单", ("event.example",), Category.IDENTITY))
    service.reject(reviewer, rejected.id, "请使用不含证件号的名单，并只填写具体收件人")
    withdrawn = service.ask(teller, _wanted("季度对账", ("ledger@partner.example",), Category.TRANSACTION))
    service.approve(reviewer, withdrawn.id)
    service.withdraw(teller, withdrawn.id, "对账改为现场进行")
    used = service.ask(
        teller,
        _wanted("2026 年度审计", ("audit.example", "chen@law.example"), Category.IDENTITY, Category.PROPERTY),
    )
    service.approve(reviewer, used.id, "同意，仅限审计期间")
    waiting = service.ask(
        teller, _wanted("理赔资料", ("claims@insurer.example",), Category.IDENTITY, Category.PROPERTY)
    )
    rule = "sensitive-client-data"
    incident = _mail(
        "released-0", rule,
        RecipientOutcome("wang@audit.example", "sealed-pdf", rule, str(used.id)),
        RecipientOutcome("client@partner.example", "held", "private-banking-without-approval"),
    )  # fmt: skip
    _take(filled, incident)
    return Released(waiting.id, used.id, incident.id)


def _wanted(purpose: str, recipients: tuple[str, ...], *categories: Category) -> Wanted:
    now = datetime.now(UTC)
    reason = "私人银行客户 12 人的证件与账户资料，按审计约定书提供，审计结束后由对方销毁。"
    return Wanted(
        "teller@bank.example", recipients, categories, purpose, now, now + timedelta(days=14), reason
    )


def _mail(incident_id: str, rule: str, *recipients: RecipientOutcome) -> Incident:
    mail = mails()[1]
    assert isinstance(mail.subject, MailSubject)  # noqa: S101 - the incidents of mail
    subject = msgspec.structs.replace(mail.subject, sender="teller@bank.example", recipients=recipients)
    return msgspec.structs.replace(mail, id=incident_id, rule=rule, subject=subject)


def _take(filled: Filled, incident: Incident) -> None:
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gateway-1", [incident])
        filled.console.releases.take(connection, [incident])
