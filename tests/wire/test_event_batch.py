"""A batch is read event by event, so that one that does not fit stops no other."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire import canonical
from wire.errors import SchemaRefused
from wire.escrow import EscrowedPassword
from wire.event_batch import (
    BATCH_MAX,
    BatchReply,
    EventBatch,
    RefusedEvent,
    decode_batch,
    decode_event,
    encode_event,
)

ESCROW = EscrowedPassword(
    id="e-1",
    occurred_at="2026-01-31T08:00:00Z",
    expires_at="2026-02-07T08:00:00Z",
    sender="zhao@bank.example",
    recipients=("qian@partner.example",),
    container="pdf",
    incident_id="i-1",
    sealed=b"\x00" * 60,
)


def payload(*events: bytes, schema: int = 1) -> bytes:
    return canonical.encode(EventBatch(schema, "gw-1", tuple(msgspec.Raw(event) for event in events)))


def test_a_batch_holds_the_very_bytes_of_its_events() -> None:
    raw = encode_event(ESCROW)
    batch = decode_batch(payload(raw, raw))
    assert [bytes(event) for event in batch.events] == [raw, raw]
    assert decode_event(bytes(batch.events[0])) == ESCROW


def test_an_unreadable_event_does_not_make_the_batch_unreadable() -> None:
    batch = decode_batch(payload(encode_event(ESCROW), b'{"type":"rumour"}'))
    assert decode_event(bytes(batch.events[0])) == ESCROW
    with pytest.raises(SchemaRefused, match="rumour"):
        decode_event(bytes(batch.events[1]))


def test_a_batch_has_a_greatest_length() -> None:
    assert len(decode_batch(payload(*[b"{}"] * BATCH_MAX)).events) == BATCH_MAX
    with pytest.raises(SchemaRefused, match=f"{BATCH_MAX + 1} events"):
        decode_batch(payload(*[b"{}"] * (BATCH_MAX + 1)))


def test_another_schema_is_refused_by_number() -> None:
    with pytest.raises(SchemaRefused, match="schema 3"):
        decode_batch(payload(schema=3))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words_of_the_wire(raw: bytes) -> None:
    with pytest.raises(SchemaRefused):
        decode_batch(raw)
    with pytest.raises(SchemaRefused):
        decode_event(raw)


def test_a_reply_tells_event_by_event() -> None:
    reply = BatchReply(("a",), (RefusedEvent("b", "unknown field"),))
    assert msgspec.json.decode(msgspec.json.encode(reply), type=BatchReply) == reply
