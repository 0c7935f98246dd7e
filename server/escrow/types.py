"""Escrowed passwords as their sender sees them."""

from datetime import datetime
from enum import StrEnum

import msgspec


class EscrowState(StrEnum):
    """Where an escrowed password stands. It goes from WAITING to one of the others, never back."""

    WAITING = "waiting"
    OPENED = "opened"
    EXPIRED = "expired"


class EscrowView(msgspec.Struct, frozen=True):
    """What the sender may know of an escrowed password before opening it."""

    id: str
    state: EscrowState
    recipients: tuple[str, ...]
    container: str  # "pdf", …
    incident_id: str
    occurred_at: datetime
    expires_at: datetime
    opened_at: datetime | None = None


class OpenedPassword(msgspec.Struct, frozen=True):
    """The password, in clear, for one page view."""

    id: str
    password: str
    recipients: tuple[str, ...]

    def __repr__(self) -> str:
        return f"OpenedPassword({self.id!r}, …)"
