"""DER structures: their strings, the files in them, and what is no whole structure."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.signed import der
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, Reading, pdf


def element(tag: int, value: bytes) -> bytes:
    size = len(value)
    return bytes([tag]) + (bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")) + value


def certificate(name: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 1, day, day)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def test_a_certificate_names_its_holder() -> None:
    reading = Reading(certificate(f"张三 {ID}"))
    assert (reading.walk.format, reading.verdict) == ("der", InspectionVerdict.INSPECTED)
    assert f"张三 {ID}" in reading.primary


@pytest.mark.parametrize(
    "value",
    [
        element(0x0C, ID.encode()),
        element(0x16, ID.encode()),
        element(0x1E, ID.encode("utf-16-be")),
        element(0x1C, ID.encode("utf-32-be")),
        element(0x02, int(ID).to_bytes(8, "big")),
        element(0x04, element(0x30, element(0x0C, ID.encode()))),
        element(0x03, b"\0" + element(0x30, element(0x0C, ID.encode()))),
        element(0xA0, element(0x0C, ID.encode())),
        element(0x80, f"no. {ID}".encode()),
        element(0x04, pdf(ID)),
    ],
)
def test_a_number_in_an_element_of_each_kind(value: bytes) -> None:
    reading = Alone(der.read, element(0x30, element(0x02, b"\1") + value))
    assert ID in reading.text
    assert reading.walk.reason == ""


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0), octet=st.integers(0, 255))
def test_damage_is_told_or_hides_nothing(at: int, octet: int) -> None:
    content = bytearray(element(0x30, element(0x30, element(0x0C, b"name")) + element(0x0C, ID.encode())))
    at %= len(content) - len(ID)
    content[at] = octet
    assert Alone(der.read, bytes(content)).found_or_told(ID)


def test_deep_nesting_ends() -> None:
    content = element(0x0C, ID.encode())
    for _ in range(200):
        content = element(0x30, content)
    assert Alone(der.read, content).walk.reason == "malformed:der"


def test_a_string_whose_tag_became_that_of_bits_is_read_whole() -> None:
    assert Alone(der.read, b"0\x1c0\x06\x0c\x04name\x03\x12110101199003074514").found_or_told(ID)
