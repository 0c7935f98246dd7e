"""RecipientInfo: the content key of one CMS message, locked for one certificate (RFC 5652, 6.2).

* `rsa-v1.5`: RSA PKCS #1 v1.5 (RFC 8017), which every mail client reads; the default for RSA keys.
* `oaep-sha256`: RSA-OAEP with SHA-256 (RFC 4055), only where it is recorded for the recipient.
* EC keys: ephemeral-static ECDH with the X9.63 SHA-256 derivation and AES-256 wrap (RFC 5753).
"""

from typing import Final, Literal

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from smtp_gateway.sealing import der

KeyTransport = Literal["rsa-v1.5", "oaep-sha256"]

_RSA: Final = "1.2.840.113549.1.1.1"
_RSA_OAEP: Final = "1.2.840.113549.1.1.7"
_MGF1: Final = "1.2.840.113549.1.1.8"
_SHA256: Final = "2.16.840.1.101.3.4.2.1"
_EC_PUBLIC_KEY: Final = "1.2.840.10045.2.1"
_ECDH_SHA256: Final = "1.3.132.1.11.1"  # dhSinglePass-stdDH-sha256kdf-scheme
_AES256_WRAP: Final = "2.16.840.1.101.3.4.1.45"
_KEK_OCTETS: Final = 32
_TBS_ISSUER: Final = 3  # TBSCertificate: [0] version, serialNumber, signature, issuer


def recipient_info(certificate: x509.Certificate, key: bytes, transport: KeyTransport) -> bytes:
    """Return the DER of the RecipientInfo that gives `key` to the holder of `certificate`.

    Raises:
        ValueError: the certificate's key is neither RSA nor EC.
    """
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        return _key_transport(certificate, public, key, transport)
    if isinstance(public, ec.EllipticCurvePublicKey):
        return _key_agreement(certificate, public, key)
    raise ValueError("the certificate holds neither an RSA nor an EC key")


def version_for(certificate: x509.Certificate) -> int:
    """Return the EnvelopedData version that one recipient asks for (RFC 5652, 6.1)."""
    return 0 if isinstance(certificate.public_key(), rsa.RSAPublicKey) else 2


def issuer_and_serial(certificate: x509.Certificate) -> bytes:
    """Return IssuerAndSerialNumber, issuer and serial exactly as the certificate spells them."""
    tbs = certificate.tbs_certificate_bytes
    parts = der.children(tbs, der.read(tbs))
    issuer = parts[_TBS_ISSUER]
    before = parts[_TBS_ISSUER - 1].end
    serial_end = parts[_TBS_ISSUER - 2].end
    serial = tbs[parts[0].end : serial_end]
    return der.sequence(tbs[before : issuer.end], serial)


def _key_transport(
    certificate: x509.Certificate, public: rsa.RSAPublicKey, key: bytes, transport: KeyTransport
) -> bytes:
    if transport == "oaep-sha256":
        locked = public.encrypt(key, padding.OAEP(padding.MGF1(SHA256()), SHA256(), None))
        method = _oaep_sha256()
    else:
        locked = public.encrypt(key, padding.PKCS1v15())
        method = der.algorithm(_RSA, der.null())
    who = issuer_and_serial(certificate)
    return der.sequence(der.integer(0), who, method, der.octet_string(locked))


def _oaep_sha256() -> bytes:
    digest = der.algorithm(_SHA256, der.null())
    mask = der.algorithm(_MGF1, digest)
    return der.algorithm(_RSA_OAEP, der.sequence(der.explicit(0, digest), der.explicit(1, mask)))


def _key_agreement(certificate: x509.Certificate, public: ec.EllipticCurvePublicKey, key: bytes) -> bytes:
    ephemeral = ec.generate_private_key(public.curve)
    wrap = der.algorithm(_AES256_WRAP)
    shared = ephemeral.exchange(ec.ECDH(), public)
    kek = X963KDF(SHA256(), _KEK_OCTETS, _shared_info(wrap)).derive(shared)
    locked = der.octet_string(aes_key_wrap(kek, key))
    return der.wrap(
        0xA1,
        der.integer(3),
        der.explicit(0, _originator(ephemeral)),
        der.algorithm(_ECDH_SHA256, wrap),
        der.sequence(der.sequence(issuer_and_serial(certificate), locked)),
    )


def _shared_info(wrap: bytes) -> bytes:
    """Return ECC-CMS-SharedInfo (RFC 5753, 7.2)."""
    bits = (_KEK_OCTETS * 8).to_bytes(4, "big")
    return der.sequence(wrap, der.explicit(2, der.octet_string(bits)))


def _originator(ephemeral: ec.EllipticCurvePrivateKey) -> bytes:
    point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return der.wrap(0xA1, der.algorithm(_EC_PUBLIC_KEY), der.bit_string(point))
