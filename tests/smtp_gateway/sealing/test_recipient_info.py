"""The content key reaches the holder of the certificate, and is named after it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from smtp_gateway.sealing import der
from smtp_gateway.sealing.base64_lines import Base64Lines
from smtp_gateway.sealing.cms import EnvelopedWriter
from smtp_gateway.sealing.recipient_info import issuer_and_serial, recipient_info, version_for
from tests.smtp_gateway.sealing.people import NOW, People, Person
from tests.smtp_gateway.sealing.programs import run


def certificate_of(person: Person) -> x509.Certificate:
    return x509.load_pem_x509_certificate(person.certificate.read_bytes())


def test_issuer_and_serial_are_those_that_the_library_writes(li: Person) -> None:
    certificate = certificate_of(li)
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(b"x").add_recipient(certificate)
    assert issuer_and_serial(certificate) in builder.encrypt(Encoding.DER, [])


@pytest.mark.parametrize(("curve", "version"), [(False, 0), (True, 2)])
def test_the_version_follows_the_kind_of_key(curve: bool, version: int, people: People) -> None:
    person = people.add(f"version-{version}@client.example", curve=curve)
    assert version_for(certificate_of(person)) == version


def test_two_ways_of_rsa_differ_and_fit_the_key(li: Person) -> None:
    certificate = certificate_of(li)
    for transport, method in (("rsa-v1.5", "1.2.840.113549.1.1.1"), ("oaep-sha256", "1.2.840.113549.1.1.7")):
        info = recipient_info(certificate, bytes(32), transport)  # type: ignore[arg-type]
        assert der.oid(method) in info
        assert len(der.children(info, der.read(info))) == 4


@pytest.mark.parametrize("curve", ["prime256v1", "secp384r1", "secp521r1"])
def test_other_curves_are_read_by_openssl(
    curve: str, people: People, tmp_path: Path, decrypt: Callable[[Path, Person], bytes]
) -> None:
    key, pem, mail = tmp_path / "key.pem", tmp_path / "certificate.pem", tmp_path / "sealed.eml"
    kind = ("-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}")
    run("openssl", "req", "-x509", *kind, "-nodes", "-keyout", key, "-out", pem, "-subj", "/CN=Wu")
    person = Person("wu@client.example", pem, key)
    with mail.open("wb") as file:
        file.write(
            b"MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
        )
        file.write(b"Content-Transfer-Encoding: base64\r\n\r\n")
        lines = Base64Lines(file.write)
        writer = EnvelopedWriter(lines.write, certificate_of(person), 5)
        writer.write(b"hello")
        writer.finish()
        lines.finish()
    assert decrypt(mail, person) == b"hello"


def test_a_key_that_cannot_encrypt_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([])
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), 7).not_valid_before(NOW).not_valid_after(NOW)
    )
    with pytest.raises(ValueError, match="neither an RSA nor an EC key"):
        recipient_info(builder.sign(key, None), bytes(32), "rsa-v1.5")
