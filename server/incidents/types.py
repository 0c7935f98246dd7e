"""Incidents as pages see them."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec

from server.exact_match.store import Answers
from wire.incident import Incident


class IncidentState(StrEnum):
    """Where the work on an incident stands."""

    OPEN = "open"
    ASSIGNED = "assigned"
    CLOSED = "closed"


class Disposition(StrEnum):
    """Why an incident was closed."""

    CONFIRMED = "confirmed"
    FALSE_ALARM = "false-alarm"
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"


class Filter(msgspec.Struct, frozen=True):
    """What to list; an empty field does not narrow. `text` looks in who, what and id."""

    state: IncidentState | None = None
    severity: str = ""
    channel: Literal["", "mail", "file"] = ""
    device: str = ""
    outcome: str = ""
    rule: str = ""
    assignee: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


class IncidentRow(msgspec.Struct, frozen=True):
    """One line of the list. Nothing here is a plain value."""

    id: str
    device: str
    channel: Literal["mail", "file"]
    occurred_at: datetime
    received_at: datetime
    severity: str
    rule: str
    mode: str
    outcome: str  # of the whole: refused, sealed-pdf, destroyed, …
    who: str  # sender of a mail, person of a file
    what: str  # recipients of a mail, path of a file
    types: tuple[str, ...]  # entity types found, sorted, without repetition
    finding_count: int
    policy_version: int
    state: IncidentState
    assignee: str = ""
    disposition: str = ""


class Comment(msgspec.Struct, frozen=True):
    """A remark, or an automatic note of a change of state (`kind` tells)."""

    at: datetime
    author: str
    kind: Literal["comment", "assigned", "closed", "reopened"]
    text: str


class IncidentDetail(msgspec.Struct, frozen=True):
    """One incident whole: the row, the incident as it was sent, and the work on it."""

    row: IncidentRow
    incident: Incident
    comments: tuple[Comment, ...]
    confirmed: Answers  # by finding and index: whether a possible match is one


class IncidentCounts(msgspec.Struct, frozen=True):
    """Numbers for the overview page."""

    open: int
    assigned: int
    closed: int
    by_severity: dict[str, int]  # not closed, by severity
    by_day: tuple[tuple[str, int], ...]  # last 14 days, ISO date (UTC) and number, oldest first
    by_outcome: dict[str, int]  # last 14 days
