"""Checkpoints: the signed head of the log, as a C2SP signed note (tlog-checkpoint, signed-note).

ashseal-audit
1234
<base64 of the root>

— ashseal-audit <base64 of 4 octets of key hash ‖ Ed25519 signature>
"""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ORIGIN = "ashseal-audit"
_ED25519 = b"\x01"
_KEY_HASH_SIZE = 4
_LINES = 3  # origin, size, root


def sign(size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """Return the note that says: the first `size` entries have this root."""
    body = f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = _key_hash(key.public_key()) + key.sign(body.encode())
    return f"{body}\n— {ORIGIN} {base64.b64encode(signature).decode()}\n"


def verify(note: str, key: Ed25519PublicKey) -> tuple[int, bytes]:
    """Return size and root of a note that `key` signed.

    Raises:
        ValueError: not such a note, or not signed by this key.
    """
    body, _, signatures = note.partition("\n\n")
    lines = body.split("\n")
    prefix = f"— {ORIGIN} "
    if len(lines) != _LINES or lines[0] != ORIGIN or not signatures.startswith(prefix):
        raise ValueError("not a checkpoint of this log")
    signature = base64.b64decode(signatures[len(prefix) :].strip(), validate=True)
    if signature[:_KEY_HASH_SIZE] != _key_hash(key):
        raise ValueError("the checkpoint is signed by another key")
    try:
        key.verify(signature[_KEY_HASH_SIZE:], f"{body}\n".encode())
    except InvalidSignature:
        raise ValueError("the checkpoint's signature is wrong") from None
    return int(lines[1]), base64.b64decode(lines[2], validate=True)


def _key_hash(key: Ed25519PublicKey) -> bytes:
    name = ORIGIN.encode() + b"\n" + _ED25519
    return hashlib.sha256(name + key.public_bytes_raw()).digest()[:_KEY_HASH_SIZE]
