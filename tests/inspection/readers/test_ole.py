"""Compound files: what is encrypted is told with its strength, what has no reader with its name."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers import ole
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.readers.compound import compound
from tests.inspection.samples import ID

PLAIN_DOC = bytes(12) + f" client number {ID} ".encode()
ENCRYPTED_DOC = bytes(10) + b"\0\x01" + bytes(10)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


BOF, FILEPASS = record(0x0809, bytes(16)), record(0x002F, bytes(54))


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
    reading = Alone(ole.read, compound({"EncryptionInfo": info, "EncryptedPackage": bytes(100)}))
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("office", strength)]
    assert reading.walk.reason == "encrypted:office"
    assert reading.segments == []


def test_an_encrypted_package_that_does_not_say_how_is_malformed() -> None:
    assert Alone(ole.read, compound({"EncryptedPackage": bytes(100)})).walk.reason == "malformed:ole"


@pytest.mark.parametrize(
    ("streams", "form"),
    [
        ({"WordDocument": ENCRYPTED_DOC}, "doc"),
        ({"Workbook": BOF + FILEPASS}, "xls"),
        ({"Book": BOF + FILEPASS}, "xls"),
        ({"Workbook": BOF + record(0x0042, b"\0\0") * 5 + FILEPASS}, "xls"),
        ({"PowerPoint Document": b"x", "EncryptedSummary": b"x"}, "ppt"),
    ],
)
def test_an_old_document_with_a_password_is_weak(streams: dict[str, bytes], form: str) -> None:
    reading = Alone(ole.read, compound(streams))
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [(form, "weak")]
    assert reading.walk.reason == f"encrypted:{form}"


@pytest.mark.parametrize(
    ("streams", "form"),
    [
        ({"WordDocument": PLAIN_DOC}, "doc"),
        ({"Workbook": BOF + record(0x00FC, PLAIN_DOC)}, "xls"),
        ({"Workbook": BOF + record(0x00FC, b"\x2f\0\2\0" * 9 + PLAIN_DOC)}, "xls"),
        ({"Workbook": BOF + struct.pack("<HH", 0x00FC, 60_000) + PLAIN_DOC}, "xls"),
        ({"PowerPoint Document": PLAIN_DOC}, "ppt"),
        ({"__properties_version1.0": PLAIN_DOC}, "msg"),
        ({"Contents": PLAIN_DOC}, "ole"),
    ],
)
def test_a_format_without_a_reader_is_named_and_its_strings_are_shown(
    streams: dict[str, bytes], form: str
) -> None:
    reading = Alone(ole.read, compound(streams))
    assert reading.walk.reason == f"unsupported:{form}"
    assert reading.walk.encrypted == []
    assert ID in reading.text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_makes_it_clean(data: st.DataObject) -> None:
    content = bytearray(compound({"WordDocument": PLAIN_DOC}))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[at] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.integers(0, len(content)))
    assert Alone(ole.read, bytes(content[:cut])).verdict is InspectionVerdict.UNINSPECTABLE
