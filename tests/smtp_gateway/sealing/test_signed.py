"""A detached signature over a digest: openssl verifies it against the content."""

import hashlib
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from smtp_gateway.sealing.identity import SigningIdentity, SigningKey
from smtp_gateway.sealing.signed import sign_digest
from tests.smtp_gateway.sealing.people import NOW, Person
from tests.smtp_gateway.sealing.programs import run

CONTENT = b"Content-Type: text/plain\r\n\r\nhello\r\n"


def signed(folder: Path, certificate: x509.Certificate, key: SigningKey, now: datetime = NOW) -> Path:
    path = folder / "signature.p7s"
    path.write_bytes(sign_digest(hashlib.sha256(CONTENT).digest(), certificate, key, now))
    return path


def verified(signature: Path, trust: Path, content: bytes) -> bool:
    source = signature.with_name("content")
    source.write_bytes(content)
    trusted = ("-CAfile", trust, "-purpose", "any", "-attime", str(int(NOW.timestamp())))
    command = ("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", source)
    try:
        return run(*command, *trusted) == content
    except subprocess.CalledProcessError:
        return False


def test_rsa_signature_fits_its_content_alone(tmp_path: Path, identity: SigningIdentity) -> None:
    signature = signed(tmp_path, *identity.load())
    assert verified(signature, identity.certificate_file, CONTENT)
    assert not verified(signature, identity.certificate_file, CONTENT + b"x")


def test_elliptic_curve_signature_fits(tmp_path: Path, chen: Person) -> None:
    certificate = x509.load_pem_x509_certificate(chen.certificate.read_bytes())
    key = load_pem_private_key(chen.key.read_bytes(), None)
    assert isinstance(key, SigningKey)
    assert verified(signed(tmp_path, certificate, key), chen.certificate, CONTENT)


@pytest.mark.parametrize(
    ("moment", "kind"),
    [(NOW, "UTCTIME:Oct  6 01:30:00 2026"), (datetime(2051, 1, 1, tzinfo=UTC), "GENERALIZEDTIME")],
)
def test_attributes_say_when_and_with_which_certificate(
    tmp_path: Path, identity: SigningIdentity, moment: datetime, kind: str
) -> None:
    signature = signed(tmp_path, *identity.load(), moment)
    show = ("openssl", "cms", "-cmsout", "-print", "-noout", "-inform", "DER")
    printed = run(*show, "-in", signature).decode()
    assert kind in printed
    for name in ("messageDigest", "signingTime", "S/MIME Capabilities", "id-smime-aa-signingCertificateV2"):
        assert name in printed
