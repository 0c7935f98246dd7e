import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import PolicyBuilder, Store

from server.authority import Authority, common_name, create_root
from server.errors import Invalid
from tests.server.events import Device
from tests.server.support import NOW

KEY = generate_private_key(SECP256R1())
AUTHORITY = Authority(KEY, create_root(KEY, NOW))
LIFE = timedelta(days=14)


def issued(name: str = "gw-1", authority: Authority = AUTHORITY) -> str:
    certificate, _ = authority.issue_device(name, Device(name).request("").request_pem, NOW, LIFE)
    return certificate.public_bytes(Encoding.PEM).decode()


def test_a_device_certificate_names_device_and_key_and_lasts_as_asked() -> None:
    device = Device("gw-1")
    certificate, key = AUTHORITY.issue_device("gw-1", device.request("").request_pem, NOW, LIFE)
    assert common_name(certificate) == "gw-1"
    assert key.public_bytes_raw() == device.key.public_key().public_bytes_raw()
    assert certificate.not_valid_after_utc == NOW + LIFE


def test_the_name_comes_from_the_token_not_from_the_request() -> None:
    certificate, _ = AUTHORITY.issue_device("gw-1", Device("admin").request("").request_pem, NOW, LIFE)
    assert common_name(certificate) == "gw-1"


def test_an_independent_verifier_accepts_the_chain() -> None:
    pem, _ = AUTHORITY.issue_server(["console.bank.example", "127.0.0.1"], NOW)
    leaf = x509.load_pem_x509_certificate(pem)
    root = x509.load_pem_x509_certificate(AUTHORITY.certificate_pem)
    verifier = (
        PolicyBuilder()
        .store(Store([root]))
        .time(NOW)
        .build_server_verifier(x509.DNSName("console.bank.example"))
    )
    assert len(verifier.verify(leaf, [])) == 2


def test_openssl_takes_the_server_certificate_with_its_key(tmp_path) -> None:  # type: ignore[no-untyped-def]
    for name, content in zip(("c", "k"), AUTHORITY.issue_server(["::1", "localhost"], NOW), strict=True):
        (tmp_path / name).write_bytes(content)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(tmp_path / "c", tmp_path / "k")


def test_device_and_key_are_read_back() -> None:
    assert AUTHORITY.device_of(issued())[0] == "gw-1"


def test_certificates_of_others_are_refused() -> None:
    other_key = generate_private_key(SECP256R1())
    other = Authority(other_key, create_root(other_key, NOW))
    with pytest.raises(ValueError, match="not issued"):
        AUTHORITY.device_of(issued(authority=other))
    server, _ = AUTHORITY.issue_server(["localhost"], NOW)
    with pytest.raises(ValueError, match="not the certificate of a device"):
        AUTHORITY.device_of(server.decode())
    with pytest.raises(ValueError, match=r".+"):
        AUTHORITY.device_of("no certificate")


def test_requests_for_other_keys_or_with_wrong_signatures_are_refused() -> None:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gw-1")])
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject)
    elliptic = builder.sign(generate_private_key(SECP256R1()), SHA256()).public_bytes(Encoding.PEM).decode()
    der = bytearray(builder.sign(Ed25519PrivateKey.generate(), None).public_bytes(Encoding.DER))
    der[-1] ^= 1
    forged = ssl.DER_cert_to_PEM_cert(bytes(der)).replace("CERTIFICATE", "CERTIFICATE REQUEST")
    for request in (elliptic, forged, "", "x" * 10_000):
        with pytest.raises(Invalid):
            AUTHORITY.issue_device("gw-1", request, NOW, LIFE)
