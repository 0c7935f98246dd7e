"""The keys of an index, all derived from the key of found values.

Apart from `values`, so that a process which only checks an index loads no detection.
"""

import hashlib

KEY_SIZE_MIN = 16  # octets


class IndexKey:
    """The key of one index: derived from the key of found values, of no use for anything else.

    Raises:
        ValueError: the key is shorter than `KEY_SIZE_MIN` octets.
    """

    def __init__(self, key: bytes, salt: bytes) -> None:
        if len(key) < KEY_SIZE_MIN:
            raise ValueError(
                f"a key of {len(key)} octets is too short; use {KEY_SIZE_MIN} or more random octets"
            )
        derived = hashlib.blake2b(hashlib.sha256(key).digest(), person=b"exact-match", salt=salt).digest()
        self.secret = derived[:32]
        self.key_id = derived[32:40].hex()  # tells two keys apart, says nothing of either


def edge_salt(key: bytes, name: str) -> bytes:
    """Return the salt of an index's edge form, 16 octets: the same at each build, and public."""
    secret = hashlib.sha256(key).digest()
    return hashlib.blake2b(name.encode(), key=secret, digest_size=16, person=b"edge-salt").digest()
