"""The console's own certificate authority (RFC 5280): one P-256 root for its servers and its machines.

It issues the certificates of the console's two ports and of every enrolled device. A device's
certificate holds its Ed25519 key, its name as common name, and may be used as a TLS client only;
the common name comes from the enrolment token, never from the device's own request.
"""

import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.errors import Invalid

ROOT_LIFE = timedelta(days=3650)
SERVER_LIFE = timedelta(days=397)
BACKDATED = timedelta(minutes=5)  # clocks of devices may be behind
REQUEST_MAX = 8192  # octets of a certificate request


def create_root(key: EllipticCurvePrivateKey, now: datetime) -> bytes:
    """Return the authority's own certificate (PEM)."""
    name = _name("Ashseal console authority")
    public = key.public_key()
    builder = _builder(name, name, now, ROOT_LIFE).public_key(public)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    return builder.sign(key, SHA256()).public_bytes(Encoding.PEM)


class Authority:
    """Issues and checks certificates with the root key."""

    def __init__(self, key: EllipticCurvePrivateKey, certificate_pem: bytes) -> None:
        self._key = key
        self.certificate_pem = certificate_pem
        self._certificate = x509.load_pem_x509_certificate(certificate_pem)

    def issue_server(self, names: Iterable[str], now: datetime) -> tuple[bytes, bytes]:
        """Return certificate and private key (PEM) of a TLS server for host names and addresses."""
        key = generate_private_key(SECP256R1())
        chosen = sorted(set(names))
        builder = _builder(_name(chosen[0][:64]), self._certificate.subject, now, SERVER_LIFE)
        builder = builder.public_key(key.public_key())
        alternatives = x509.SubjectAlternativeName([_alternative(name) for name in chosen])
        builder = builder.add_extension(alternatives, critical=False)
        certificate = self._sign(builder, key.public_key(), ExtendedKeyUsageOID.SERVER_AUTH)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return certificate.public_bytes(Encoding.PEM), private

    def issue_device(
        self, name: str, request_pem: str, now: datetime, life: timedelta
    ) -> tuple[x509.Certificate, Ed25519PublicKey]:
        """Return the certificate of device `name` for the key in its PKCS #10 request, and that key.

        Raises:
            Invalid: no certificate request, its signature is wrong, or its key is not Ed25519.
        """
        key = _requested_key(request_pem)
        builder = _builder(_name(name), self._certificate.subject, now, life).public_key(key)
        return self._sign(builder, key, ExtendedKeyUsageOID.CLIENT_AUTH), key

    def device_of(self, certificate_pem: str) -> tuple[str, Ed25519PublicKey]:
        """Return name and key in a device certificate that this authority issued, expired or not.

        Raises:
            ValueError: no certificate, not issued here, or not for a device.
        """
        certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
        try:
            certificate.verify_directly_issued_by(self._certificate)
            usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        except (InvalidSignature, TypeError, x509.ExtensionNotFound):
            raise ValueError("the certificate was not issued by this authority") from None
        key = certificate.public_key()
        if ExtendedKeyUsageOID.CLIENT_AUTH not in usage or not isinstance(key, Ed25519PublicKey):
            raise ValueError("not the certificate of a device")
        return common_name(certificate), key

    def _sign(
        self,
        builder: x509.CertificateBuilder,
        key: CertificatePublicKeyTypes,
        usage: x509.ObjectIdentifier,
    ) -> x509.Certificate:
        issuer = self._certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        extensions: tuple[tuple[x509.ExtensionType, bool], ...] = (
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (_usage(signs_certificates=False), True),
            (x509.ExtendedKeyUsage([usage]), False),
            (x509.SubjectKeyIdentifier.from_public_key(key), False),
            (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer), False),
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(self._key, SHA256())


def common_name(certificate: x509.Certificate) -> str:
    """Return the one common name of a certificate.

    Raises:
        ValueError: it has none or several.
    """
    found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if len(found) != 1:
        raise ValueError("the certificate has no single common name")
    return str(found[0].value)


def _requested_key(request_pem: str) -> Ed25519PublicKey:
    refused = Invalid("证书请求无效。", "This is no certificate request for an Ed25519 key.")
    if len(request_pem) > REQUEST_MAX:
        raise refused
    try:
        request = x509.load_pem_x509_csr(request_pem.encode())
        key = request.public_key()
        sound = request.is_signature_valid
    except (ValueError, InvalidSignature):
        raise refused from None
    if not sound or not isinstance(key, Ed25519PublicKey):
        raise refused
    return key


def _builder(
    subject: x509.Name, issuer: x509.Name, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(now - BACKDATED).not_valid_after(now + life)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
