"""Events as gateways and agents send them, all synthetic, and devices that sign them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from server.identity.types import LOCAL_OPERATOR
from tests.server.support import NOW, Rig
from wire import canonical, instant
from wire.destruction import KIND as RECORD_KIND
from wire.destruction import DestructionRecord, SignedRecord
from wire.enrolment import EnrolReply, EnrolRequest
from wire.escrow import EscrowedPassword, context
from wire.event_batch import KIND as BATCH_KIND
from wire.event_batch import Event, EventBatch, encode_event
from wire.incident import FileSubject, Incident, IncidentFinding, MailSubject, PlaceName, RecipientOutcome
from wire.sealed_box import seal
from wire.signature import sign


@dataclass
class Device:
    """A gateway or agent with its own key."""

    name: str = "gw-1"
    component: Literal["gateway", "agent"] = "gateway"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    certificate: str = ""

    def request(self, token: str) -> EnrolRequest:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)])
        made = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(self.key, None)
        pem = made.public_bytes(Encoding.PEM).decode()
        return EnrolRequest(token, self.component, self.name, pem)

    def enrol(self, rig: Rig) -> EnrolReply:
        """Go through enrolment with the services of a console without ports."""
        fleet = rig.console.fleet
        token = fleet.enrolment_token(LOCAL_OPERATOR, self.component, self.name, "a new device").token
        reply = fleet.enrol(self.request(token), client="192.0.2.8")
        self.certificate = reply.certificate_pem
        return reply

    def batch(self, *events: Event | bytes, device: str = "") -> bytes:
        raw = [event if isinstance(event, bytes) else encode_event(event) for event in events]
        batch = EventBatch(1, device or self.name, tuple(msgspec.Raw(one) for one in raw))
        return sign(BATCH_KIND, canonical.encode(batch), self.key)

    def record(self, record_id: str = "rec-1", **changes: object) -> SignedRecord:
        record = destruction_record(record_id, device=self.name)
        record = msgspec.structs.replace(record, **changes)
        envelope = sign(RECORD_KIND, canonical.encode(record), self.key)
        return SignedRecord(record_id, envelope, self.certificate)


def mail_incident(incident_id: str = "inc-1", **changes: object) -> Incident:
    made = Incident(
        id=incident_id,
        occurred_at=instant.render(NOW),
        policy_version=1,
        rule="client-data-in-mail",
        severity="high",
        mode="enforce",
        outcome="sealed-pdf",
        reason="The mail holds client data.",
        inspection="inspected",
        inspection_reason="",
        subject=MailSubject(
            sender="li@bank.example",
            recipients=(RecipientOutcome("chen@client.example", "sealed-pdf", "client-data-in-mail"),),
            message_id="<1@bank.example>",
            message_digest="ab" * 32,
            size=1234,
        ),
        finding_count=1,
        findings=(
            IncidentFinding(
                "RESIDENT_ID",
                "identity",
                "sensitive",
                0.99,
                "110105********002X",
                "cd" * 16,
                (PlaceName("body", ""),),
            ),
        ),
    )
    return msgspec.structs.replace(made, **changes)


def file_incident(incident_id: str = "inc-f", **changes: object) -> Incident:
    subject = FileSubject("/home/zhao/Desktop/clients.xlsx", 20_000, "zhao", "zhao", "proven")
    return mail_incident(incident_id, subject=subject, outcome="destroyed", **changes)


def escrowed(
    sealing: X25519PublicKey,
    escrow_id: str = "esc-1",
    *,
    sender: str = "li@bank.example",
    recipients: tuple[str, ...] = ("chen@client.example",),
    expires: datetime = NOW + timedelta(days=7),
    password: bytes = b"7-Kiefern-Hafen",
) -> EscrowedPassword:
    return EscrowedPassword(
        id=escrow_id,
        occurred_at=instant.render(NOW),
        expires_at=instant.render(expires),
        sender=sender,
        recipients=recipients,
        container="pdf",
        incident_id="inc-1",
        sealed=seal(password, sealing, context(escrow_id, sender)),
    )


def destruction_record(record_id: str, device: str) -> DestructionRecord:
    return DestructionRecord(
        schema=1,
        id=record_id,
        device=device,
        person="zhao",
        account="zhao",
        attribution="proven",
        initiator="deadline",
        path="/home/zhao/Desktop/clients.xlsx",
        size=20_000,
        fingerprint="ab" * 32,
        found_at=instant.render(NOW),
        finished_at=instant.render(NOW + timedelta(minutes=30)),
        method="overwrite-1",
        result="destroyed",
        verified=True,
        detail="",
        residual_risk=("journal",),
        policy_version=1,
        rule="leftover",
        previous="0" * 64,
    )
