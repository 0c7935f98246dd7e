"""An incident: what was found, whom it concerns, what was done. Never a plain value.

A field that came later has a default and is not sent at it. So the console reads what the version before sent,
and an edge that has no use for a new field is read by a console of the version before.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wire.bounds import Count, Digest, Fraction, Identifier, Instant, Line, SealedBytes, Token

LISTS_MAX = 8  # indexes that are told of one finding
LIST_COLUMNS_MAX = 16
DOCUMENTS_MAX = 32  # registered documents that are told of, largest shares first
MASKED_MAX = 64  # types of which masked values are counted
FINDINGS_MAX = 200  # shown in an incident; `finding_count` tells how many there were


class PlaceName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step into a container, outermost first."""

    kind: Token
    name: Line


class ListMention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exact-match index that knows the value of a finding.

    `columns` of one row were met close together. If it is not `certain`, an edge form says so, which errs on
    purpose: the console confirms. `consent` tells whether the client agreed to be passed on, if the index does.
    """

    index: Token
    columns: Annotated[tuple[Token, ...], Meta(max_length=LIST_COLUMNS_MAX)]
    certain: bool
    consent: bool | None = None


class IncidentFinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A finding as the console may show it."""

    type: Token
    category: Token
    grade: Token
    confidence: Fraction
    masked: Line
    value_hash: Digest
    place: tuple[PlaceName, ...]
    lists: Annotated[tuple[ListMention, ...], Meta(max_length=LISTS_MAX)] = ()


class DocumentMention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A registered document of which such a share, about so many letters, stands in the mail or file."""

    name: Token
    category: Token
    share: Fraction
    letters: Count
    place: tuple[PlaceName, ...]


class MaskedCount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many values of a type were masked in what left."""

    type: Token
    count: Count


class RecipientOutcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What happened to the mail for one recipient: passed, sealed-smime, sealed-pdf, redacted, held, refused.

    `release` is the id of the release without which a rule would have acted otherwise, "" when none was used.
    """

    recipient: Line
    outcome: Token
    rule: Token
    release: Token = ""


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


class Incident(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag="incident"):
    """One incident of one policy decision, from a gateway (mail) or an agent (file).

    `proof` holds the values of findings that are possibly on a list, sealed to the console by the worker
    that met them (`policies.exact_match.proof`); the console looks them up and drops it.
    """

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
    proof: SealedBytes = b""
    documents: Annotated[tuple[DocumentMention, ...], Meta(max_length=DOCUMENTS_MAX)] = ()
    masked: Annotated[tuple[MaskedCount, ...], Meta(max_length=MASKED_MAX)] = ()
