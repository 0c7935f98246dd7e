"""A destruction record is signed, travels with its certificate and says what became of a file."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wire import canonical
from wire.destruction import KIND, DestructionRecord, SignedRecord
from wire.event_batch import decode_event, encode_event
from wire.signature import TrustedKeys, sign, verify

RECORD = DestructionRecord(
    schema=1,
    id="d-1",
    device="pc-7",
    person="李",
    account="li",
    attribution="proven",
    initiator="deadline",
    path="/home/li/Desktop/客户.csv",
    size=4096,
    fingerprint="ef" * 32,
    found_at="2026-01-31T08:00:00Z",
    finished_at="2026-01-31T18:00:00Z",
    method="overwrite",
    result="destroyed",
    verified=True,
    detail="",
    residual_risk=("journal",),
    policy_version=7,
    rule="leftover",
    previous="0" * 64,
)


def test_a_signed_record_travels_as_an_event(signing_key: Ed25519PrivateKey, trusted: TrustedKeys) -> None:
    signed = SignedRecord("d-1", sign(KIND, canonical.encode(RECORD), signing_key), "certificate")
    read = decode_event(encode_event(signed))
    assert isinstance(read, SignedRecord)
    payload = verify(read.envelope, KIND, trusted)
    assert msgspec.json.decode(payload, type=DestructionRecord) == RECORD


@pytest.mark.parametrize(
    ("field", "value"),
    [("result", "lost"), ("attribution", "guessed"), ("initiator", "nobody"), ("size", -1), ("previous", "")],
)
def test_a_record_says_only_what_is_agreed(field: str, value: object) -> None:
    raw = canonical.encode(msgspec.structs.replace(RECORD, **{field: value}))
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=DestructionRecord)
