# ruff: noqa: INP001 - a script beside the documents
"""A console filled with invented data: what the screenshots show and what the page tests look at.

Everything goes the way real data goes (accounts by their one-time tokens, devices by enrolment,
policy by two people, events by the areas' own `take`), only the network is left out.
"""

import hashlib
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
import pyotp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from policies.fingerprint.register import kept_of
from runtime import builtin_policies
from server.assembly import Console
from server.authz import Role
from server.documents.types import NewDocument
from server.identity.types import LOCAL_OPERATOR, Person
from wire import canonical, instant, sealed_box, signature
from wire.bundle import PolicyDocument
from wire.destruction import KIND, DestructionRecord, SignedRecord
from wire.enrolment import EnrolRequest
from wire.escrow import EscrowedPassword, context
from wire.heartbeat import Heartbeat
from wire.incident import (
    DocumentMention,
    FileSubject,
    Incident,
    IncidentFinding,
    MailSubject,
    PlaceName,
    RecipientOutcome,
)

PASSWORD = "sunrise over nine rivers"  # noqa: S105  of every invented account
ESCROW_PASSWORD = "Kd7mQx3vTp9wRz4n"  # noqa: S105
ROLES: dict[str, tuple[str, frozenset[Role]]] = {
    "sysadmin": ("系统管理员", frozenset({Role.SYSTEM_ADMIN})),
    "security-a": ("安全管理员甲", frozenset({Role.SECURITY_ADMIN})),
    "security-b": ("安全管理员乙", frozenset({Role.SECURITY_ADMIN})),
    "auditor": ("审计管理员", frozenset({Role.AUDIT_ADMIN})),
    "reviewer": ("业务复核员", frozenset({Role.REVIEWER})),
    "teller": ("柜员", frozenset({Role.EMPLOYEE})),
    "other-teller": ("另一柜员", frozenset({Role.EMPLOYEE})),
}


_DOCUMENTS = (("个人借款合同 2026 版", "合同"), ("开户申请表", "表单"), ("机构客户价目表 2026-07", ""))
_ORIGINALS = """\
schema: 1
name: originals
title: {zh: 登记文档不得外传, en: Registered documents stay in the house}
rules:
  - name: originals-stay
    when: {document: [合同, 开户*]}
    then: hold
    reason: A part of a registered document is in the mail.
    notice: {zh: 邮件含有登记文档的内容，等待审批。, en: Your mail holds a part of a registered document.}
"""


@dataclass(frozen=True)
class Filled:
    """A filled console: second factors and sessions of its people, keys of its devices, by name."""

    console: Console
    factors: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    devices: dict[str, tuple[Ed25519PrivateKey, str]] = field(default_factory=dict)
    sealing_keys: list[X25519PublicKey] = field(default_factory=list)

    def log_in(self, name: str) -> str:
        """Return the secret of a session of an account, as if its person had logged in just now."""
        if name not in self.sessions:
            # The code of the next step: the one of this step was used by the set-up, and none works twice.
            code = pyotp.TOTP(self.factors[name]).at(datetime.now(UTC) + timedelta(seconds=30))
            self.sessions[name] = self.console.identity.log_in(name, PASSWORD, code, client="127.0.0.1")
        return self.sessions[name]

    def invite(self, name: str) -> str:
        """Add an account that has not logged in yet and return its one-time token."""
        made = self.console.identity.add_person(
            LOCAL_OPERATOR,
            name=name,
            display_name="新同事",
            email=f"{name}@bank.example",
            roles=frozenset({Role.EMPLOYEE}),
            reason="新员工入职",
        )
        return made.token

    def person(self, name: str) -> Person:
        """Return an account by its name."""
        return next(one for one in self.console.identity.directory() if one.name == name)


def fill(console: Console, *, names: tuple[str, ...] = tuple(ROLES)) -> Filled:
    """Fill a fresh console with people, a published policy, devices, incidents, records and passwords."""
    bank = PolicyDocument("bank", builtin_policies.load("bank"))
    console.policy.publish_first([bank], "console", "内置的银行策略 / the built-in bank policy")
    filled = Filled(console)
    for name in names:
        add_person(filled, name)
    _enrol(filled, "gateway", "gateway-1")
    for device in ("lobby-pc-01", "lobby-pc-02", "lobby-pc-03"):
        _enrol(filled, "agent", device)
    with console.database.write() as connection:
        console.incidents.take(connection, "gateway-1", mails())
        console.incidents.take(connection, "lobby-pc-01", files())
        console.alerts.take(connection, "gateway-1", mails())
        console.destruction.take(connection, "lobby-pc-01", records(filled, "lobby-pc-01"))
        console.escrow.take(connection, "gateway-1", passwords(filled))
    return filled


