"""Passwords proved by the headers of RAR archives; the archives come from a writer by the specification."""

import hashlib
import struct
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.inspection.readers.archive.rar import Part, rar4, rar5, vint
from tests.inspection.readers.locked import PASSWORD, Tried

SALT = bytes(range(16))


def check_of_five() -> bytes:
    """The check value and the octets that check it."""
    value = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), SALT, (1 << 4) + 32)
    folded = bytes(value[n] ^ value[n + 8] ^ value[n + 16] ^ value[n + 24] for n in range(8))
    return folded + hashlib.sha256(folded).digest()[:4]


def five_with_hidden_names(power: int = 4) -> bytes:
    fields = vint(4) + vint(0) + vint(0) + vint(1) + bytes([power]) + SALT + check_of_five()
    header = vint(len(fields)) + fields
    return b"Rar!\x1a\x07\x01\x00" + struct.pack("<I", zlib.crc32(header)) + header + bytes(64)


def five_with_a_member() -> bytes:
    record = vint(1) + vint(0) + vint(1) + bytes([4]) + SALT + bytes(16) + check_of_five()
    return rar5(Part(b"a", b"hidden", lock=vint(len(record)) + record), Part(b"b", b"in the clear"))


def four_with_hidden_names() -> bytes:
    """Key and vector by the loop of the technote, one round after another."""
    salt, raw = bytes(8), PASSWORD.encode("utf-16-le")
    digest, vector = hashlib.sha1(usedforsecurity=False), b""
    for number in range(1 << 18):
        digest.update(raw + salt + number.to_bytes(3, "little"))
        if number % (1 << 14) == 0:
            vector += digest.digest()[-1:]
    words = struct.unpack(">4I", digest.digest()[:16])
    header = struct.pack("<BHH", 0x74, 0x8000, 32) + bytes(25)
    header = struct.pack("<H", zlib.crc32(header) & 0xFFFF) + header
    encryptor = Cipher(algorithms.AES(struct.pack("<4I", *words)), modes.CBC(vector)).encryptor()
    return rar4(main_flags=0x80, with_end=False) + salt + encryptor.update(header + bytes(16))


@pytest.mark.parametrize("content", [five_with_hidden_names(), four_with_hidden_names()])
def test_the_right_password_is_proved_and_the_content_stays_unread(content: bytes) -> None:
    for passwords, unlocked in (((), False), (("wrong", "Sesame"), False), (("wrong", PASSWORD), True)):
        reading = Tried(content, *passwords)
        assert reading.locks == [("rar", "strong", unlocked)]
        assert reading.walk.reason == "encrypted:rar"


def test_of_a_member_too_and_what_is_not_encrypted_is_read() -> None:
    reading = Tried(five_with_a_member(), PASSWORD)
    assert reading.locks == [("rar", "strong", True)]
    assert "in the clear" in reading.primary
    assert reading.walk.reason == "encrypted:rar"


def test_a_key_derivation_without_end_is_not_begun() -> None:
    for power in (21, 255):
        assert Tried(five_with_hidden_names(power), PASSWORD).locks == [("rar", "strong", False)]


def test_a_member_of_version_4_proves_nothing() -> None:
    content = rar4(Part(b"a", b"hidden", encrypted=True))
    assert Tried(content, PASSWORD).locks == [("rar", "strong", False)]
