"""What is checked of a batch before anything is stored: signature, device, and each event by itself.

The envelope must be signed by the very key the device enrolled with; the batch must name the device
whose certificate was shown. Then every event is decoded and bounded on its own: one that does not
fit is refused by its id and never touches the others.
"""

import hashlib
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from server.errors import Forbidden
from server.fleet.types import Component
from wire import instant
from wire.bounds import Identifier
from wire.destruction import SignedRecord
from wire.errors import SchemaRefused
from wire.escrow import EscrowedPassword
from wire.event_batch import KIND, Event, RefusedEvent, decode_batch, decode_event
from wire.incident import Incident
from wire.signature import key_id, verify

REASON_MAX = 500


@dataclass(frozen=True)
class Admitted:
    """One event that may be stored."""

    device: str
    id: str
    digest: bytes  # SHA-256 of its JSON as sent
    event: Event


@dataclass(frozen=True)
class Admission:
    """What of a batch may be stored, and what never will be."""

    admitted: tuple[Admitted, ...]
    refused: tuple[RefusedEvent, ...]


class _Named(msgspec.Struct):
    id: Identifier


_named_decoder = msgspec.json.Decoder(_Named)


def admit(raw: bytes, device: str, key: Ed25519PublicKey, component: Component) -> Admission:
    """Return what may be stored of the signed batch `raw` of the device that showed its certificate.

    Raises:
        SignatureInvalid: not signed by the device's key.
        SchemaRefused: signed, but no batch of a schema that is read here.
        Forbidden: the batch names another device.
    """
    batch = decode_batch(verify(raw, KIND, {key_id(key): key}))
    if batch.device != device:
        raise Forbidden("设备不符。", "The batch names another device than the certificate.")
    admitted: dict[str, Admitted] = {}
    refused: list[RefusedEvent] = []
    for index, raw_event in enumerate(batch.events):
        try:
            found = _admit_one(bytes(raw_event), device, component)
        except (SchemaRefused, ValueError) as error:
            refused.append(RefusedEvent(_id_of(bytes(raw_event), index), str(error)[:REASON_MAX]))
            continue
        if admitted.setdefault(found.id, found).digest != found.digest:
            refused.append(RefusedEvent(f"{found.id[:100]}-{index}", "this id stands twice in the batch"))
    return Admission(tuple(admitted.values()), tuple(refused))


def _admit_one(raw: bytes, device: str, component: Component) -> Admitted:
    event = decode_event(raw)
    if isinstance(event, EscrowedPassword):
        if component != "gateway":
            raise SchemaRefused("only gateways escrow passwords")
        instant.parse(event.expires_at)
    if isinstance(event, SignedRecord) and component != "agent":
        raise SchemaRefused("only agents send destruction records")
    if isinstance(event, Incident | EscrowedPassword):
        instant.parse(event.occurred_at)  # the pattern lets a 31st of February pass
    return Admitted(device, event.id, hashlib.sha256(raw).digest(), event)


def _id_of(raw: bytes, index: int) -> str:
    """Return the id an unreadable event gives itself, or its place in the batch."""
    try:
        return _named_decoder.decode(raw).id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return f"unreadable-{index}"
