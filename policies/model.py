"""A policy as the engine uses it. These structs are the grammar of the YAML text too.

`policies.language` reads a text by walking them, `policies.schema` publishes them as JSON Schema:
a field added here is a key of the language. Every struct is frozen; docstrings of fields are the
`description` of the schema.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from policies.finding import Category, Grade
from policies.taxonomy import EntityType


class Action(StrEnum):
    """What happens to a mail (pass, seal, hold, refuse) or to a file (keep, destroy)."""

    PASS = "pass"  # noqa: S105 - an action
    SEAL = "seal"
    HOLD = "hold"
    REFUSE = "refuse"
    KEEP = "keep"
    DESTROY = "destroy"


MAIL_ACTIONS = (Action.PASS, Action.SEAL, Action.HOLD, Action.REFUSE)  # mildest first
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


Name = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9\-]{0,62}$", description="lower-case letters, digits, hyphens")
]
Sentence = Annotated[
    str, Meta(pattern=r"^[ -~]{1,200}$", description="one line of at most 200 ASCII characters")
]
Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Pattern = Annotated[
    str, Meta(min_length=1, max_length=254, description="an address, name or path; * stands for anything")
]
Duration = Annotated[
    str, Meta(pattern=r"^[1-9][0-9]{0,4}(s|m|h|d)$", description="a number and s, m, h or d")
]
Counter = Annotated[int, Meta(ge=1, le=1_000_000)]
Octets = Annotated[int, Meta(ge=0, le=1 << 40)]
Confidence = Annotated[float, Meta(ge=0.0, le=1.0)]
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


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


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """When a rule applies: every given key has to hold.

    `entity`, `grade`, `category` and `confidence` select findings; `count` (at least so many) and
    `distinct` (at least so many different values) ask how many, one when neither is given. `together`
    lists selections that must all be met in one medium (the whole message or file) or in one part of
    it (the body, one attachment with all that it contains).
    """

    entity: tuple[EntityType, ...] = ()
    grade: tuple[Grade, ...] = ()
    category: tuple[Category, ...] = ()
    confidence: Confidence | None = None
    count: Counter | None = None
    distinct: Counter | None = None
    password_disclosed: bool | None = None
    encrypted_attachment: bool | None = None
    encrypted_by_sender: bool | None = None
    uninspectable: bool | None = None
    uninspectable_reason: tuple[Pattern, ...] = ()
    format: tuple[Pattern, ...] = ()
    size_over: Octets | None = None
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
    """One rule: where, when, what then, and the words for those it concerns."""

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
        return int(self.deadline[:-1]) * _SECONDS[self.deadline[-1]] if self.deadline else None


class TestCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A case the policy proves itself by: these texts and circumstances must end in that action."""

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


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """One policy document."""

    schema: Literal[1]
    name: Name
    title: Words
    rules: tuple[Rule, ...]
    mode: Mode = Mode.ENFORCE
    clauses: tuple[Clause, ...] = ()
    tests: tuple[TestCase, ...] = ()
