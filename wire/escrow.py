"""A container's password on its way from the gateway to the console, sealed to the console's key."""

import msgspec

from wire.bounds import Identifier, Instant, Line, SealedBytes, Token


class EscrowedPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="escrow"):
    """The password of one sealed container; only `sender` may read it, once, on the console.

    `sealed` is a `wire.sealed_box` with the context that `context` gives.
    """

    id: Identifier
    occurred_at: Instant
    expires_at: Instant
    sender: Line
    recipients: tuple[Line, ...]
    container: Token
    incident_id: Identifier
    sealed: SealedBytes


def context(escrow_id: str, sender: str) -> bytes:
    """Return what the seal of an escrowed password is bound to."""
    return f"escrow {escrow_id} {sender}".encode()
