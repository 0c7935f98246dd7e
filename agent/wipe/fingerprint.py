"""The fingerprint of a file's content: HMAC-SHA-256 under a key of the device.

A plain SHA-256 of a short or predictable file can be guessed by trying; a keyed one cannot by
whoever reads the record without the key.
"""

import hmac
import os

_CHUNK = 1024 * 1024  # octets


def fingerprint(descriptor: int, key: bytes) -> str:
    """Return the hex HMAC-SHA-256 of an open file from its start; its offset is left alone.

    Raises:
        OSError: the file cannot be read.
    """
    digest = hmac.new(key, digestmod="sha256")
    offset = 0
    while chunk := os.pread(descriptor, _CHUNK, offset):
        digest.update(chunk)
        offset += len(chunk)
    return digest.hexdigest()
