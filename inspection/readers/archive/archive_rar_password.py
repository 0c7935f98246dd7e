"""Whether a password opens a RAR archive, by its headers alone; the members are not decrypted.

Version 5 stores a check value. Version 4 stores none: there the first encrypted header, decrypted,
must have a right checksum of its own; where only members are encrypted nothing proves a password.
"""

import hashlib
import hmac
import zlib
from itertools import pairwise

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from inspection.limits import Limits
from inspection.readers.archive.archive_rar_block import Lock

_CHECK = 8  # octets of the value, behind which octets of its digest follow
_MORE_ROUNDS = 32  # the key takes `rounds`, the value this many on top
_BLOCK, _HEADER = 16, 7  # octets of a cipher block, of what all headers of version 4 have
_VECTOR_PARTS = 16  # octets of the vector, each from the digest so far


def opens(lock: Lock, password: str, limits: Limits, *, five: bool) -> bool:
    """Say whether the password is right."""
    if lock.rounds > limits.key_rounds:
        return False
    return _opens_five(lock, password) if five else _opens_four(lock, password)


def _opens_five(lock: Lock, password: str) -> bool:
    value = hashlib.pbkdf2_hmac("sha256", password.encode(), lock.salt, lock.rounds + _MORE_ROUNDS)
    folded = np.bitwise_xor.reduce(np.frombuffer(value, np.uint8).reshape(-1, _CHECK))
    return hmac.compare_digest(folded.tobytes(), lock.check[:_CHECK])


def _opens_four(lock: Lock, password: str) -> bool:
    key, vector = _key_of_four(lock, password)
    octets = lock.check[: len(lock.check) - len(lock.check) % _BLOCK]
    header = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor().update(octets)
    size = int.from_bytes(header[5:_HEADER], "little")
    checked = zlib.crc32(header[2:size]) & 0xFFFF
    return _HEADER <= size <= len(header) and checked == int.from_bytes(header[:2], "little")


def _key_of_four(lock: Lock, password: str) -> tuple[bytes, bytes]:
    """Return key and vector: one digest over password, salt and a counter of three octets, again and again."""
    once = np.frombuffer(password.encode("utf-16-le") + lock.salt, np.uint8)
    digest, vector = hashlib.sha1(usedforsecurity=False), bytearray()
    bounds = range(0, lock.rounds + 1, lock.rounds // _VECTOR_PARTS)
    for first, after in pairwise(bounds):
        counters = np.arange(first, after, dtype="<u4").view(np.uint8).reshape(-1, 4)[:, :3]
        rounds = np.hstack((np.broadcast_to(once, (after - first, len(once))), counters))
        head, rest = rounds[:1].tobytes(), rounds[1:].tobytes()
        digest.update(head)  # the vector's octet is taken behind the first round of each part
        vector.append(digest.digest()[-1])
        digest.update(rest)
    words = np.frombuffer(digest.digest()[:_BLOCK], ">u4").astype("<u4")
    return words.tobytes(), bytes(vector)
