"""The destruction record (rows D5, R23, R24): who, what, how, when, with what result.

A record travels and is stored as a `wire.signature` envelope of kind `destruction-record`,
together with the certificate of the device key, so that it can be checked with no server.
A single-file overwrite is logical file erasure, never a NIST SP 800-88 Purge: `residual_risk`
says what the method did not reach.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wire.bounds import Count, Digest, Identifier, Instant, Line, Token

KIND = "destruction-record"

PemText = Annotated[str, Meta(max_length=16_384)]


class DestructionRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file's end: destroyed, vaulted, or kept because it could not be destroyed."""

    schema: int
    id: Identifier
    device: Identifier
    person: Line
    account: Line
    attribution: Literal["proven", "strong", "inferred", "unknown"]
    initiator: Literal["person", "deadline", "log-off"]
    path: Line
    size: Count
    fingerprint: Digest  # hex HMAC-SHA-256 of the content under the device's fingerprint key
    found_at: Instant
    finished_at: Instant
    method: Token
    result: Literal["destroyed", "vaulted", "kept"]
    verified: bool
    detail: Line
    residual_risk: tuple[Token, ...]
    policy_version: Count
    rule: Token
    previous: Digest  # SHA-256 of the envelope before this one on the same device, zeros for the first


class SignedRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="destruction"):
    """What `verify-record` reads and what travels: the envelope and the device's certificate."""

    id: Identifier
    envelope: bytes
    certificate: PemText
