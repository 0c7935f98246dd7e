"""Certificates by address: which one is taken, what is refused and how that is said."""

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from smtp_gateway.key_directory import CertificateUnusable, KeyDirectory

NOW = datetime(2026, 10, 6, tzinfo=UTC)
ADDRESS = "li@client.example"
RSA_KEY = rsa.generate_private_key(65537, 2048)
SMALL_RSA_KEY = rsa.generate_private_key(65537, 1024)  # noqa: S505 - refused, which is what is tested
EC_KEY = ec.generate_private_key(ec.SECP256R1())
SIGN_ONLY = x509.KeyUsage(True, False, False, False, False, False, False, False, False)


def certificate(
    *extensions: x509.ExtensionType,
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey = RSA_KEY,
    san: str = ADDRESS,
    name: str = "Client",
    days: tuple[int, int] = (-1, 30),
) -> bytes:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=days[0]))
        .not_valid_after(NOW + timedelta(days=days[1]))
    )
    if san:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(san)]), critical=False)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    digest = None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256()
    return builder.sign(key, digest).public_bytes(Encoding.PEM)


def put(folder: Path, content: bytes, name: str = f"{ADDRESS}.pem") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("asked", [ADDRESS, "LI@Client.Example"])
@pytest.mark.parametrize("filed", [ADDRESS, "Li@client.EXAMPLE"])
def test_an_address_finds_its_certificate_in_any_case(tmp_path: Path, asked: str, filed: str) -> None:
    put(tmp_path, certificate(), f"{filed}.pem")
    found = KeyDirectory(tmp_path).lookup(asked, NOW)
    assert found
    assert found.certificate.public_key() == RSA_KEY.public_key()
    assert found.transport == "rsa-v1.5"


@pytest.mark.parametrize("asked", ["other@client.example", "", "../li@client.example", "a/b@c", "\0@x"])
def test_no_file_means_none(tmp_path: Path, asked: str) -> None:
    put(tmp_path, certificate())
    assert KeyDirectory(tmp_path / "missing").lookup(ADDRESS, NOW) is None
    assert KeyDirectory(tmp_path).lookup(asked, NOW) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (certificate(days=(-30, -1)), "expired on 2026-10-05; ask the recipient for the new one"),
        (certificate(days=(1, 30)), "is not valid before 2026-10-07"),
        (certificate(san="wu@client.example"), "is for wu@client.example, not for li@client.example"),
        (certificate(san="", name="Li"), "is for no mail address"),
        (certificate(SIGN_ONLY), "keyUsage without keyEncipherment"),
        (certificate(SIGN_ONLY, key=EC_KEY), "keyUsage without keyAgreement"),
        (
            certificate(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])),
            "extendedKeyUsage without emailProtection",
        ),
        (certificate(key=SMALL_RSA_KEY), "RSA key of 1024 bits; at least 2048"),
        (certificate(key=ed25519.Ed25519PrivateKey.generate()), "RSA or EC is needed"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "holds no PEM certificate"),
        (b"", "holds no PEM certificate"),
    ],
)
def test_what_cannot_be_used_is_an_error_that_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    put(tmp_path, content)
    with pytest.raises(CertificateUnusable) as refused:
        KeyDirectory(tmp_path).lookup(ADDRESS, NOW)
    assert reason in str(refused.value)
    assert str(refused.value).startswith(f"{ADDRESS}.pem: ")


def test_mail_purposes_and_addresses_in_the_subject_are_accepted(tmp_path: Path) -> None:
    directory = KeyDirectory(tmp_path)
    for content in (
        certificate(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])),
        certificate(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE])),
        certificate(san="", name=ADDRESS),
        certificate(key=EC_KEY),
    ):
        put(tmp_path, content)
        assert directory.lookup(ADDRESS, NOW)


def test_of_several_the_usable_one_that_lasts_longest_is_taken(tmp_path: Path) -> None:
    old, new = certificate(days=(-300, 5)), certificate(days=(-1, 300), key=EC_KEY)
    put(tmp_path, old + new + certificate(days=(-900, -600)))
    found = KeyDirectory(tmp_path).lookup(ADDRESS, NOW)
    assert found
    assert found.certificate.public_key() == EC_KEY.public_key()


def test_changed_added_and_removed_files_count_at_once(tmp_path: Path) -> None:
    directory = KeyDirectory(tmp_path)
    assert directory.lookup(ADDRESS, NOW) is None
    path = put(tmp_path, certificate())
    assert directory.lookup(ADDRESS, NOW)
    put(tmp_path, certificate(days=(-9, -1)))
    with pytest.raises(CertificateUnusable):
        directory.lookup(ADDRESS, NOW)
    path.unlink()
    assert directory.lookup(ADDRESS, NOW) is None


def test_the_key_transport_can_be_recorded(tmp_path: Path) -> None:
    put(tmp_path, certificate())
    put(tmp_path, b'key_transport = "oaep-sha256"\n', f"{ADDRESS}.toml")
    found = KeyDirectory(tmp_path).lookup(ADDRESS, NOW)
    assert found
    assert found.transport == "oaep-sha256"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("key_transport = 'rot13'", "must be one of rsa-v1.5, oaep-sha256"),
        ("transport = 'oaep-sha256'", "unknown key transport; known: key_transport"),
        ("not toml", "is not TOML"),
    ],
)
def test_a_wrong_record_is_an_error(tmp_path: Path, text: str, reason: str) -> None:
    put(tmp_path, certificate())
    put(tmp_path, text.encode(), f"{ADDRESS}.toml")
    with pytest.raises(CertificateUnusable, match=reason):
        KeyDirectory(tmp_path).lookup(ADDRESS, NOW)


def test_only_the_folder_travels_to_another_process(tmp_path: Path) -> None:
    put(tmp_path, certificate())
    directory = KeyDirectory(tmp_path)
    directory.lookup(ADDRESS, NOW)
    sent = pickle.dumps(directory)
    assert len(sent) < 500
    assert pickle.loads(sent).lookup(ADDRESS, NOW)  # noqa: S301 - our own octets
