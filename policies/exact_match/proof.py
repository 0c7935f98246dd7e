"""What lets the console confirm a possible match: the values, sealed so that it alone can read them.

HPKE (RFC 9180) in base mode, X25519 with HKDF-SHA-256 and AES-256-GCM. What is sealed is MessagePack: the
normal form of each value by the keyed hash under which the incident's finding tells of it. `INFO` keeps a
proof apart from all else that is sealed to the same key.
"""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from msgspec import Meta

VALUES_MAX = 1_000  # in one proof
PROOF_MAX = 65_536  # octets of one, sealed; of `VALUES_MAX` values with their hashes it never has more
INFO = b"ashseal exact-match proof v1"

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_Hash = Annotated[str, Meta(max_length=32)]
_Value = Annotated[str, Meta(max_length=24)]
_decoder = msgspec.msgpack.Decoder(Annotated[dict[_Hash, _Value], Meta(max_length=VALUES_MAX)])


class ProofInvalid(ValueError):
    """A proof that was not sealed to this key, or holds something else."""


def seal(values: Mapping[str, str], console_key: X25519PublicKey) -> bytes:
    """Return a proof of these normal forms by hash, for the console alone."""
    return _SUITE.encrypt(msgspec.msgpack.encode(values), console_key, INFO)


def unseal(proof: bytes, key: X25519PrivateKey) -> dict[str, str]:
    """Return the normal forms by hash that were sealed to this key.

    Raises:
        ProofInvalid: sealed to another key or for another use, changed, or no proof.
    """
    try:
        values: dict[str, str] = _decoder.decode(_SUITE.decrypt(proof, key, INFO))
    except (InvalidTag, ValueError, msgspec.DecodeError):
        raise ProofInvalid("the proof of a possible match does not open with this key") from None
    return values
