"""A policy as the engine uses it. These structs are the grammar of the YAML text too.

`policies.language.parser` reads a text by walking them, `policies.language.schema` publishes them as JSON Schema:
a field added here is a key of the language. Every struct is frozen; docstrings of fields are the
`description` of the schema.
"""

import datetime as dt
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field

from policies.finding import Category, Grade
from policies.registers import Partner, Term
from policies.scalars import (
    Confidence,
    Count,
    Depth,
    Duration,
    Members,
    Name,
    Octets,
    Pages,
    Pattern,
    Pictures,
    Pixels,
    ProcessorSeconds,
    Ratio,
    Sentence,
    Share,
    Text,
    Total,
    UnpackedOctets,
    Yuan,
    seconds_of,
)
from policies.taxonomy import EntityType


class Action(StrEnum):
    """What happens to a mail (pass, seal, redact, hold, refuse) or to a file (keep, destroy)."""

    PASS = "pass"  # noqa: S105 - an action
    SEAL = "seal"
    REDACT = "redact"
    HOLD = "hold"
    REFUSE = "refuse"
    KEEP = "keep"
    DESTROY = "destroy"


MAIL_ACTIONS = (Action.PASS, Action.SEAL, Action.REDACT, Action.HOLD, Action.REFUSE)  # mildest first
FILE_ACTIONS = (Action.KEEP, Action.DESTROY)


class Severity(StrEnum):
    """How grave an incident is, mildest first."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Mode(StrEnum):
    """Whether the action is taken (enforce) or only written down (observe)."""

    OBSERVE = "observe"
    ENFORCE = "enforce"


class Channel(StrEnum):
    """Where the client data was met."""

    MAIL = "mail"
    FILE = "file"


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The same text in Chinese and in English, for people."""

    zh: Text
    en: Text


class Clause(Struct, frozen=True, forbid_unknown_fields=True):
    """A clause of the rules that a bank lives by, quoted, which rules of the policy carry out."""

    id: Name
    text: Text
    source: Text | None = None


class Scope(Struct, frozen=True, forbid_unknown_fields=True):
    """To what a rule or an exception applies: every given key has to fit, one entry of each is enough."""

    channels: tuple[Channel, ...] = ()
    directions: tuple[Literal["outbound", "inbound", "internal"], ...] = ()
    senders: tuple[Pattern, ...] = ()
    recipients: tuple[Pattern, ...] = ()
    domains: tuple[Pattern, ...] = ()
    groups: tuple[Pattern, ...] = ()
    persons: tuple[Pattern, ...] = ()
    places: tuple[Pattern, ...] = ()
    paths: tuple[Pattern, ...] = ()


class Selection(Struct, frozen=True, forbid_unknown_fields=True):
    """Which findings are meant: every given key has to fit a finding.

    `grade: sensitive` means restricted findings too, because they are sensitive data of particular
    clients. `listed` names exact-match indexes, `certain` asks for matches that need no confirmation,
    `consent` is what the index says of the client's consent to be passed on.
    """

    entity: tuple[EntityType, ...] = ()
    grade: tuple[Grade, ...] = ()
    category: tuple[Category, ...] = ()
    confidence: Confidence | None = None
    listed: tuple[Pattern, ...] = ()
    certain: bool | None = None
    consent: tuple[Literal["given", "refused", "unrecorded"], ...] = ()


class Cumulative(Selection, frozen=True, forbid_unknown_fields=True):
    """So many findings, or different values (one of the two), within a window of time, this mail included.

    They are counted for each sender, each recipient, or each recipient domain.
    """

    count: Count | None = None
    distinct: Count | None = None
    over: Duration = "24h"
    by: Literal["sender", "recipient", "recipient-domain"] = "sender"


class Condition(Selection, frozen=True, forbid_unknown_fields=True):
    """When a rule applies: every given key has to hold.

    The keys of a selection, and `beyond_agreement`, choose findings; `count` (at least so many) and
    `distinct` (at least so many different values) ask how many, one when neither is given. `together`
    lists selections that must all be met in one medium (the whole message or file) or in one part of
    it (the body, one attachment with all that it contains).
    """

    beyond_agreement: bool | None = None
    count: Count | None = None
    distinct: Count | None = None
    cumulative: Cumulative | None = None
    amount: Yuan | None = None
    password_disclosed: bool | None = None
    password_hint_disclosed: bool | None = None
    encrypted_attachment: bool | None = None
    encrypted_by_sender: bool | None = None
    uninspectable: bool | None = None
    uninspectable_reason: tuple[Pattern, ...] = ()
    unread: tuple[Pattern, ...] = ()
    format: tuple[Pattern, ...] = ()
    size_over: Octets | None = None
    term: tuple[Name, ...] = ()
    document: tuple[Pattern, ...] = ()
    document_share: Share | None = None
    partner: tuple[Literal["registered", "expired", "unknown"], ...] = ()
    approved: bool | None = None
    together: tuple["Condition", ...] = ()
    within: Literal["medium", "part"] = "medium"
    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    not_: "Condition | None" = field(name="not", default=None)


