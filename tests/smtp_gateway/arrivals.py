"""Messages that have arrived and letters that wait, made by hand."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from policies.decision.decide import Decision
from policies.finding import Category, Finding, Grade, PlaceStep
from policies.inspected import Inspection, InspectionVerdict
from policies.model import Action, Severity
from smtp_gateway.arrived import Arrived, read_facts
from smtp_gateway.journal import Copy
from smtp_gateway.letter import Letter
from smtp_gateway.smtp.address import MailPath, Parameter, Recipient
from smtp_gateway.smtp.events import Envelope, Peer
from smtp_gateway.spool import Spool

NOW = datetime(2026, 10, 6, 1, 30, tzinfo=UTC)
LI, WANG, CHEN = "li@bank.example", "wang@x.example", "chen@y.example"
MAIL = (
    b"From: li@bank.example\r\nSubject: quarterly report\r\nDate: Tue, 06 Oct 2026 09:30:00 +0800\r\n"
    b"Message-ID: <1@bank.example>\r\n\r\nNothing here.\r\n"
)
UTF8 = Parameter("SMTPUTF8", b"", b"SMTPUTF8")
CLEAN = Inspection(InspectionVerdict.INSPECTED, "", "message", len(MAIL), 0.1)


def path(address: str) -> MailPath:
    return MailPath(address.encode())


def recipients(*addresses: str) -> tuple[Recipient, ...]:
    return tuple(Recipient(path(address)) for address in addresses)


def arrive(
    spool: Spool,
    *to: str,
    content: bytes = MAIL,
    sender: str = LI,
    name: str = "m1",
    parameters: tuple[Parameter, ...] = (),
) -> Arrived:
    """Put a message into the spool, as the relay does before it is inspected."""
    file = spool.create(name)
    file.write(content)
    file.close()
    envelope = Envelope(
        Peer("192.0.2.1", 25), "client.example", True, path(sender), parameters, recipients(*to)
    )
    return Arrived(
        name, envelope, file.path, file.size, file.eight_bit, file.digest.hex(), b"fingerprint",
        b"Received: from client.example\r\n", read_facts(file.path), NOW,
    )  # fmt: skip


def letter(*to: str, file: str = "m1", sender: str = LI, size: int = len(MAIL)) -> Letter:
    return Letter(path(sender), (), recipients(*to or (WANG,)), b"", file, size, eight_bit=False)


def make_copy(key: str, *to: str, file: str = "m1", held: bool = False, at: float = 0.0) -> Copy:
    """Return a copy that has waited since `at` and is due since then."""
    return Copy(key, "m1", letter(*to, file=file), held=held, created_at=at, due_at=at)


def decision(action: Action, rule: str = "a-rule", **more: Any) -> Decision:
    facts = {"reason": "Words for it", "notice_zh": "说明", "notice_en": "Explanation", "severity": "high"}
    facts |= more
    return Decision(
        action=action, would=action, rule=rule, **facts | {"severity": Severity(facts["severity"])}
    )


def mobiles(*hashes: str) -> Inspection:
    """Return the inspection of a mail with mobile numbers of these hashes."""
    found = (
        Finding("MOBILE", Category.IDENTITY, Grade.GENERAL, 0.99, "138****8000", key, ()) for key in hashes
    )
    return msgspec.structs.replace(CLEAN, findings=tuple(found))


def finding(*place: tuple[str, str]) -> Finding:
    steps = tuple(PlaceStep(kind, name) for kind, name in place)
    return Finding(
        "RESIDENT_ID", Category.IDENTITY, Grade.SENSITIVE, 0.99, "110105********002X", "ab" * 16, steps
    )
