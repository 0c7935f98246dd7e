"""The features of a mail or file as they are stored: what a decision asks, and no plain value."""

import datetime as dt
import hashlib
from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, Protocol

import msgspec

from policies.decision.circumstances import approval_of
from policies.decision.counters import counters_of
from policies.decision.features import features_of
from policies.decision.subject import Subject
from policies.finding import Finding, ListMatch
from policies.model import Policy
from server.database import storable
from server.replay.keys import counter_key, term_key

FINDINGS_MAX = 20_000  # told of one mail or file; a rule that would need the others cannot be answered
_NUMBER_OCTETS = 8


class StoredMatch(msgspec.Struct, frozen=True):
    """A match in an exact-match index; `consent` is given, refused or empty."""

    index: str
    certain: bool
    consent: str


class StoredFinding(msgspec.Struct, frozen=True):
    """A finding: equal values of one type have the same `value`, findings of one part the same `part`."""

    type: str
    category: str
    grade: str
    confidence: float
    value: int
    part: int
    matches: tuple[StoredMatch, ...]


class StoredDocument(msgspec.Struct, frozen=True):
    """A registered document of which a part was met."""

    name: str
    share: float
    category: str = ""


class StoredTotal(msgspec.Struct, frozen=True):
    """The number of a cumulative count that was handed to the decision."""

    counter: str
    total: int


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule can ask but for people, addresses, paths, time and amounts; see `schema.COLUMNS`."""

    shape: int = 0
    source: Literal["inspection", "incident"]
    channel: str
    direction: str
    places: tuple[str, ...] = ()
    uninspectable: bool
    reason: str
    formats: tuple[str, ...] = ()
    sender_encrypted: bool | None = None
    encrypted_attachment: bool | None = None
    unread: tuple[str, ...] = ()
    documents: tuple[StoredDocument, ...] | None = ()  # None: nobody could look for any
    terms: tuple[str, ...] = ()
    terms_sought: tuple[str, ...] = ()
    approved: bool | None = None
    whole: bool
    listed_known: bool
    findings: tuple[StoredFinding, ...]

    def numbered(self) -> "Shape":
        """Return it with its number, which follows from what it holds (64 bits of BLAKE2b)."""
        plain = msgspec.json.encode(msgspec.structs.replace(self, shape=0))
        digest = hashlib.blake2b(plain, digest_size=_NUMBER_OCTETS).digest()
        return msgspec.structs.replace(self, shape=int.from_bytes(digest, "big"))


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient of a mail, or one file; see `schema.COLUMNS`."""

    id: str
    at: str  # UTC, ISO 8601 without zone
    sender: str = ""
    recipient: str = ""
    domain: str = ""
    person: str = ""
    path: str = ""
    groups: tuple[str, ...] = ()
    unit: str = ""
    size: int
    amount: int | None = None
    totals: tuple[StoredTotal, ...] = ()
    policy_version: int
    shape: int
    value_hashes: tuple[str, ...] = ()


def row_of(
    subject: Subject,
    policies: Iterable[Policy],
    *,
    id: str,  # noqa: A002 - the column
    policy_version: int,
) -> tuple[Row, Shape]:
    """Return what is stored of a subject that these policies were put to.

    `policies` are those in force at the time: they say which terms were looked for and what was counted.
    """
    policies = tuple(policies)
    shape = _shape_of(subject, policies)
    return Row(
        id=storable(id),
        at=stored_instant(subject.now),
        sender=low(subject.sender),
        recipient=low(subject.recipient),
        domain=low(subject.recipient.rpartition("@")[2]),
        person=low(subject.person),
        path=low(subject.path),
        groups=lows(subject.groups),
        unit=low(next(iter(subject.groups), subject.sender.rpartition("@")[2])),
        size=subject.inspection.size,
        amount=subject.inspection.amount,
        totals=tuple(
            StoredTotal(counter_key(counter), subject.totals[counter])
            for counter in counters_of(policies)
            if counter in subject.totals
        ),
        policy_version=policy_version,
        shape=shape.shape,
        value_hashes=tuple(finding.value_hash for finding in subject.inspection.findings[:FINDINGS_MAX]),
    ), shape  # fmt: skip


def _shape_of(subject: Subject, policies: tuple[Policy, ...]) -> Shape:
    inspection = subject.inspection
    features = features_of(inspection)
    sought = {
        f"{policy.name}/{term.name}": term_key(policy.name, term)
        for policy in policies
        for term in policy.terms
    }
    return Shape(
        source="inspection",
        channel=subject.channel,
        direction=low(subject.direction),
        places=lows(subject.places),
        uninspectable=features.uninspectable,
        reason=low(inspection.reason),
        formats=lows((inspection.format, *inspection.formats)),
        sender_encrypted=inspection.sender_encrypted,
        encrypted_attachment=features.encrypted_attachment,
        unread=lows(inspection.unread),
        documents=None if inspection.documents is None else stored_documents(inspection.documents),
        terms=tuple(sorted(sought[name] for name in features.terms if name in sought)),
        terms_sought=tuple(sorted(sought.values())),
        approved=approval_of(features, subject) is not None,
        whole=len(inspection.findings) <= FINDINGS_MAX,
        listed_known=True,
        findings=_told(inspection.findings[:FINDINGS_MAX]),
    ).numbered()


class _Met(Protocol):
    """A registered document as an inspection and an incident tell of it."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def share(self) -> float:
        """How much of it was met."""

    @property
    def category(self) -> str:
        """Of which kind it is."""


def stored_documents(met: Iterable[_Met]) -> tuple[StoredDocument, ...]:
    """Return documents as they are stored."""
    return tuple(StoredDocument(low(each.name), each.share, low(each.category)) for each in met)


def _told(findings: Sequence[Finding]) -> tuple[StoredFinding, ...]:
    values, parts = Ordinals(), Ordinals()
    return tuple(
        StoredFinding(
            type=finding.type,
            category=finding.category.value,
            grade=finding.grade.value,
            confidence=finding.confidence,
            value=values.of((finding.type, finding.value_hash)),
            part=parts.of((finding.place[0].kind, finding.place[0].name) if finding.place else None),
            matches=tuple(map(_match, finding.matches)),
        )
        for finding in findings
    )


class Ordinals:
    """Numbers things in the order in which they are first met."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def of(self, thing: Hashable) -> int:
        """Return the number of a thing, counted from 0."""
        return self._known.setdefault(thing, len(self._known))


def low(value: str) -> str:
    """Return a text as patterns are compared with it: in lower case, and as every database takes it."""
    return storable(value).lower()


def lows(values: Iterable[str]) -> tuple[str, ...]:
    """Return texts as `low` does."""
    return tuple(map(low, values))


def stored_instant(moment: dt.datetime) -> str:
    """Return an aware instant as UTC without its zone."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat()


def _match(match: ListMatch) -> StoredMatch:
    consent = {True: "given", False: "refused", None: ""}[match.consent]
    return StoredMatch(low(match.index), match.certain, consent)