class ExceptionGrant(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is let off a rule, by whom, why, and the last day on which it holds (UTC)."""

    owner: Text
    reason: Text
    expires: dt.date
    applies_to: Scope


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule: where, when, what then, and the words for those it concerns.

    `otherwise` is what happens to a mail that cannot be masked as `redact` wants it; hold, if not given.
    """

    name: Name
    then: Action
    reason: Sentence
    clauses: tuple[Name, ...] = ()
    scope: Scope = Scope()
    when: Condition | None = None
    severity: Severity = Severity.MEDIUM
    mode: Mode | None = None
    notice: Words | None = None
    split: bool = False
    otherwise: Literal["hold", "refuse"] | None = None
    deadline: Duration | None = None
    allow_vault: bool = False
    exceptions: tuple[ExceptionGrant, ...] = ()

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels the rule is for: those of its scope, else the one its action belongs to."""
        return self.scope.channels or ((Channel.FILE,) if self.then in FILE_ACTIONS else (Channel.MAIL,))

    @property
    def deadline_seconds(self) -> int | None:
        """The deadline in seconds, None when the rule sets none."""
        return seconds_of(self.deadline) if self.deadline else None


class DocumentShown(Struct, frozen=True, forbid_unknown_fields=True):
    """Of a test case: a registered document of which such a share stands in the mail or file."""

    name: Text
    share: Share = 1.0
    category: Pattern | None = None


class Listing(Struct, frozen=True, forbid_unknown_fields=True):
    """Of a test case: the values of such types belong to a row of that exact-match index."""

    index: Text
    entity: tuple[EntityType, ...] = ()
    certain: bool = True
    consent: bool | None = None
    grade: Grade | None = None


class TestCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A case the policy proves itself by: these texts and circumstances must end in that action.

    `sent_before` is how many values every cumulative count of the policy has already; `approved_for`
    are the categories of an approval for this sender and recipient.
    """

    __test__ = False  # pytest: not a test class

    name: Text
    expect: Action
    rule: Name | None = None
    texts: tuple[Text, ...] = ()
    channel: Channel = Channel.MAIL
    direction: Literal["outbound", "inbound", "internal"] = "outbound"
    sender: str = "sender@bank.example"
    recipient: str = "client@partner.example"
    person: str = ""
    path: str = ""
    on: dt.date | None = None
    uninspectable: Pattern | None = None
    encrypted_by_sender: bool = False
    encrypted_attachment: Pattern | None = None
    unread: tuple[Pattern, ...] = ()
    formats: tuple[Pattern, ...] = ()
    size: Octets | None = None
    amount: Yuan | None = None
    documents: tuple[DocumentShown, ...] = ()
    listed: tuple[Listing, ...] = ()
    sent_before: Total = 0
    approved_for: tuple[Category, ...] = ()
    groups: tuple[Pattern, ...] = ()
    places: tuple[Pattern, ...] = ()


class InspectionLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """How far one mail or file is read; what reaches a limit is uninspectable, with the reason `limit:` and its name.

    `output` are octets unpacked from all containers together, `members` their entries, `depth` containers
    within containers, `ratio` unpacked over packed octets of an entry, `pixels` those of one picture, `pages` those
    of a PDF, `pictures` how many of a file are read (0: none, they are `unread: image`), `cpu_seconds` time of the
    processor. What is not given is as the product has it; of several policies the smallest counts.
    """

    output: UnpackedOctets | None = None
    members: Members | None = None
    depth: Depth | None = None
    ratio: Ratio | None = None
    pixels: Pixels | None = None
    pages: Pages | None = None
    pictures: Pictures | None = None
    cpu_seconds: ProcessorSeconds | None = None


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """One policy document."""

    schema: Literal[1]
    name: Name
    title: Words
    rules: tuple[Rule, ...]
    mode: Mode = Mode.ENFORCE
    clauses: tuple[Clause, ...] = ()
    partners: tuple[Partner, ...] = ()
    terms: tuple[Term, ...] = ()
    limits: InspectionLimits | None = None
    tests: tuple[TestCase, ...] = ()
