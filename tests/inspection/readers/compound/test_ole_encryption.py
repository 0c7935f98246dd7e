"""Encrypted packages: how strong their cipher is, and what a password opens."""

import io
import struct
from functools import cache

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound.rc4 import sha1
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.locked import PASSWORD, Tried
from tests.inspection.samples import ID, Reading, word


@pytest.mark.parametrize(
    ("version", "strength"),
    [
        ((4, 4), "strong"),
        ((4, 2), "strong"),
        ((3, 2), "strong"),
        ((2, 2), "strong"),
        ((3, 3), "weak"),
        ((1, 1), "weak"),
    ],
)
def test_an_encrypted_package(version: tuple[int, int], strength: str) -> None:
    info = struct.pack("<HH", *version) + bytes(100)
    spaces = {"Version": b"\1\2", "DataSpaceMap": b"\3"}
    reading = Reading(
        storages({"EncryptionInfo": info, "EncryptedPackage": bytes(range(256)), "\x06DataSpaces": spaces})
    )
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("office", strength)]
    assert reading.walk.reason == "encrypted:office"


def test_an_encrypted_package_that_does_not_say_how_is_malformed() -> None:
    assert Reading(storages({"EncryptedPackage": bytes(100)})).walk.reason == "malformed:ole"


@cache
def agile(password: str = PASSWORD) -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(word())).encrypt(password, buffer)
    return buffer.getvalue()


@cache
def standard(password: str = PASSWORD) -> bytes:
    """A package as Office 2007 writes it ([MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9)."""
    plain, salt = word(), bytes(range(16))
    digest = sha1(salt + password.encode("utf-16-le")).digest()
    for number in range(50_000):
        digest = sha1(struct.pack("<I", number) + digest).digest()
    digest = sha1(digest + bytes(4)).digest()
    key = sha1(bytes(a ^ b for a, b in zip(digest.ljust(64, b"\0"), b"\x36" * 64, strict=True))).digest()
    encryptor = Cipher(algorithms.AES(key[:16]), modes.ECB()).encryptor()  # noqa: S305  # as the format has it
    package = struct.pack("<Q", len(plain)) + encryptor.update(plain + bytes(-len(plain) % 16))
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 24, 0, 0) + "Provider\0".encode("utf-16-le")
    info = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header
    info += struct.pack("<I", 16) + salt + bytes(16) + struct.pack("<I", 20) + bytes(32)
    return storages({"EncryptionInfo": info, "EncryptedPackage": package})


@pytest.mark.parametrize("make", [agile, standard])
def test_what_a_password_opens_is_read(make: object) -> None:
    assert callable(make)
    assert Tried(make(), "wrong").locks == [("office", "strong", False)]
    reading = Tried(make(), "wrong", PASSWORD)
    assert ID in reading.primary
    assert reading.locks == [("office", "strong", True)]
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, "office")


def test_what_every_program_opens_without_asking_is_no_encrypted_part() -> None:
    reading = Tried(standard("VelvetSweatshop"))
    assert ID in reading.primary
    assert (reading.locks, reading.verdict) == ([], InspectionVerdict.INSPECTED)


def test_many_passwords_end_in_time_and_no_key_derivation_is_without_end() -> None:
    limits = Limits(password_seconds=0.2)
    assert Tried(standard(), *map(str, range(50)), limits=limits).walk.reason == "encrypted:office"
    assert Tried(agile(), PASSWORD, limits=Limits(key_rounds=99_999)).walk.reason == "encrypted:office"


@given(st.integers(512, len(standard()) - 1), st.integers(0, 7))
@settings(max_examples=5, deadline=None)
def test_damage_is_told(at: int, bit: int) -> None:
    damaged = bytearray(standard())
    damaged[at] ^= 1 << bit
    assert Tried(bytes(damaged), PASSWORD).found_or_told(ID)
