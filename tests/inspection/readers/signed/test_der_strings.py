"""Strings of certificates as `cryptography` writes them, and of hostile DER."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.signed import der_strings
from tests.inspection.samples import ID


@pytest.fixture(scope="module")
def certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"041@张三@{ID}@1")])
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    alternative = x509.SubjectAlternativeName([x509.RFC822Name("z@example.com"), x509.DNSName("example.net")])
    made = builder.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    return made.public_bytes(serialization.Encoding.DER)


def test_names_and_alternative_names_of_a_certificate(certificate: bytes) -> None:
    assert {f"041@张三@{ID}@1", "z@example.com", "example.net"} <= set(der_strings.texts(certificate))


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (0x0C, "张".encode()),
        (0x1E, "张".encode("utf-16-be")),
        (0x1C, "张".encode("utf-32-be")),
        (0x14, "张三丰张三丰".encode("gbk")),
    ],
)
def test_each_type_of_string(tag: int, value: bytes) -> None:
    (text,) = der_strings.texts(bytes([tag, len(value)]) + value)
    assert text.startswith("张")


@pytest.mark.parametrize(
    "end", [b"\x30\x06\x0c\x04abcd", b"\x30\x80\x0c\x04abcd\0\0", b"\x04\x08\x30\x06\x0c\x04abcd"]
)
def test_a_string_within_other_elements(end: bytes) -> None:
    assert der_strings.texts(end) == ["abcd"]


def test_the_hole_is_passed_over() -> None:
    data = b"\x0c\x01a\x0c\x01b\x0c\x01c"
    assert der_strings.texts(data, (3, 6)) == ["a", "c"]


@given(st.binary(max_size=300))
def test_hostile_octets_end(data: bytes) -> None:
    der_strings.texts(data)


def test_deep_wrappings_end() -> None:
    data = b"\x0c\x01a"
    for _ in range(20):
        data = b"\x04" + bytes([len(data) + 2]) + b"\x30" + bytes([len(data)]) + data
    assert der_strings.texts(data) == []
