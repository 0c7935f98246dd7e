"""Registered documents as pages and commands see them."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec


class NewDocument(msgspec.Struct, frozen=True):
    """A document to be registered: nothing of its text, only what is kept of it.

    `grams` are those of `policies.fingerprint`, 8 octets each, little-endian; `mark` is a keyed hash of the
    file, by which it is known again as unchanged.
    """

    name: str
    category: str
    letters: int
    grams: bytes
    mark: str

    def __repr__(self) -> str:
        """Leave out what can be tried out."""
        return f"<NewDocument {self.letters} letters>"


class DocumentRow(msgspec.Struct, frozen=True):
    """A registered document; `letters` are those that count, without digits, marks and blanks."""

    name: str
    category: str
    letters: int
    registered_at: datetime
    author: str
    reason: str


class RegisterState(msgspec.Struct, frozen=True):
    """The register as edges get it: when it was built, in UTC, and how large its forms are in octets."""

    documents: int
    built_at: datetime
    age_max: int  # seconds
    octets: int  # of the form for gateways
    edge_octets: int  # of that for workstations


class Changed(msgspec.Struct, frozen=True):
    """What a registration changed, by name."""

    registered: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]


Deed = Literal["register", "replace", "withdraw"]  # replace: another file of the name is registered


class ChangeState(StrEnum):
    """Where a change of the register stands; only an approved one changes anything."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class Change(msgspec.Struct, frozen=True):
    """A change of the register that somebody asked for: documents to be registered, or withdrawn, by name."""

    id: int
    deed: Deed
    names: tuple[str, ...]
    author: str
    reason: str
    asked_at: datetime
    state: ChangeState = ChangeState.WAITING
    decided_by: str = ""
    decided_at: datetime | None = None
    comment: str = ""  # of whoever decided
