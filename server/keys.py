"""The console's own secrets: one file each under `state_dir/keys`, mode 0600, made by `init`.

bundle.key      Ed25519, signs policy bundles
audit.key       Ed25519, signs audit checkpoints
sealing.key     X25519, opens escrowed passwords sealed by gateways
hash.key        32 random octets, keys the hashes of found values; given to gateways at enrolment
at-rest.key     32 random octets, encrypts second-factor secrets in the database
authority.key   P-256, the authority of machines and server certificates (see `server.authority`)
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from runtime import atomic_file
from runtime.errors import KeystoreError
from runtime.private_file import make_private_directory, read_private

_RANDOM_SIZE = 32
_NONCE_SIZE = 12


@dataclass(frozen=True, repr=False)
class Keys:
    """All of the console's secrets, loaded. Has no representation."""

    bundle: Ed25519PrivateKey
    audit: Ed25519PrivateKey
    sealing: X25519PrivateKey
    authority: EllipticCurvePrivateKey
    hash_key: bytes
    at_rest: bytes

    def protect(self, secret: bytes, context: bytes) -> bytes:
        """Return `secret` encrypted for the database, bound to `context` (AES-256-GCM)."""
        nonce = os.urandom(_NONCE_SIZE)
        return nonce + AESGCM(self.at_rest).encrypt(nonce, secret, context)

    def reveal(self, protected: bytes, context: bytes) -> bytes:
        """Return what `protect` encrypted.

        Raises:
            cryptography.exceptions.InvalidTag: another key or context, or changed octets.
        """
        return AESGCM(self.at_rest).decrypt(protected[:_NONCE_SIZE], protected[_NONCE_SIZE:], context)


def create(directory: Path) -> None:
    """Make every key that is not there yet; existing ones are left alone.

    Raises:
        KeystoreError: others may write to the directory, or it cannot be made.
        OSError: it is full or not writable.
    """
    make_private_directory(directory)
    for name, make in _PEM_KEYS.items():
        if not (directory / name).exists():
            atomic_file.create(directory / name, _pem(make()))
    for name in _RANDOM_KEYS:
        if not (directory / name).exists():
            atomic_file.create(directory / name, os.urandom(_RANDOM_SIZE))


def load(directory: Path) -> Keys:
    """Return the console's keys.

    Raises:
        KeystoreError: one is missing, damaged or readable by others; run `init` first.
    """
    return Keys(
        bundle=_ed25519(directory / "bundle.key"),
        audit=_ed25519(directory / "audit.key"),
        sealing=_x25519(directory / "sealing.key"),
        authority=_p256(directory / "authority.key"),
        hash_key=_random(directory / "hash.key"),
        at_rest=_random(directory / "at-rest.key"),
    )


_PrivateKey = Ed25519PrivateKey | X25519PrivateKey | EllipticCurvePrivateKey

_PEM_KEYS: Mapping[str, Callable[[], _PrivateKey]] = {
    "bundle.key": Ed25519PrivateKey.generate,
    "audit.key": Ed25519PrivateKey.generate,
    "sealing.key": X25519PrivateKey.generate,
    "authority.key": lambda: generate_private_key(SECP256R1()),
}
_RANDOM_KEYS = ("hash.key", "at-rest.key")


def _pem(key: _PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _private(path: Path) -> PrivateKeyTypes:
    try:
        return load_pem_private_key(read_private(path), None)
    except ValueError:
        raise KeystoreError(f"{path}: not a private key in PEM form") from None


def _ed25519(path: Path) -> Ed25519PrivateKey:
    key = _private(path)
    if not isinstance(key, Ed25519PrivateKey):
        raise KeystoreError(f"{path}: not an Ed25519 key")
    return key


def _x25519(path: Path) -> X25519PrivateKey:
    key = _private(path)
    if not isinstance(key, X25519PrivateKey):
        raise KeystoreError(f"{path}: not an X25519 key")
    return key


def _p256(path: Path) -> EllipticCurvePrivateKey:
    key = _private(path)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise KeystoreError(f"{path}: not an elliptic curve key")
    return key


def _random(path: Path) -> bytes:
    raw = read_private(path)
    if len(raw) != _RANDOM_SIZE:
        raise KeystoreError(f"{path}: {len(raw)} octets, expected {_RANDOM_SIZE}")
    return raw
