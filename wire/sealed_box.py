"""A small secret sealed to one X25519 key: ephemeral ECDH, HKDF-SHA-256, AES-256-GCM.

Used for a container's password on its way from gateway to console (in the outbox too) and for
files that go into the vault's key wrap. The context is authenticated: a secret sealed for one
use or one record cannot be moved to another.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wire.errors import SignatureInvalid

_KEY_SIZE = 32
_NONCE_SIZE = 12


def seal(secret: bytes, recipient: X25519PublicKey, context: bytes) -> bytes:
    """Return ephemeral public key ‖ nonce ‖ ciphertext of `secret` for `recipient`."""
    ephemeral = X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    key = _derive(ephemeral.exchange(recipient), public + recipient.public_bytes_raw())
    nonce = os.urandom(_NONCE_SIZE)
    return public + nonce + AESGCM(key).encrypt(nonce, secret, context)


def open_box(sealed: bytes, key: X25519PrivateKey, context: bytes) -> bytes:
    """Return the secret of a box sealed to this key for this context.

    Raises:
        SignatureInvalid: another key, another context, or changed bytes.
    """
    public, rest = sealed[:_KEY_SIZE], sealed[_KEY_SIZE:]
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(public))
        derived = _derive(shared, public + key.public_key().public_bytes_raw())
        return AESGCM(derived).decrypt(rest[:_NONCE_SIZE], rest[_NONCE_SIZE:], context)
    except (InvalidTag, ValueError):
        raise SignatureInvalid("the sealed secret does not open with this key and context") from None


def _derive(shared: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_SIZE, salt, b"ashseal-sealed-box-v1").derive(shared)
