"""An envelope that was changed in any way, or signed by anybody else, never verifies."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from wire import signature
from wire.errors import SchemaRefused, SignatureInvalid, WireError
from wire.signature import Envelope, TrustedKeys, key_id, open_unverified, sign, verify

KIND = "event-batch"
PAYLOAD = b'{"schema":1}'
MUTE = Ed25519PrivateKey.generate()


@given(
    payload=st.binary(max_size=2000), kind=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,40}", fullmatch=True)
)
def test_what_was_signed_is_what_is_returned(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys, payload: bytes, kind: str
) -> None:
    assert verify(sign(kind, payload, signing_key), kind, trusted) == payload


@given(position=st.integers(0, 10_000), bits=st.integers(1, 255))
def test_no_changed_octet_goes_unnoticed(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys, position: int, bits: int
) -> None:
    raw = bytearray(sign(KIND, PAYLOAD, signing_key))
    raw[position % len(raw)] ^= bits
    try:
        payload = verify(bytes(raw), KIND, trusted)
    except WireError:
        return
    # What still verifies says the same: base64 has spare bits at its end, JSON has none.
    assert payload == PAYLOAD


@given(other=st.binary(max_size=100).filter(lambda other: other != PAYLOAD))
def test_another_payload_under_the_same_signature_is_refused(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys, other: bytes
) -> None:
    envelope = open_unverified(sign(KIND, PAYLOAD, signing_key))
    forged = msgspec.json.encode(msgspec.structs.replace(envelope, payload=other))
    with pytest.raises(SignatureInvalid, match="changed"):
        verify(forged, KIND, trusted)


def test_an_envelope_relabelled_as_another_kind_is_refused(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys
) -> None:
    """What a device may sign, a batch of events, must never pass for a policy bundle."""
    envelope = open_unverified(sign("event-batch", PAYLOAD, signing_key))
    forged = msgspec.json.encode(msgspec.structs.replace(envelope, kind="policy-bundle"))
    with pytest.raises(SignatureInvalid, match="changed"):
        verify(forged, "policy-bundle", trusted)


def test_the_boundary_between_kind_and_payload_cannot_be_moved(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys
) -> None:
    envelope = open_unverified(sign("ab", b"c", signing_key))
    forged = msgspec.json.encode(msgspec.structs.replace(envelope, kind="a", payload=b"bc"))
    with pytest.raises(SignatureInvalid, match="changed"):
        verify(forged, "a", trusted)


def test_an_envelope_in_the_name_of_a_trusted_key_by_another_is_refused(trusted: TrustedKeys) -> None:
    forged = msgspec.structs.replace(open_unverified(sign(KIND, PAYLOAD, MUTE)), key_id=next(iter(trusted)))
    with pytest.raises(SignatureInvalid, match="changed"):
        verify(msgspec.json.encode(forged), KIND, trusted)


def test_an_unknown_key_is_named(trusted: TrustedKeys) -> None:
    with pytest.raises(SignatureInvalid, match=key_id(MUTE.public_key())):
        verify(sign(KIND, PAYLOAD, MUTE), KIND, trusted)


def test_nobody_is_trusted_by_an_empty_list(signing_key: Ed25519PrivateKey) -> None:
    with pytest.raises(SignatureInvalid):
        verify(sign(KIND, PAYLOAD, signing_key), KIND, {})


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_words_of_the_wire(raw: bytes) -> None:
    with pytest.raises(WireError):
        verify(raw, KIND, {})


def test_a_large_envelope_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature, "ENVELOPE_MAX", 10)
    with pytest.raises(SchemaRefused, match="11 octets, at most 10"):
        open_unverified(b"x" * 11)


def test_an_envelope_reads_back_as_it_was_built(signing_key: Ed25519PrivateKey) -> None:
    envelope = open_unverified(sign(KIND, PAYLOAD, signing_key))
    assert envelope == Envelope(KIND, key_id(signing_key.public_key()), PAYLOAD, envelope.signature)
    assert len(envelope.signature) == 64
