"""The gateway's own signing identity: the domain certificate and its private key.

What is encrypted with CBC must be signed inside, so sealing by S/MIME needs an identity. It is
named by two files, PEM both; the key file must be readable by its owner alone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID

from runtime import atomic_file
from runtime.errors import KeystoreError
from runtime.private_file import make_private_directory, read_private
from smtp_gateway.sealing.errors import SealingFailed

SigningKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_RSA_BITS: Final = 3072
_LIFETIME: Final = timedelta(days=3 * 365)
_CLOCK_SKEW: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """Where certificate and key lie. Holds no secret itself, so it can be sent to a worker process."""

    certificate_file: Path
    key_file: Path

    def load(self) -> tuple[x509.Certificate, SigningKey]:
        """Return certificate and key, read again only when a file changed.

        Raises:
            SealingFailed: a file is missing, not PEM, of an unsupported kind, open to others, or
                the two do not belong together; the text names the file and the remedy.
        """
        return _load(self, _stamp(self.certificate_file), _stamp(self.key_file))


def create_identity(folder: Path, address: str, now: datetime) -> SigningIdentity:
    """Return the identity kept in `folder`, made on first use: RSA 3072, self-signed, three years.

    For installations without a certificate of their own yet. `address` goes into the certificate
    as rfc822Name.
    """
    identity = SigningIdentity(folder / "signing-certificate.pem", folder / "signing-key.pem")
    if identity.certificate_file.exists() and identity.key_file.exists():
        return identity
    key = rsa.generate_private_key(65537, _RSA_BITS)
    certificate = _self_signed(key, address, now)
    make_private_directory(folder)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    atomic_file.write(identity.key_file, pem)
    atomic_file.write(identity.certificate_file, certificate.public_bytes(Encoding.PEM))
    return identity


def _self_signed(key: rsa.RSAPrivateKey, address: str, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, address[:64])])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - _CLOCK_SKEW)
        .not_valid_after(now.astimezone(UTC) + _LIFETIME)
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .sign(key, SHA256())
    )


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise SealingFailed(f"signing identity: {path} cannot be read ({error.strerror})") from None
    return found.st_mtime_ns, found.st_size, found.st_mode


@lru_cache(maxsize=4)
def _load(identity: SigningIdentity, *_stamps: tuple[int, int, int]) -> tuple[x509.Certificate, SigningKey]:
    try:
        certificate = x509.load_pem_x509_certificate(identity.certificate_file.read_bytes())
        key = load_pem_private_key(read_private(identity.key_file), None)
    except KeystoreError as error:
        raise SealingFailed(f"signing identity: {error}") from None
    except (ValueError, TypeError, OSError):
        files = f"{identity.certificate_file} and {identity.key_file}"
        raise SealingFailed(f"signing identity: {files} must be PEM, the key without a passphrase") from None
    if not isinstance(key, SigningKey):
        raise SealingFailed(f"signing identity: {identity.key_file} must hold an RSA or an EC key")
    if key.public_key() != certificate.public_key():
        raise SealingFailed(f"signing identity: {identity.key_file} is not the key of the certificate")
    return certificate, key
