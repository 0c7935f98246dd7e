"""Ed25519 envelopes (RFC 8032): the signature is checked before the payload is parsed.

The signed bytes are a pre-authentication encoding of kind and payload, so that a signature
made for one kind of message is worthless for another.
"""

import hashlib
from collections.abc import Mapping
from typing import Protocol, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wire.bounds import Identifier
from wire.errors import SchemaRefused, SignatureInvalid

ENVELOPE_MAX = 16 * 1024 * 1024  # octets; a larger one is refused unread

TrustedKeys = Mapping[str, Ed25519PublicKey]


class Versioned(Protocol):
    """What says by a number which form it has."""

    @property
    def schema(self) -> int: ...  # noqa: D102


Signed = TypeVar("Signed", bound=Versioned)


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signed payload as it travels: `payload` and `signature` are base64 in JSON."""

    kind: Identifier
    key_id: Identifier
    payload: bytes
    signature: bytes


_decoder = msgspec.json.Decoder(Envelope)


def key_id(public_key: Ed25519PublicKey) -> str:
    """Return the key's name: the first 32 hex digits of the SHA-256 of its raw form."""
    return hashlib.sha256(public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:32]


def sign(kind: str, payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """Return the JSON bytes of an envelope that holds `payload`, signed for this `kind`."""
    signature = key.sign(_signed_bytes(kind, payload))
    return msgspec.json.encode(Envelope(kind, key_id(key.public_key()), payload, signature))


def verify(raw: bytes, kind: str, trusted: TrustedKeys) -> bytes:
    """Return the payload of an envelope of this `kind` if a trusted key signed it.

    Raises:
        SchemaRefused: `raw` is too large or no envelope.
        SignatureInvalid: wrong kind, unknown key, or the bytes were changed.
    """
    envelope = open_unverified(raw)
    public_key = trusted.get(envelope.key_id)
    if public_key is None:
        raise SignatureInvalid(f"the envelope is signed by an unknown key {envelope.key_id}")
    if envelope.kind != kind:
        raise SignatureInvalid(f"the envelope is a {envelope.kind}, expected a {kind}")
    try:
        public_key.verify(envelope.signature, _signed_bytes(kind, envelope.payload))
    except InvalidSignature:
        raise SignatureInvalid("the envelope was changed after it was signed") from None
    return envelope.payload


def read(
    raw: bytes, kind: str, trusted: TrustedKeys, decoder: msgspec.json.Decoder[Signed], title: str
) -> Signed:
    """Return what a trusted key signed as `kind`, if it is of schema 1; `title` is what an error calls it.

    Raises:
        SignatureInvalid: not signed by a trusted key.
        SchemaRefused: signed, but nothing that `decoder` reads, or of another schema.
    """
    payload = verify(raw, kind, trusted)
    try:
        found = decoder.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SchemaRefused(f"not a {title}: {error}") from None
    if found.schema != 1:
        raise SchemaRefused(f"{title} schema {found.schema} is not read here, only schema 1")
    return found


def open_unverified(raw: bytes) -> Envelope:
    """Return the envelope without checking who signed it; only for choosing a key.

    Raises:
        SchemaRefused: `raw` is too large or no envelope.
    """
    if len(raw) > ENVELOPE_MAX:
        raise SchemaRefused(f"the envelope has {len(raw)} octets, at most {ENVELOPE_MAX} are read")
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SchemaRefused(f"not a signed envelope: {error}") from None


def _signed_bytes(kind: str, payload: bytes) -> bytes:
    name = kind.encode()
    return b"ashseal-envelope-v1 %d %s %d " % (len(name), name, len(payload)) + payload
