"""An edge takes over a register of releases that is signed, newer and not over, and nothing else."""

from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.granted import EARLY, ISSUED, LATER, RELEASE, granted, signed_register
from wire.errors import ReleaseRefused, SchemaRefused, SignatureInvalid
from wire.release import RECIPIENTS_MAX, accept, read
from wire.signature import TrustedKeys, sign

NOW = datetime(2026, 10, 6, 3, tzinfo=UTC)


def test_a_first_register_is_taken_and_an_empty_one_too(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys
) -> None:
    assert accept(signed_register(signing_key, RELEASE), trusted, None, NOW).releases == (RELEASE,)
    assert accept(signed_register(signing_key), trusted, None, NOW).releases == ()


@pytest.mark.parametrize(("issued_at", "taken"), [(EARLY, False), (ISSUED, False), (LATER, True)])
def test_only_a_newer_one_is_taken(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys, issued_at: str, *, taken: bool
) -> None:
    in_force = read(signed_register(signing_key, RELEASE), trusted)
    offered = signed_register(signing_key, issued_at=issued_at)
    if taken:
        assert accept(offered, trusted, in_force, NOW).releases == ()
    else:
        with pytest.raises(ReleaseRefused, match=f"issued at {issued_at}, one of {ISSUED} is in force"):
            accept(offered, trusted, in_force, NOW)


def test_one_that_is_over_is_refused(signing_key: Ed25519PrivateKey, trusted: TrustedKeys) -> None:
    with pytest.raises(ReleaseRefused, match=f"expired at {LATER}"):
        accept(signed_register(signing_key, RELEASE, expires_at=LATER), trusted, None, NOW)


def test_a_strangers_and_another_message_of_ours_are_refused(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys
) -> None:
    for raw in (
        signed_register(Ed25519PrivateKey.generate(), RELEASE),
        sign("policy-bundle", b"{}", signing_key),
    ):
        with pytest.raises(SignatureInvalid):
            accept(raw, trusted, None, NOW)


@given(at=st.integers(0, 2000), flip=st.integers(1, 255))
def test_no_changed_octet_gets_through(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys, at: int, flip: int
) -> None:
    raw = bytearray(signed_register(signing_key, RELEASE))
    raw[at % len(raw)] ^= flip
    try:
        assert read(bytes(raw), trusted).releases == (RELEASE,)  # an octet that says nothing
    except (SignatureInvalid, SchemaRefused):
        return


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "with space"},
        {"recipients": ()},
        {"recipients": ("a@x.example",) * (RECIPIENTS_MAX + 1)},
        {"sender": "x" * 1025},
        {"until": "tomorrow"},
    ],
)
def test_what_is_out_of_bounds_is_refused(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys, changes: dict[str, object]
) -> None:
    with pytest.raises(SchemaRefused, match="not a register of releases"):
        read(signed_register(signing_key, granted(**changes)), trusted)


def test_another_schema_is_refused(signing_key: Ed25519PrivateKey, trusted: TrustedKeys) -> None:
    with pytest.raises(SchemaRefused, match="schema 2 is not read here"):
        read(signed_register(signing_key, schema=2), trusted)
    stranger = sign("release-register", msgspec.json.encode({"schema": 1}), signing_key)
    with pytest.raises(SchemaRefused):
        read(stranger, trusted)
