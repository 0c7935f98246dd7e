"""Encrypted Word documents: RC4 of both kinds, obfuscated ones, damaged headers."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound import rc4
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.locked import PASSWORD, Tried
from tests.inspection.readers.office97.word_files import streams
from tests.inspection.samples import ID, archive

CLEAR = 0x44
OBFUSCATED = 0x8000


def locked(made: tuple[bytes, rc4.Encrypt], text: str = f"客户 {ID}\r", *, flags: int = 0) -> bytes:
    """A document whose table stream begins with its encryption header, in front of all structures."""
    header, encrypt = made
    plain = streams(text)
    table = header + plain["0Table"]
    main = bytearray(plain["WordDocument"])
    for number in (12, 13, 33):
        at = 0x9A + 8 * number
        struct.pack_into("<I", main, at, struct.unpack_from("<I", main, at)[0] + len(header))
    struct.pack_into("<H", main, 10, 0x0100 | flags)
    struct.pack_into("<I", main, 14, len(header))
    return storages(
        {
            "WordDocument": bytes(main[:CLEAR]) + encrypt(bytes(main), 512, 0)[CLEAR:],
            "0Table": header + encrypt(table, 512, 0)[len(header) :],
        }
    )


@pytest.mark.parametrize("made", [rc4.forty(), rc4.crypto_api(128), rc4.crypto_api(40)])
def test_it_is_read_with_its_password_and_stays_weak(made: tuple[bytes, rc4.Encrypt]) -> None:
    content = locked(made)
    assert Tried(content, "wrong").locks == [("doc", "weak", False)]
    reading = Tried(content, "wrong", PASSWORD)
    assert ID in reading.primary
    assert reading.locks == [("doc", "weak", True)]
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_what_every_program_opens_without_asking_is_no_encrypted_part() -> None:
    reading = Tried(locked(rc4.forty("VelvetSweatshop")))
    assert ID in reading.primary
    assert (reading.locks, reading.verdict) == ([], InspectionVerdict.INSPECTED)


def test_in_an_archive_it_is_opened_too() -> None:
    assert ID in Tried(archive({"a.doc": locked(rc4.forty())}), PASSWORD).primary


def test_an_obfuscated_one_is_recognised() -> None:
    reading = Tried(locked(rc4.forty(), flags=OBFUSCATED), PASSWORD)
    assert (reading.locks, reading.walk.reason) == ([("doc", "weak", False)], "encrypted:doc")


INTACT = locked(rc4.crypto_api())
HEADER = INTACT.index(rc4.SALT) - 60


@given(st.integers(HEADER, HEADER + 140), st.integers(0, 7))
@settings(max_examples=30, deadline=None)
def test_a_damaged_header_is_told(at: int, bit: int) -> None:
    damaged = bytearray(INTACT)
    damaged[at] ^= 1 << bit
    assert Tried(bytes(damaged), PASSWORD).found_or_told(ID)