def add_person(filled: Filled, name: str) -> None:
    """Let one of the invented people go through their first log-in."""
    identity = filled.console.identity
    shown, roles = ROLES[name]
    made = identity.add_person(
        LOCAL_OPERATOR,
        name=name,
        display_name=shown,
        email=f"{name}@bank.example",
        roles=roles,
        reason="岗位需要",
    )
    secret = identity.redeem_token(made.token, client="127.0.0.1")
    factor = identity.setup_offer(secret).totp_secret
    identity.complete_setup(secret, PASSWORD, pyotp.TOTP(factor).now(), client="127.0.0.1")
    filled.factors[name] = factor


def _enrol(filled: Filled, component: str, device: str) -> None:
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, device)])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, None)
    kind = "gateway" if component == "gateway" else "agent"
    fleet = filled.console.fleet
    token = fleet.enrolment_token(LOCAL_OPERATOR, kind, device, "新设备上线")
    pem = request.public_bytes(Encoding.PEM).decode()
    reply = fleet.enrol(EnrolRequest(token.token, kind, device, pem), client="127.0.0.1")
    filled.devices[device] = (key, reply.certificate_pem)
    filled.sealing_keys.append(X25519PublicKey.from_public_bytes(reply.sealing_key))
    hear(filled, device)


def hear(filled: Filled, device: str) -> None:
    """Let a device say how it is; one of them has never done so."""
    if device == "lobby-pc-03":
        return
    kind = "gateway" if device.startswith("gateway") else "agent"
    detail = "watchdog in place of fanotify" if device == "lobby-pc-02" else ""
    state, depth = ("degraded", 2) if detail else ("ok", 0)
    filled.console.fleet.heard(Heartbeat(device, kind, "0.1.0", _ago(0), 1, depth, state, detail))


def _ago(hours: float) -> str:
    return instant.render(datetime.now(UTC) - timedelta(hours=hours))


def _finding(kind: str, masked: str, grade: str, *place: tuple[str, str]) -> IncidentFinding:
    category = {"PASSWORD": "other", "BANK_CARD": "property"}.get(kind, "identity")
    steps = tuple(PlaceName(step, name) for step, name in place)
    return IncidentFinding(
        kind, category, grade, 0.97, masked, hashlib.sha256(masked.encode()).hexdigest()[:32], steps
    )


_ID = _finding(
    "RESIDENT_ID", "110101********002X", "sensitive", ("attachment", "客户名单.zip"), ("member", "三月.xlsx")
)
_CARD = _finding(
    "BANK_CARD", "622202*********0128", "sensitive", ("attachment", "客户名单.zip"), ("member", "三月.xlsx")
)
_NAME = _finding("NAME", "张**", "general", ("body", ""))
_MOBILE = _finding("MOBILE", "139****5678", "general", ("body", ""))
_SECRET = _finding("PASSWORD", "******", "sensitive", ("header", "Subject"))


_SENDERS = ("teller", "zhou.min", "lin.hao")


def mails() -> list[Incident]:
    """Return incidents of mail: refused, sealed and held ones, spread over a week."""
    made = []
    for number in range(34):
        refused = number % 5 == 0
        rule = "password-with-client-data" if refused else "sensitive-client-data"
        sealed = ("sealed-pdf", "sealed-smime")[number % 4 == 2]  # noqa: PLR2004  some partners have certificates
        both = (
            RecipientOutcome("client@partner.example", "refused" if refused else sealed, rule),
            RecipientOutcome("service@insurer.example", "refused" if refused else "sealed-smime", rule),
        )
        recipients = both[: 1 + number % 2] if number else both
        found = (_SECRET, _ID, _CARD, _NAME) if refused else (_ID, _CARD, _NAME, _MOBILE)
        made.append(
            Incident(
                id=f"mail-{number:03}",
                occurred_at=_ago(0.6 + (number * number * 5.3 + number * 0.4) % 160),
                policy_version=1,
                rule=rule,
                severity="critical" if refused else "high" if number % 3 else "medium",
                mode="observe" if number == 7 else "enforce",  # noqa: PLR2004  one is enough to see
                outcome="refused" if refused else sealed,
                reason="A password stands in the same mail as client data. Remove it and tell it by phone."
                if refused
                else "Sensitive client data leaves only sealed for its recipient.",
                inspection="inspected",
                inspection_reason="",
                subject=MailSubject(
                    f"{_SENDERS[number // 3 % 3]}@bank.example",
                    recipients,
                    f"<{number}@bank.example>",
                    hashlib.sha256(bytes([number])).hexdigest(),
                    184_320 + number * 7919,
                ),
                finding_count=len(found),
                findings=found,
            )
        )
    return made


