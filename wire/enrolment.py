"""First contact of a gateway or agent: a one-time token buys a client certificate."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wire.bounds import Identifier, SealedBytes, Token

PemText = Annotated[str, Meta(max_length=65_536)]


class EnrolRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sent once over server-authenticated TLS; the key in the request is Ed25519."""

    token: Token
    component: Literal["gateway", "agent"]
    device: Identifier
    request_pem: PemText


class EnrolReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the edge keeps: its certificate, and the keys it may trust from now on.

    `bundle_keys` are raw Ed25519 public keys by key id; `sealing_key` is the console's raw
    X25519 public key; `hash_key` keys the hashes of found values and goes to gateways only
    (empty for agents: it would let a workstation try out short values).
    """

    certificate_pem: PemText
    authority_pem: PemText
    bundle_keys: dict[str, bytes]
    sealing_key: SealedBytes
    hash_key: bytes
