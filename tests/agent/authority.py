"""A certificate authority as the console has one, for tests of records."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


class Authority:
    """Signs device certificates with a P-256 key."""

    def __init__(self, name: str = "Ashseal test authority") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.pem = self._issue(self._name, self._key.public_key(), UNTIL)

    def certify(
        self, device: str, key: ed25519.Ed25519PublicKey, until: datetime = UNTIL - timedelta(days=1)
    ) -> str:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, device)])
        return self._issue(subject, key, until).decode()

    def _issue(
        self,
        subject: x509.Name,
        key: ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey,
        until: datetime,
    ) -> bytes:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(key)
        builder = (
            builder.serial_number(x509.random_serial_number()).not_valid_before(FROM).not_valid_after(until)
        )
        return builder.sign(self._key, SHA256()).public_bytes(Encoding.PEM)
