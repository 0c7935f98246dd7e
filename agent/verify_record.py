"""Checking a destruction record with nothing but the authority's certificate: no server, no network.

In this order: the file is a record with its certificate; the certificate was issued by the
authority and was valid when the record was signed; the signature over the envelope is by the key
of that certificate; the record inside is one of a schema that is read here and names the same
device and id. Whatever fails ends the check with the reason; a device that signed its own
certificate is told apart, because its record is whole but nobody vouches for the device.
"""

from typing import Literal, NamedTuple

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509.oid import NameOID

from wire import instant
from wire.destruction import KIND, DestructionRecord, SignedRecord
from wire.errors import SchemaRefused, SignatureInvalid
from wire.event_batch import decode_event
from wire.signature import key_id, verify

RECORD_MAX = 1024 * 1024  # octets of a file that is read as a record

Failure = Literal[
    "no-record", "no-authority", "self-signed", "other-authority", "not-valid", "signature", "mismatch"
]


class Verified(NamedTuple):
    """What the check gave: the record if it could be read, and why it is not good ("" when it is)."""

    record: DestructionRecord | None
    failure: Failure | Literal[""]


def check(raw: bytes, authority_pem: bytes) -> Verified:
    """Check the record file `raw` against the authority's certificates in `authority_pem` (PEM)."""
    signed = _signed(raw)
    if signed is None:
        return Verified(None, "no-record")
    try:
        authorities = x509.load_pem_x509_certificates(authority_pem)
    except ValueError:
        return Verified(None, "no-authority")
    certificate, key = _certificate(signed)
    if certificate is None or key is None:
        return Verified(None, "no-record")
    record = _record(signed, key)
    if record is None:
        return Verified(None, "signature")
    if record.id != signed.id or record.device[:64] != _name(certificate):
        return Verified(record, "mismatch")
    return Verified(record, _vouched(certificate, authorities, record))


def _signed(raw: bytes) -> SignedRecord | None:
    try:
        event = decode_event(raw) if len(raw) <= RECORD_MAX else None
    except SchemaRefused:
        return None
    return event if isinstance(event, SignedRecord) else None


def _certificate(signed: SignedRecord) -> tuple[x509.Certificate | None, Ed25519PublicKey | None]:
    try:
        certificate = x509.load_pem_x509_certificate(signed.certificate.encode())
        key = certificate.public_key()
    except ValueError:
        return None, None
    return certificate, key if isinstance(key, Ed25519PublicKey) else None


def _record(signed: SignedRecord, key: Ed25519PublicKey) -> DestructionRecord | None:
    try:
        payload = verify(signed.envelope, KIND, {key_id(key): key})
        record = msgspec.json.decode(payload, type=DestructionRecord)
    except (SignatureInvalid, SchemaRefused, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return record if record.schema == 1 else None


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def _vouched(
    certificate: x509.Certificate, authorities: list[x509.Certificate], record: DestructionRecord
) -> Failure | Literal[""]:
    """Tell why no authority vouches for the certificate at the time of the record, or ""."""
    if not any(_issued(certificate, authority) for authority in authorities):
        return "self-signed" if _issued(certificate, certificate) else "other-authority"
    moment = instant.parse(record.finished_at)
    valid = certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc
    return "" if valid else "not-valid"


def _issued(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
