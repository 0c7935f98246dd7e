"""Audit entries as pages see them."""

from datetime import datetime
from typing import Literal

import msgspec

Outcome = Literal["done", "refused"]


class AuditRow(msgspec.Struct, frozen=True):
    """One entry of the sealed log: date, subject, action, object, outcome (GB/T 22239 安全审计)."""

    sequence: int  # position in the log, from 0
    at: datetime
    actor: str  # account name, device name, or "console"
    action: str  # for example "policy.approve"
    object: str  # what it was done to
    outcome: Outcome
    detail: dict[str, str]
    client: str = ""  # address it came from


class AuditFilter(msgspec.Struct, frozen=True):
    """What to list; an empty field does not narrow. `action` is a prefix."""

    actor: str = ""
    action: str = ""
    object: str = ""
    outcome: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditState(msgspec.Struct, frozen=True):
    """The head of the log, and whether the log still gives that head."""

    size: int
    root: str  # hex
    checkpoint: str  # signed note (C2SP tlog-checkpoint)
    sealed_at: datetime | None
    intact: bool
    problem: str  # empty when intact
