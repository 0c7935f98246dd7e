"""RC4 encryption of office documents as [MS-OFFCRYPTO] 2.3.5 and 2.3.6 describe it, for builders of files."""

import struct
from collections.abc import Callable
from functools import cache, partial
from hashlib import md5 as secure_md5
from hashlib import sha1 as secure_sha1

from tests.inspection.readers.locked import PASSWORD

md5, sha1 = (partial(digest, usedforsecurity=False) for digest in (secure_md5, secure_sha1))
SALT = bytes(range(100, 116))
Encrypt = Callable[[bytes, int, int], bytes]  # data, octets a key serves (0: all), number of the first key


def stream(key: bytes, length: int) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    j = 0
    for at in range(1, length + 1):
        i = at % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(state[(state[i] + state[j]) % 256])
    return bytes(out)


def forty(password: str = PASSWORD) -> tuple[bytes, Encrypt]:
    """The header of 40-bit RC4, and what encrypts with it."""
    truncated = md5(password.encode("utf-16-le")).digest()[:5]
    middle = md5((truncated + SALT) * 16).digest()[:5]
    encrypt = _with(cache(lambda block: md5(middle + struct.pack("<I", block)).digest()))
    verifier = b"verify this text"
    both = encrypt(verifier + md5(verifier).digest(), 0, 0)
    return struct.pack("<HH", 1, 1) + SALT + both, encrypt


def crypto_api(bits: int = 128, password: str = PASSWORD) -> tuple[bytes, Encrypt]:
    """The header of CryptoAPI RC4, and what encrypts with it."""
    first = sha1(SALT + password.encode("utf-16-le")).digest()

    def key(block: int) -> bytes:
        whole = sha1(first + struct.pack("<I", block)).digest()
        return whole[:5] + bytes(11) if bits == 40 else whole[: bits // 8]

    encrypt = _with(cache(key))
    verifier = b"verify this text"
    both = encrypt(verifier + sha1(verifier).digest(), 0, 0)
    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + "Provider\0".encode("utf-16-le")
    verifiers = struct.pack("<I", 16) + SALT + both[:16] + struct.pack("<I", 20) + both[16:]
    return struct.pack("<HHII", 2, 2, 4, len(header)) + header + verifiers, encrypt


def summary(encrypt: Encrypt, streams: dict[str, bytes]) -> bytes:
    """The stream of encrypted properties (2.3.5.4)."""
    data, array = b"", struct.pack("<I", len(streams))
    for block, (name, octets) in enumerate(streams.items(), 1):
        array += struct.pack("<IIHBB4x", 8 + len(data), len(octets), block, len(name), 1)
        array += name.encode("utf-16-le") + b"\0\0"
        data += encrypt(octets, 0, block)
    array = encrypt(array, 0, 0)
    return struct.pack("<II", 8 + len(data), len(array)) + data + array


def _with(key: Callable[[int], bytes]) -> Encrypt:
    def encrypt(data: bytes, size: int, first: int) -> bytes:
        size = size or len(data) or 1
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        keys = (stream(key(block), len(piece)) for block, piece in enumerate(pieces, first))
        return b"".join(
            bytes(a ^ b for a, b in zip(piece, mask, strict=True))
            for piece, mask in zip(pieces, keys, strict=True)
        )

    return encrypt
