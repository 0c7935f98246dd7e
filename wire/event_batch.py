"""What the outbox of an edge sends: a signed batch of events, each with its own id.

The console answers per event. An accepted id is never sent again; a refused one is parked by
the edge and alarmed, it never blocks the rest.
"""

import msgspec

from wire import canonical
from wire.bounds import Identifier, Line
from wire.destruction import SignedRecord
from wire.errors import SchemaRefused
from wire.escrow import EscrowedPassword
from wire.incident import Incident

KIND = "event-batch"
BATCH_MAX = 500  # events

Event = Incident | EscrowedPassword | SignedRecord


class EventBatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Events in the order in which the edge wrote them; each is raw JSON, parsed one by one."""

    schema: int
    device: Identifier
    events: tuple[msgspec.Raw, ...]


class RefusedEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event that the console will never take, and why."""

    id: Identifier
    reason: Line


class BatchReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Accepted means: committed at the console (again or for the first time)."""

    accepted: tuple[Identifier, ...]
    refused: tuple[RefusedEvent, ...] = ()


_batch_decoder = msgspec.json.Decoder(EventBatch)
_event_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encode_event(event: Event) -> bytes:
    """Return the canonical JSON of one event, with its `type` tag."""
    return canonical.encode(event)


def decode_event(raw: bytes) -> Event:
    """Return the event in `raw`.

    Raises:
        SchemaRefused: unknown type or field, or a value out of bounds.
    """
    try:
        return _event_decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SchemaRefused(str(error)) from None


def decode_batch(payload: bytes) -> EventBatch:
    """Return the batch in a verified payload.

    Raises:
        SchemaRefused: not a batch of schema 1, or more than `BATCH_MAX` events.
    """
    try:
        batch = _batch_decoder.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SchemaRefused(str(error)) from None
    if batch.schema != 1:
        raise SchemaRefused(f"batch schema {batch.schema} is not read here, only schema 1")
    if len(batch.events) > BATCH_MAX:
        raise SchemaRefused(f"{len(batch.events)} events, at most {BATCH_MAX} in a batch")
    return batch
