"""Encrypted presentations: objects by identifier, pictures, damaged directories."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from policies.inspected import InspectionVerdict
from tests.inspection.readers import pictures
from tests.inspection.readers.compound import rc4
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.locked import PASSWORD, Tried
from tests.inspection.readers.office97.power_point_files import SLIDE, container, record, text
from tests.inspection.samples import ID

SESSION, EDIT, DIRECTORY = 0x2F14, 0x0FF5, 0x1772
PNG = pictures.file(Image.new("L", (8, 8), 255))


def locked(made: tuple[bytes, rc4.Encrypt]) -> bytes:
    """Two slides and a picture, encrypted; the header is an object of its own in the clear."""
    header, encrypt = made
    objects = [
        container(SLIDE, text("first slide")),
        container(SLIDE, text(f"客户 {ID}")),
        record(SESSION, header),
    ]
    stream, offsets = b"", []
    for number, plain in enumerate(objects, 1):
        offsets.append(len(stream))
        stream += plain if number == len(objects) else encrypt(plain, 0, number)
    directory = len(stream)
    stream += record(DIRECTORY, struct.pack(f"<I{len(offsets)}I", len(offsets) << 20 | 1, *offsets))
    edit = len(stream)
    stream += record(EDIT, struct.pack("<IHBBIIIIHHI", 256, 0, 0, 3, 0, directory, 1, 4, 1, 0, len(offsets)))
    fields = (struct.pack("<HHI", 0x6E0 << 4, 0xF01E, 17 + len(PNG)), bytes(16), b"\xff", PNG)
    picture = b"".join(encrypt(field, 0, 0) for field in fields)
    user = record(0x0FF6, struct.pack("<III", 20, 0xF3D1C4DF, edit) + bytes(12))
    return storages({"Current User": user, "PowerPoint Document": stream, "Pictures": picture})


INTACT = locked(rc4.crypto_api())


@pytest.mark.parametrize("bits", [40, 128])
def test_it_is_read_with_its_password_and_stays_weak(bits: int) -> None:
    content = locked(rc4.crypto_api(bits))
    assert Tried(content, "wrong").locks == [("ppt", "weak", False)]
    reading = Tried(content, "wrong", PASSWORD)
    assert "first slide" in reading.primary
    assert ID in reading.primary
    assert reading.locks == [("ppt", "weak", True)]
    assert "image:png" in reading.walk.formats


def test_what_every_program_opens_without_asking_is_no_encrypted_part() -> None:
    reading = Tried(locked(rc4.crypto_api(128, "VelvetSweatshop")))
    assert ID in reading.primary
    assert reading.locks == []


@given(st.integers(512, len(INTACT) - 1), st.integers(0, 7))
@settings(max_examples=30, deadline=None)
def test_a_damaged_one_ends_with_a_verdict(at: int, bit: int) -> None:
    damaged = bytearray(INTACT)
    damaged[at] ^= 1 << bit
    Tried(bytes(damaged), PASSWORD)


@pytest.mark.parametrize("where", [EDIT, DIRECTORY])
def test_a_directory_that_leads_nowhere_is_told(where: int) -> None:
    at = INTACT.rindex(struct.pack("<H", where)) + 6
    damaged = bytearray(INTACT)
    damaged[at : at + 24] = b"\xff" * 24
    reading = Tried(bytes(damaged), PASSWORD)
    assert reading.verdict is InspectionVerdict.UNINSPECTABLE
