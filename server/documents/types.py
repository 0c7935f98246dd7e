"""Registered documents as pages and commands see them."""

from datetime import datetime

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
