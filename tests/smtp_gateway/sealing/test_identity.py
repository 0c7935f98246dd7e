"""The signing identity: made once, kept private, refused when it does not fit."""

import shutil
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.identity import SigningIdentity, create_identity
from tests.smtp_gateway.sealing.people import NOW, Person


@pytest.fixture
def own(tmp_path: Path, identity: SigningIdentity) -> SigningIdentity:
    copy = SigningIdentity(tmp_path / "certificate.pem", tmp_path / "key.pem")
    shutil.copy2(identity.certificate_file, copy.certificate_file)
    shutil.copy2(identity.key_file, copy.key_file)
    return copy


def test_an_identity_is_made_once(identity: SigningIdentity) -> None:
    before = identity.key_file.read_bytes()
    again = create_identity(identity.key_file.parent, "gateway@bank.example", NOW)
    assert again == identity
    assert identity.key_file.read_bytes() == before


def test_the_key_file_is_private_and_the_certificate_names_the_gateway(identity: SigningIdentity) -> None:
    certificate, key = identity.load()
    assert identity.key_file.stat().st_mode & 0o777 == 0o600
    assert certificate.public_key() == key.public_key()
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.RFC822Name) == ["gateway@bank.example"]
    assert (certificate.not_valid_after_utc - NOW).days == 1095


def test_a_renewed_certificate_counts_at_once(own: SigningIdentity, chen: Person) -> None:
    own.load()
    shutil.copy(chen.certificate, own.certificate_file)
    with pytest.raises(SealingFailed, match="is not the key of the certificate"):
        own.load()
    shutil.copy(chen.key, own.key_file)
    assert own.load()[0] == x509.load_pem_x509_certificate(chen.certificate.read_bytes())


def test_a_key_open_to_others_is_refused(own: SigningIdentity) -> None:
    own.key_file.chmod(0o640)
    with pytest.raises(SealingFailed, match="chmod 600"):
        own.load()


def test_a_missing_file_is_named(own: SigningIdentity) -> None:
    own.key_file.unlink()
    with pytest.raises(SealingFailed, match=r"key\.pem cannot be read \(No such file"):
        own.load()


def test_what_is_no_pem_is_refused(own: SigningIdentity) -> None:
    own.certificate_file.write_bytes(b"no certificate")
    with pytest.raises(SealingFailed, match="must be PEM"):
        own.load()


def test_a_key_that_mail_programs_cannot_verify_is_refused(own: SigningIdentity) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    own.key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(SealingFailed, match="must hold an RSA or an EC key"):
        own.load()
