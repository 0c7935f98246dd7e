"""An incident: what was found, whom it concerns, what was done. Never a plain value."""

from typing import Literal

import msgspec

from wire.bounds import Count, Digest, Fraction, Identifier, Instant, Line, Token

FINDINGS_MAX = 200  # shown in an incident; `finding_count` tells how many there were


class PlaceName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step into a container, outermost first."""

    kind: Token
    name: Line


class IncidentFinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A finding as the console may show it."""

    type: Token
    category: Token
    grade: Token
    confidence: Fraction
    masked: Line
    value_hash: Digest
    place: tuple[PlaceName, ...]


class RecipientOutcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happened to the mail for one recipient: passed, sealed-smime, sealed-pdf, held, refused."""

    recipient: Line
    outcome: Token
    rule: Token


class MailSubject(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="mail"):
    """The mail an incident is about. The subject line itself stays at the gateway."""

    sender: Line
    recipients: tuple[RecipientOutcome, ...]
    message_id: Line
    message_digest: Digest
    size: Count


class FileSubject(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="file"):
    """The file an incident is about."""

    path: Line
    size: Count
    person: Line
    account: Line
    attribution: Literal["proven", "strong", "inferred", "unknown"]


class Incident(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="incident"):
    """One incident of one policy decision, from a gateway (mail) or an agent (file)."""

    id: Identifier
    occurred_at: Instant
    policy_version: Count
    rule: Token
    severity: Literal["info", "low", "medium", "high", "critical"]
    mode: Literal["observe", "enforce"]
    outcome: Token
    reason: Line
    inspection: Token  # inspected | empty-verified | uninspectable
    inspection_reason: Line
    subject: MailSubject | FileSubject
    finding_count: Count
    findings: tuple[IncidentFinding, ...] = ()