def files() -> list[Incident]:
    """Return incidents of files that were left behind on a shared computer."""
    return [
        Incident(
            id=f"file-{number}",
            occurred_at=_ago(3 + number * 11),
            policy_version=1,
            rule="client-data-left-behind",
            severity="high",
            mode="enforce",
            outcome="prompted",
            reason="Client data must not stay on a shared computer.",
            inspection="inspected",
            inspection_reason="",
            subject=FileSubject(path, 48_128, "柜员", "teller", "strong"),
            finding_count=2,
            findings=(_ID, _MOBILE),
        )
        for number, path in enumerate(("/home/teller/桌面/开户资料.xlsx", "/home/teller/下载/回单扫描件.pdf"))
    ]


def records(filled: Filled, device: str) -> list[SignedRecord]:
    """Return signed destruction records of one device, each naming the one before it."""
    key, certificate = filled.devices[device]
    previous, made = "0" * 64, []
    paths = ("/home/teller/桌面/开户资料.xlsx", "/home/teller/下载/客户名单.csv", "/tmp/回单扫描件.pdf")  # noqa: S108
    for number, path in enumerate(paths):
        record = DestructionRecord(
            schema=1,
            id=f"record-{number}",
            device=device,
            person="柜员",
            account="teller",
            attribution="strong",
            initiator=("person", "deadline", "log-off")[number],
            path=path,
            size=48_128,
            fingerprint="cd" * 32,
            found_at=_ago(30 - number),
            finished_at=_ago(29 - number),
            method="vault" if number == 1 else "overwrite-1",
            result="vaulted" if number == 1 else "destroyed",
            verified=True,
            detail="",
            residual_risk=("file-name", "ssd-remap"),
            policy_version=1,
            rule="client-data-left-behind",
            previous=previous,
        )
        envelope = signature.sign(KIND, canonical.encode(record), key)
        previous = hashlib.sha256(envelope).hexdigest()
        made.append(SignedRecord(record.id, envelope, certificate))
    return made


def passwords(filled: Filled) -> list[EscrowedPassword]:
    """Return escrowed passwords of mails that the teller sent."""
    made = []
    for number in range(3):
        escrow_id = f"escrow-{number}-{os.urandom(4).hex()}" if number else "escrow-0"
        sender = "teller@bank.example"
        sealed = sealed_box.seal(ESCROW_PASSWORD.encode(), filled.sealing_keys[0], context(escrow_id, sender))
        until = instant.render(datetime.now(UTC) + timedelta(days=7))
        recipients = ("client@partner.example", "service@insurer.example")[: number + 1]
        made.append(
            EscrowedPassword(
                escrow_id, _ago(number * 7), until, sender, recipients, "pdf", f"mail-{number:03}", sealed
            )
        )
    return made


def add_documents(filled: Filled) -> str:
    """Register documents, publish a rule that asks for them, and tell of a mail with a part of one; return its id."""
    policy, author = filled.console.policy, filled.person("security-a")
    draft = policy.create_draft(author)
    policy.save_document(author, draft.id, "originals", _ORIGINALS)
    policy.submit(author, draft.id, "合同范本不得外传")
    policy.approve(filled.person("security-b"), draft.id)
    for seed, (name, category) in enumerate(_DOCUMENTS, 1):
        text = "".join(chr(0x4E00 + (number * number * seed) % 20_000) for number in range(2_000 * seed))
        kept = kept_of(text)
        made = NewDocument(name, category, kept.letters, kept.grams.tobytes(), f"{seed:064}")
        filled.console.documents.register([made], author="法律合规部", reason="范本不得外传")
    said = DocumentMention("个人借款合同 2026 版", "合同", 0.24, 480, (PlaceName("attachment", "草稿.docx"),))
    mail = mails()[1]
    held = (RecipientOutcome("client@partner.example", "held", "originals-stay"),)
    incident = msgspec.structs.replace(
        mail, id="copied-0", rule="originals-stay", outcome="held", findings=(), finding_count=0,
        reason="A part of a registered document is in the mail.", documents=(said,), policy_version=2,
        subject=msgspec.structs.replace(mail.subject, recipients=held),
    )  # fmt: skip
    with filled.console.database.write() as connection:
        filled.console.incidents.take(connection, "gateway-1", [incident])
    return incident.id


def add_drafts(filled: Filled) -> tuple[int, int]:
    """Leave two policy drafts of security-a: a submitted one, and one still edited with a fault in it."""
    policy, author = filled.console.policy, filled.person("security-a")
    submitted = policy.create_draft(author)
    text = submitted.text_of("bank")
    policy.save_document(author, submitted.id, "bank", text.replace("distinct: 5", "distinct: 3"))
    policy.submit(author, submitted.id, "分行检查要求：三个以上客户的手机号即视为客户名单")
    edited = policy.create_draft(author)
    policy.save_document(author, edited.id, "bank", text.replace("severity: critical", "severity: sever", 1))
    return submitted.id, edited.id
