"""An escrowed password travels sealed, bound to its id and to the one who may read it."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from wire.errors import SchemaRefused, SignatureInvalid
from wire.escrow import EscrowedPassword, context
from wire.event_batch import decode_event, encode_event
from wire.sealed_box import open_box, seal

KEY = X25519PrivateKey.generate()
PASSWORD = b"Xy7-kestrel-40"


def escrow(sender: str = "zhao@bank.example") -> EscrowedPassword:
    return EscrowedPassword(
        id="e-1",
        occurred_at="2026-01-31T08:00:00Z",
        expires_at="2026-02-07T08:00:00Z",
        sender=sender,
        recipients=("qian@partner.example",),
        container="pdf",
        incident_id="i-1",
        sealed=seal(PASSWORD, KEY.public_key(), context("e-1", sender)),
    )


def test_the_password_is_nowhere_in_what_travels_and_opens_at_the_end() -> None:
    raw = encode_event(escrow())
    assert PASSWORD not in raw
    read = decode_event(raw)
    assert isinstance(read, EscrowedPassword)
    assert open_box(read.sealed, KEY, context(read.id, read.sender)) == PASSWORD


def test_who_rewrites_the_sender_cannot_read_it() -> None:
    stolen = msgspec.structs.replace(escrow(), sender="mallory@bank.example")
    with pytest.raises(SignatureInvalid):
        open_box(stolen.sealed, KEY, context(stolen.id, stolen.sender))


def test_a_sealed_secret_has_a_greatest_size() -> None:
    with pytest.raises(SchemaRefused):
        decode_event(encode_event(msgspec.structs.replace(escrow(), sealed=b"x" * 65_537)))
