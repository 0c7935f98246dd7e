"""The signed policy bundle and the rules by which an edge takes one over.

1. The signature is verified by a key that was trusted at enrolment, before anything is parsed.
2. The version must be higher than the one in force: an older bundle is a rollback and refused;
   the same version with other content is refused too.
3. A bundle that is not yet valid or has expired is refused.
4. Whoever refuses keeps enforcing the last good bundle; an expired one in force is enforced on
   and alarmed, never dropped.
To go back, the console issues an old text under a new, higher version.
"""

from datetime import datetime

import msgspec

from wire import canonical, signature
from wire.bounds import Count, Instant, Line, PolicyText, Token
from wire.errors import BundleRefused
from wire.instant import parse
from wire.signature import TrustedKeys

KIND = "policy-bundle"


class PolicyDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One policy of a bundle: its name and its YAML text."""

    name: Token
    text: PolicyText


class PolicyBundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the console signs and every edge enforces. Versions count up by at least one."""

    schema: int
    version: Count
    issued_at: Instant
    expires_at: Instant
    author: Line
    approver: Line
    reason: Line
    documents: tuple[PolicyDocument, ...]


_decoder = msgspec.json.Decoder(PolicyBundle)


def encode(bundle: PolicyBundle) -> bytes:
    """Return the payload to sign."""
    return canonical.encode(bundle)


def accept(raw: bytes, trusted: TrustedKeys, in_force: PolicyBundle | None, now: datetime) -> PolicyBundle:
    """Return the bundle in envelope `raw` if it may replace `in_force` at the UTC instant `now`.

    Raises:
        SignatureInvalid: not signed by a trusted key.
        SchemaRefused: signed, but not a bundle of a schema that is read here.
        BundleRefused: older, unchanged in version, not yet valid, expired or empty.
    """
    bundle = read(raw, trusted)
    if not bundle.documents:
        raise BundleRefused("the bundle holds no policy")
    if in_force is not None and bundle.version < in_force.version:
        raise BundleRefused(f"version {bundle.version} is older than {in_force.version} in force")
    if in_force is not None and bundle.version == in_force.version:
        raise BundleRefused(f"version {bundle.version} is in force already")
    if parse(bundle.issued_at) > now:
        raise BundleRefused(f"the bundle is valid from {bundle.issued_at} on; check the clock")
    if parse(bundle.expires_at) <= now:
        raise BundleRefused(f"the bundle expired at {bundle.expires_at}")
    return bundle


def read(raw: bytes, trusted: TrustedKeys) -> PolicyBundle:
    """Return the bundle in envelope `raw` without asking whether it may replace another.

    Raises:
        SignatureInvalid: not signed by a trusted key.
        SchemaRefused: signed, but not a bundle of a schema that is read here.
    """
    return signature.read(raw, KIND, trusted, _decoder, "policy bundle")
