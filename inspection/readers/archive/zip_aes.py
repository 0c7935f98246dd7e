"""WinZip AES (AE-1 and AE-2): the keys that a password gives, and the octets of a member in the clear.

Source: "AES Encryption Information" by WinZip. A member is salt, password verification value,
ciphertext and authentication code; its compression method stands in the extra field 0x9901.
"""

import hashlib
import hmac
from typing import NamedTuple

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive import zip_local
from inspection.readers.archive.zip_methods import Packed
from inspection.walker import Walk

_EXTRA = 0x9901
_KEY_SIZES = {1: 16, 2: 24, 3: 32}  # octets, by strength; the salt is half as long
_ROUNDS = 1000
_VERIFIER, _CODE = 2, 10  # octets
_BLOCK = 16
_PIECE = 1 << 20  # octets decrypted at a time


class Keys(NamedTuple):
    """What a password gives for one member, and where its ciphertext begins."""

    cipher: bytes
    authentication: bytes
    start: int
    method: int


def keys(content: Content, packed: Packed) -> Keys | None:
    """Return the keys, None if the password is not the right one.

    Raises:
        Unreadable: `malformed:zip` without a sound extra field or with too few octets.
    """
    strength, method = _parameters(content, packed)
    size = _KEY_SIZES[strength]
    verified = packed.start + size // 2
    start = verified + _VERIFIER
    if start + _CODE > packed.end:
        raise Unreadable("malformed:zip")
    salt = content[packed.start : verified]
    derived = hashlib.pbkdf2_hmac("sha1", packed.password, salt, _ROUNDS, 2 * size + _VERIFIER)
    if derived[2 * size :] != content[verified:start]:
        return None
    return Keys(derived[:size], derived[size : 2 * size], start, method)


def decrypted(content: Content, packed: Packed, walk: Walk) -> tuple[bytes, Packed]:
    """Return the packed octets in the clear and where a member lies in them; a wrong code is refused.

    Raises:
        Unreadable: `malformed:zip`; `limit:held` for a member that is too large to be held.
    """
    known = keys(content, packed)
    if known is None:
        raise Unreadable("malformed:zip")
    if packed.end - packed.start > walk.room:
        raise Unreadable("limit:held")
    end = packed.end - _CODE
    octets = content[known.start : end]
    code = hmac.digest(known.authentication, octets, "sha1")[:_CODE]
    if code != content[end : packed.end]:
        walk.refuse("malformed:zip")
    plain = _counter_mode(octets, known.cipher)
    return plain, Packed(known.method, 0, 0, len(plain), packed.size)


def _parameters(content: Content, packed: Packed) -> tuple[int, int]:
    """Return strength and compression method."""
    local = zip_local.header(content, packed.header)
    for kind, field in zip_local.fields(local.extra if local else b""):
        if kind == _EXTRA and len(field) >= 7 and field[4] in _KEY_SIZES:  # noqa: PLR2004  # its size
            return field[4], int.from_bytes(field[5:7], "little")
    raise Unreadable("malformed:zip")


def _counter_mode(octets: bytes, key: bytes) -> bytes:
    """Decrypt in counter mode; the counter is little endian and starts at 1, as no library has it."""
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305  # of the counter alone
    pieces = []
    for start in range(0, len(octets), _PIECE):
        piece = np.frombuffer(octets[start : start + _PIECE], np.uint8)
        first = start // _BLOCK + 1
        counters = np.zeros((-(-len(piece) // _BLOCK), 2), "<u8")
        counters[:, 0] = np.arange(first, first + len(counters))
        stream = np.frombuffer(encryptor.update(counters.tobytes()), np.uint8)[: len(piece)]
        pieces.append((piece ^ stream).tobytes())
    return b"".join(pieces)
