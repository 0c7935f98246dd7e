"""Encrypted workbooks: XOR obfuscation, RC4 of both kinds, damage."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.method.xor_obfuscation import DocumentXOR

from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound import rc4
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.locked import PASSWORD, Tried
from tests.inspection.readers.workbook.excel_files import book, label, record, shared, shared_cell
from tests.inspection.samples import ID

FILE_PASS, SHEET = 0x2F, 0x85
IN_CLEAR = {0x0809, FILE_PASS}
Cipher = Callable[
    [bytes, int, int, int], bytes
]  # the stream, where octets begin and end, size of their record


def locked(protection: bytes, cipher: Cipher) -> bytes:
    """A workbook whose first sheet and shared strings are encrypted, headers of records in the clear."""
    plain = book(
        record(FILE_PASS, protection), shared("姓名", ID), sheet=(shared_cell(0, 0, 1), label(1, 0, "x" * 50))
    )
    out, position = bytearray(plain), 0
    while position < len(plain):
        kind, size = struct.unpack_from("<HH", plain, position)
        start, end = position + 4 + 4 * (kind == SHEET), position + 4 + size
        if kind not in IN_CLEAR:
            out[start:end] = cipher(plain, start, end, size)
        position += 4 + size
    return storages({"Workbook": bytes(out)})


def by_rc4(made: tuple[bytes, rc4.Encrypt]) -> bytes:
    header, encrypt = made
    return locked(
        struct.pack("<H", 1) + header, lambda data, start, end, _: encrypt(data, 1024, 0)[start:end]
    )


def by_xor(password: str = PASSWORD) -> bytes:
    array = DocumentXOR.create_xor_array_method1(password)
    key = DocumentXOR.create_xor_key_method1(password)
    verifier = next(each for each in range(1 << 16) if DocumentXOR.verifypw(password, each))

    def cipher(data: bytes, start: int, end: int, size: int) -> bytes:
        rotated = ((octet << 5 | octet >> 3) & 0xFF for octet in data[start:end])
        return bytes(octet ^ array[(at + size) % 16] for at, octet in enumerate(rotated, start))

    return locked(struct.pack("<HHH", 0, key, verifier), cipher)


ALL = {"xor": by_xor(), "rc4": by_rc4(rc4.forty()), "crypto api": by_rc4(rc4.crypto_api())}


@pytest.mark.parametrize("name", ALL)
def test_it_is_read_with_its_password_and_stays_weak(name: str) -> None:
    assert Tried(ALL[name], "wrong").locks == [("xls", "weak", False)]
    reading = Tried(ALL[name], "wrong", PASSWORD)
    assert ID in reading.primary
    assert reading.locks == [("xls", "weak", True)]
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_what_every_program_opens_without_asking_is_no_encrypted_part() -> None:
    reading = Tried(by_xor("VelvetSweatshop"))
    assert ID in reading.primary
    assert (reading.locks, reading.verdict) == ([], InspectionVerdict.INSPECTED)


@pytest.mark.parametrize("password", ["", "x" * 16, "密码"])
def test_what_cannot_be_an_xor_password_opens_nothing(password: str) -> None:
    assert Tried(ALL["xor"], password).walk.reason == "encrypted:xls"


@pytest.mark.parametrize("name", ALL)
@given(at=st.integers(0, 40), bit=st.integers(0, 7))
@settings(max_examples=15, deadline=None)
def test_a_damaged_header_is_told(name: str, at: int, bit: int) -> None:
    damaged = bytearray(ALL[name])
    start = damaged.index(struct.pack("<H", FILE_PASS), 512) + 4
    size = struct.unpack_from("<H", damaged, start - 2)[0]
    damaged[start + at % size] ^= 1 << bit
    assert Tried(bytes(damaged), PASSWORD).found_or_told(ID)
