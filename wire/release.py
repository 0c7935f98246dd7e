"""The signed register of releases: mail that was approved beforehand (row R28), and how an edge takes it over.

1. The signature is verified by a key that was trusted at enrolment, before anything is parsed.
2. The register must have been issued after the one in force: an older one would bring back what was withdrawn.
3. One that has expired is refused.
4. Whoever refuses keeps the last good register, and each release in it to the end of its own term.

Reasons and names of those who approved stay at the console: an edge needs who, what, to whom and until when.
"""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from wire import canonical, signature
from wire.bounds import Identifier, Instant, Line, Token
from wire.errors import ReleaseRefused
from wire.instant import parse
from wire.signature import TrustedKeys

KIND = "release-register"
RELEASES_MAX = 10_000  # in one register
RECIPIENTS_MAX = 50  # of one release


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One approved release. A recipient is an address, or a domain without `@` for everybody in it.

    `categories` are those of client data (row R15) that may be in the mail. It holds from `since` to `until`.
    """

    id: Identifier
    sender: Line
    recipients: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=RECIPIENTS_MAX)]
    categories: tuple[Token, ...]
    since: Instant
    until: Instant


class ReleaseRegister(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All releases that were approved, not withdrawn, and not over when it was issued."""

    schema: int
    issued_at: Instant
    expires_at: Instant
    releases: Annotated[tuple[Release, ...], Meta(max_length=RELEASES_MAX)]


_decoder = msgspec.json.Decoder(ReleaseRegister)


def encode(register: ReleaseRegister) -> bytes:
    """Return the payload to sign."""
    return canonical.encode(register)


def accept(
    raw: bytes, trusted: TrustedKeys, in_force: ReleaseRegister | None, now: datetime
) -> ReleaseRegister:
    """Return the register in envelope `raw` if it may replace `in_force` at the UTC instant `now`.

    Raises:
        SignatureInvalid: not signed by a trusted key.
        SchemaRefused: signed, but not a register of a schema that is read here.
        ReleaseRefused: not newer than the one in force, or expired.
    """
    register = read(raw, trusted)
    if in_force is not None and parse(register.issued_at) <= parse(in_force.issued_at):
        raise ReleaseRefused(
            f"the register of releases was issued at {register.issued_at}, one of {in_force.issued_at} is in force"
        )
    if parse(register.expires_at) <= now:
        raise ReleaseRefused(f"the register of releases expired at {register.expires_at}")
    return register


def read(raw: bytes, trusted: TrustedKeys) -> ReleaseRegister:
    """Return the register in envelope `raw` without asking whether it may replace another.

    Raises:
        SignatureInvalid: not signed by a trusted key.
        SchemaRefused: signed, but not a register of a schema that is read here.
    """
    return signature.read(raw, KIND, trusted, _decoder, "register of releases")
