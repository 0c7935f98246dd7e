"""Recipients of the tests: certificates and keys, all made here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

NOW = datetime(2026, 10, 6, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """A recipient: address, certificate file and key file."""

    address: str
    certificate: Path
    key: Path


@dataclass(frozen=True)
class People:
    """Makes recipients; their certificates lie in `directory`."""

    directory: Path
    keys: Path

    def add(self, address: str, *, curve: bool = False, until: datetime = NOW + timedelta(days=90)) -> Person:
        key = ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Client")])
        usage = x509.KeyUsage(False, False, not curve, False, curve, False, False, False, False)
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=400))
            .not_valid_after(until)
            .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
            .add_extension(usage, critical=True)
            .sign(key, SHA256())
        )
        person = Person(address, self.directory / f"{address}.pem", self.keys / f"{address}.key")
        person.certificate.write_bytes(certificate.public_bytes(Encoding.PEM))
        person.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        person.key.chmod(0o600)
        return person
