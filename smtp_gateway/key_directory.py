"""Recipients' certificates: one PEM file per address in one folder, looked after by the operator.

`<folder>/<address>.pem` holds one or more certificates (a renewal can lie beside the old one; the
usable one that is valid longest is taken). `<folder>/<address>.toml` may say more about what the
recipient's program can read: `key_transport = "oaep-sha256"`.

What lies in the folder is trusted because the operator put it there. It must still fit its use:
the address is in it, it is within its validity, and its key may be used for encryption (RFC 8550).
A file that does not fit is an error that names the file and the remedy, never "no certificate".
"""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from smtp_gateway.sealing.recipient_info import KeyTransport

_RSA_BITS_MIN: Final = 2048
_TRANSPORTS: Final = ("rsa-v1.5", "oaep-sha256")
_FILE_MAX: Final = 1 << 20  # octets of one file

Stamp = tuple[int, int, int]


class CertificateUnusable(Exception):
    """There is a certificate for the recipient, but it cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class RecipientCertificate:
    """A certificate that may be used for one recipient now, and how its key is to be used."""

    certificate: x509.Certificate
    transport: KeyTransport


@dataclass(slots=True)
class KeyDirectory:
    """Looks certificates up by address; a changed, added or removed file counts at once.

    Without a folder it knows nobody. Can be sent to another process: only the folder's path travels.
    """

    folder: Path | None
    _cache: dict[Path, tuple[Stamp, list[x509.Certificate]]] = field(default_factory=dict, repr=False)

    def __reduce__(self) -> tuple[type["KeyDirectory"], tuple[Path | None]]:
        return KeyDirectory, (self.folder,)

    def lookup(self, address: str, now: datetime) -> RecipientCertificate | None:
        """Return the certificate to use for `address`, or None when there is no file for it.

        Addresses are compared without regard to case.

        Raises:
            CertificateUnusable: there is a file, but nothing in it can be used at `now`.
        """
        path = self._file(address, ".pem")
        if path is None:
            return None
        transport = self._transport(address)
        problems: list[str] = []
        usable = [one for one in self._read(path) if not _collect(problems, one, address, now)]
        if not usable:
            raise CertificateUnusable(f"{path.name}: {'; '.join(problems)}")
        return RecipientCertificate(max(usable, key=lambda one: one.not_valid_after_utc), transport)

    def _file(self, address: str, suffix: str) -> Path | None:
        if self.folder is None:
            return None
        wanted = (address + suffix).casefold()
        try:
            return next((path for path in self.folder.iterdir() if path.name.casefold() == wanted), None)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CertificateUnusable(f"{self.folder} cannot be read ({error.strerror})") from None

    def _read(self, path: Path) -> list[x509.Certificate]:
        try:
            found = path.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            known = self._cache.get(path)
            if known and known[0] == stamp:
                return known[1]
            certificates = x509.load_pem_x509_certificates(_content(path))
        except ValueError:
            raise CertificateUnusable(f"{path.name}: holds no PEM certificate; export it again") from None
        except OSError as error:
            raise CertificateUnusable(f"{path.name}: cannot be read ({error.strerror})") from None
        self._cache[path] = stamp, certificates
        return certificates

    def _transport(self, address: str) -> KeyTransport:
        path = self._file(address, ".toml")
        if path is None:
            return "rsa-v1.5"
        try:
            entry: dict[str, Any] = tomllib.loads(_content(path).decode())
        except (ValueError, OSError):
            raise CertificateUnusable(f"{path.name}: is not TOML") from None
        unknown = sorted(entry.keys() - {"key_transport"})
        if unknown:
            raise CertificateUnusable(f"{path.name}: unknown key {unknown[0]}; known: key_transport")
        value = entry.get("key_transport", "rsa-v1.5")
        if value not in _TRANSPORTS:
            raise CertificateUnusable(f"{path.name}: key_transport must be one of {', '.join(_TRANSPORTS)}")
        return cast("KeyTransport", value)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_FILE_MAX)


def _collect(problems: list[str], certificate: x509.Certificate, address: str, now: datetime) -> bool:
    """Add what is wrong with the certificate to `problems`; true when something is."""
    found = [problem for problem in _problems(certificate, address, now) if problem]
    problems += found
    return bool(found)


def _problems(certificate: x509.Certificate, address: str, now: datetime) -> tuple[str, ...]:
    try:
        return (
            _wrong_address(certificate, address),
            _wrong_time(certificate, now.astimezone(UTC)),
            _wrong_key(certificate),
            _wrong_extended_usage(certificate),
        )
    except ValueError:
        return ("an extension of the certificate cannot be read",)


def _wrong_address(certificate: x509.Certificate, address: str) -> str:
    named = _addresses(certificate)
    if address.casefold() in {name.casefold() for name in named}:
        return ""
    return f"is for {', '.join(named) or 'no mail address'}, not for {address}"


def _addresses(certificate: x509.Certificate) -> list[str]:
    """Return the addresses of subjectAltName; those of the subject only when there are none."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        if found := names.get_values_for_type(x509.RFC822Name):
            return found
    except x509.ExtensionNotFound:
        pass
    subject = certificate.subject
    attributes = (
        *subject.get_attributes_for_oid(x509.NameOID.EMAIL_ADDRESS),
        *subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME),
    )
    return [str(one.value) for one in attributes if "@" in str(one.value)]


def _wrong_time(certificate: x509.Certificate, now: datetime) -> str:
    if now > certificate.not_valid_after_utc:
        return f"expired on {certificate.not_valid_after_utc:%Y-%m-%d}; ask the recipient for the new one"
    if now < certificate.not_valid_before_utc:
        return f"is not valid before {certificate.not_valid_before_utc:%Y-%m-%d}"
    return ""


def _wrong_key(certificate: x509.Certificate) -> str:
    try:
        key = certificate.public_key()
    except Exception:  # noqa: BLE001 - an algorithm the library does not know, whatever it raises
        return "the kind of key is not supported"
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < _RSA_BITS_MIN:
            return f"RSA key of {key.key_size} bits; at least {_RSA_BITS_MIN} are needed"
        return _wrong_usage(certificate, "key_encipherment", "keyEncipherment")
    if isinstance(key, ec.EllipticCurvePublicKey):
        return _wrong_usage(certificate, "key_agreement", "keyAgreement")
    return "the kind of key is not supported; RSA or EC is needed"


def _wrong_usage(certificate: x509.Certificate, attribute: str, name: str) -> str:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return ""
    return "" if getattr(usage, attribute) else f"is not for encryption (keyUsage without {name})"


def _wrong_extended_usage(certificate: x509.Certificate) -> str:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return ""
    purposes = {ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
    return "" if purposes & set(usage) else "is not for mail (extendedKeyUsage without emailProtection)"
