"""Alerts as pages see them."""

from datetime import datetime
from enum import StrEnum

import msgspec


class AlertState(StrEnum):
    """Where an alert stands. SENDING goes back to WAITING when the console ended in between."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"


class AlertRow(msgspec.Struct, frozen=True):
    """One alert: one e-mail in the end, for one or several like incidents."""

    id: int
    key: str  # what is deduplicated: device, rule and severity
    state: AlertState
    severity: str
    subject: str
    count: int  # incidents it stands for
    created_at: datetime
    due_at: datetime  # not sent before
    attempts: int
    last_error: str = ""
    sent_at: datetime | None = None
