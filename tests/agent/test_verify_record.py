"""Records are checked offline: what is genuine, what is not, and why."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agent import records, verify_record
from tests.agent.authority import FROM, Authority
from tests.agent.builders import START
from wire import canonical, instant
from wire.destruction import KIND, DestructionRecord, SignedRecord
from wire.event_batch import encode_event
from wire.signature import sign

AUTHORITY = Authority()
KEY = Ed25519PrivateKey.generate()


def record(**changes: object) -> DestructionRecord:
    made = DestructionRecord(
        1,
        "d-1",
        "pc-1",
        "王丽",
        "wang",
        "proven",
        "deadline",
        "/r/f",
        47,
        "a" * 64,
        instant.render(START),
        instant.render(START + timedelta(hours=1)),
        "overwrite-1",
        "destroyed",
        True,
        "",
        ("file-name",),
        3,
        "rule",
        "0" * 64,
    )
    return msgspec.structs.replace(made, **changes)


def signed(
    one: DestructionRecord, certificate: str = "", key: Ed25519PrivateKey = KEY, kind: str = KIND
) -> bytes:
    certificate = certificate or AUTHORITY.certify("pc-1", KEY.public_key())
    return encode_event(SignedRecord("d-1", sign(kind, canonical.encode(one), key), certificate))


def changed(raw: bytes) -> bytes:
    """Return the record with another person in it, under the old signature."""
    outer = msgspec.json.decode(raw, type=SignedRecord)
    envelope = msgspec.json.decode(outer.envelope)
    payload = msgspec.json.decode(msgspec.json.encode(envelope["payload"]), type=bytes)
    envelope["payload"] = payload.replace(b'"wang"', b'"li"')
    return encode_event(msgspec.structs.replace(outer, envelope=msgspec.json.encode(envelope)))


def test_a_genuine_record_is_accepted() -> None:
    found = verify_record.check(signed(record()), AUTHORITY.pem)
    assert found == verify_record.Verified(record(), "")


def test_one_of_several_authorities_is_enough() -> None:
    assert verify_record.check(signed(record()), Authority("old").pem + AUTHORITY.pem).failure == ""


LATE = "2026-12-31T23:00:00.000000Z"


@pytest.mark.parametrize(
    ("make", "failure"),
    [
        (lambda: b"", "no-record"),
        (lambda: b"{}", "no-record"),
        (lambda: b"\xff\xfe", "no-record"),
        (lambda: b" " * (verify_record.RECORD_MAX + 1) + signed(record()), "no-record"),
        (lambda: signed(record())[:-30], "no-record"),
        (lambda: signed(record(), "no certificate"), "no-record"),
        (lambda: changed(signed(record())), "signature"),
        (lambda: signed(record(), key=Ed25519PrivateKey.generate()), "signature"),
        (lambda: signed(record(), kind="policy-bundle"), "signature"),
        (lambda: signed(record(schema=2)), "signature"),
        (lambda: signed(record(), records.self_signed(KEY, "pc-1", START)), "self-signed"),
        (lambda: signed(record(), Authority().certify("pc-1", KEY.public_key())), "other-authority"),
        (lambda: signed(record(), AUTHORITY.certify("pc-2", KEY.public_key())), "mismatch"),
        (lambda: signed(record(id="d-2")), "mismatch"),
        (lambda: signed(record(finished_at=LATE)), "not-valid"),
        (lambda: signed(record(finished_at=instant.render(FROM - timedelta(seconds=1)))), "not-valid"),
    ],
)
def test_what_is_not_genuine_is_told_apart(make: Callable[[], bytes], failure: str) -> None:
    assert verify_record.check(make(), AUTHORITY.pem).failure == failure


def test_an_authority_file_without_a_certificate_is_told() -> None:
    assert verify_record.check(signed(record()), b"nothing").failure == "no-authority"


def test_a_certificate_that_is_valid_at_the_last_moment_counts() -> None:
    until: datetime = START + timedelta(hours=1)
    certificate = AUTHORITY.certify("pc-1", KEY.public_key(), until)
    assert verify_record.check(signed(record(), certificate), AUTHORITY.pem).failure == ""


def test_a_record_out_of_bounds_is_no_record() -> None:
    raw = signed(record(size=-1))
    assert verify_record.check(raw, AUTHORITY.pem).failure == "signature"
