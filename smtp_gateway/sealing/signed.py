"""CMS SignedData without content (RFC 5652, 5): a detached signature over a digest.

The signer never sees the message, only its SHA-256, so a signature costs the same for 1 kB and for
50 MB. Signed attributes are content type, message digest, signing time, the signer's
capabilities (RFC 8551, 2.5.2) and the signing certificate's hash (RFC 5035).
"""

from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from smtp_gateway.sealing import der
from smtp_gateway.sealing.cms import AES256_CBC, DATA
from smtp_gateway.sealing.identity import SigningKey
from smtp_gateway.sealing.recipient_info import issuer_and_serial

SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
_SHA256: Final = "2.16.840.1.101.3.4.2.1"
_RSA: Final = "1.2.840.113549.1.1.1"  # what mail clients write and read most widely
_SHA256_ECDSA: Final = "1.2.840.10045.4.3.2"
_CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
_SIGNING_TIME: Final = "1.2.840.113549.1.9.5"
_CAPABILITIES: Final = "1.2.840.113549.1.9.15"
_SIGNING_CERTIFICATE_V2: Final = "1.2.840.113549.1.9.16.2.47"
_UTC_TIME_END: Final = 2050  # RFC 5652, 11.3: UTCTime through 2049


def sign_digest(digest: bytes, certificate: x509.Certificate, key: SigningKey, now: datetime) -> bytes:
    """Return the DER of the ContentInfo that signs content with this SHA-256 `digest`.

    The certificate is enclosed; `now` becomes the signing time.
    """
    attributes = _signed_attributes(digest, certificate, now)
    signature = _sign(key, der.set_of(*attributes))
    method = (
        der.algorithm(_RSA, der.null())
        if isinstance(key, rsa.RSAPrivateKey)
        else der.algorithm(_SHA256_ECDSA)
    )
    hashing = der.algorithm(_SHA256)
    signer = der.sequence(
        der.integer(1),
        issuer_and_serial(certificate),
        hashing,
        der.explicit(0, *sorted(attributes)),
        method,
        der.octet_string(signature),
    )
    signed = der.sequence(
        der.integer(1),
        der.set_of(hashing),
        der.sequence(der.oid(DATA)),
        der.explicit(0, certificate.public_bytes(Encoding.DER)),
        der.set_of(signer),
    )
    return der.sequence(der.oid(SIGNED_DATA), der.explicit(0, signed))


def _signed_attributes(digest: bytes, certificate: x509.Certificate, now: datetime) -> tuple[bytes, ...]:
    identifier = der.sequence(der.octet_string(certificate.fingerprint(SHA256())))
    return (
        _attribute(_CONTENT_TYPE, der.oid(DATA)),
        _attribute(_MESSAGE_DIGEST, der.octet_string(digest)),
        _attribute(_SIGNING_TIME, _time(now)),
        _attribute(_CAPABILITIES, der.sequence(der.algorithm(AES256_CBC))),
        _attribute(_SIGNING_CERTIFICATE_V2, der.sequence(der.sequence(identifier))),
    )


def _attribute(kind: str, value: bytes) -> bytes:
    return der.sequence(der.oid(kind), der.set_of(value))


def _time(moment: datetime) -> bytes:
    utc = moment.astimezone(UTC)
    if utc.year < _UTC_TIME_END:
        return der.wrap(der.UTC_TIME, utc.strftime("%y%m%d%H%M%SZ").encode())
    return der.wrap(der.GENERALIZED_TIME, utc.strftime("%Y%m%d%H%M%SZ").encode())


def _sign(key: SigningKey, data: bytes) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), SHA256())
    return key.sign(data, ec.ECDSA(SHA256()))
