"""Releases as a console grants them, and the signed register of them."""

from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wire import release
from wire.release import Release, ReleaseRegister
from wire.signature import sign

EARLY, ISSUED, LATER = (f"2026-10-06T0{hour}:00:00.000000Z" for hour in (0, 1, 2))
RELEASE = Release(
    id="7",
    sender="li@bank.example",
    recipients=("wang@x.example", "audit.example"),
    categories=("identity", "property"),
    since="2026-10-06T00:00:00.000000Z",
    until="2026-10-06T16:00:00.000000Z",
)


def granted(**changes: Any) -> Release:
    """Return the release above, some fields of it changed."""
    return msgspec.structs.replace(RELEASE, **changes)


def signed_register(
    key: Ed25519PrivateKey,
    *releases: Release,
    issued_at: str = ISSUED,
    expires_at: str = "2099-01-01T00:00:00.000000Z",
    schema: int = 1,
) -> bytes:
    """Return the envelope of a register of these releases."""
    made = ReleaseRegister(schema, issued_at, expires_at, releases)
    return sign(release.KIND, release.encode(made), key)
