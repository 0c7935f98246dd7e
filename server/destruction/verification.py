"""Checks a signed destruction record when it arrives: certificate, signature, content, device.

A record that fails is stored all the same, with what was wrong: refusing it would lose the only
trace of a file's end.
"""

import hashlib
from datetime import datetime

import msgspec

from server.authority import Authority
from server.database import storable
from server.destruction.store import Stored
from server.destruction.types import RecordRow, Verification
from wire import instant
from wire.destruction import KIND, DestructionRecord, SignedRecord
from wire.errors import SchemaRefused, SignatureInvalid
from wire.event_batch import encode_event
from wire.signature import key_id, open_unverified, verify

_decoder = msgspec.json.Decoder(DestructionRecord)


def check(
    authority: Authority, device: str, signed: SignedRecord
) -> tuple[Verification, DestructionRecord | None]:
    """Return what the check of a record that `device` sent gave, and the record if it can be read."""
    try:
        name, key = authority.device_of(signed.certificate)
    except ValueError:
        return Verification.BAD_CERTIFICATE, read(signed)
    try:
        payload = verify(signed.envelope, KIND, {key_id(key): key})
    except (SignatureInvalid, SchemaRefused):
        return Verification.BAD_SIGNATURE, read(signed)
    record = _decode(payload)
    if record is None or record.id != signed.id:
        return Verification.UNREADABLE, record
    if not name == record.device == device:
        return Verification.BAD_CERTIFICATE, record
    return Verification.VERIFIED, record


def read(signed: SignedRecord) -> DestructionRecord | None:
    """Return the record in an envelope without asking who signed it; None when it cannot be read."""
    try:
        return _decode(open_unverified(signed.envelope).payload)
    except SchemaRefused:
        return None


def stored_of(authority: Authority, device: str, signed: SignedRecord, received_at: datetime) -> Stored:
    """Return what is stored of a record that `device` sent."""
    verification, record = check(authority, device, signed)
    row = RecordRow(
        id=signed.id,
        device=device,
        person=storable(record.person) if record else "",
        path=storable(record.path) if record else "",
        result=record.result if record else "",
        method=storable(record.method) if record else "",
        verified=record.verified if record else False,
        finished_at=_finished(record, received_at),
        received_at=received_at,
        verification=verification,
    )
    digest = hashlib.sha256(signed.envelope).hexdigest()
    return Stored(row, digest, encode_event(signed))


def _finished(record: DestructionRecord | None, received_at: datetime) -> datetime:
    """Return when the file ended; a record without a readable date is listed by its arrival."""
    try:
        return instant.parse(record.finished_at) if record else received_at
    except ValueError:  # a 31st of February fits the pattern of an instant
        return received_at


def _decode(payload: bytes) -> DestructionRecord | None:
    try:
        return _decoder.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
