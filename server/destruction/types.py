"""Destruction records as pages see them."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec

from wire.destruction import DestructionRecord


class Verification(StrEnum):
    """What the console found when the record arrived; anything but VERIFIED is a matter for a person."""

    VERIFIED = "verified"
    BAD_CERTIFICATE = "bad-certificate"  # not issued by our authority, or for another device
    BAD_SIGNATURE = "bad-signature"
    UNREADABLE = "unreadable"  # signed, but no destruction record


class RecordFilter(msgspec.Struct, frozen=True):
    """What to list; an empty field does not narrow."""

    result: Literal["", "destroyed", "vaulted", "kept"] = ""
    device: str = ""
    verification: str = ""
    text: str = ""  # in person, path and id
    since: datetime | None = None
    until: datetime | None = None


class RecordRow(msgspec.Struct, frozen=True):
    """One line of the list."""

    id: str
    device: str
    person: str
    path: str
    result: str
    method: str
    verified: bool  # the agent read back what it overwrote
    finished_at: datetime
    received_at: datetime
    verification: Verification


class RecordDetail(msgspec.Struct, frozen=True):
    """One record whole; `record` is None when the envelope could not be read."""

    row: RecordRow
    record: DestructionRecord | None
    envelope_digest: str  # SHA-256 hex, what the next record of the device names as `previous`
    chained: bool  # the record it names as `previous` is here (or it is the device's first)
