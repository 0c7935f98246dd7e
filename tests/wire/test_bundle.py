"""An edge takes over a bundle that is signed, newer and valid, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from wire import bundle, canonical
from wire.bundle import PolicyBundle, accept, read
from wire.errors import BundleRefused, SchemaRefused, SignatureInvalid
from wire.signature import TrustedKeys, sign

NOW = datetime(2026, 2, 1, tzinfo=UTC)
MakeBundle = Callable[..., PolicyBundle]
MakeEnvelope = Callable[..., bytes]


def test_a_first_bundle_is_taken(
    make_envelope: MakeEnvelope, make_bundle: MakeBundle, trusted: TrustedKeys
) -> None:
    assert accept(make_envelope(), trusted, None, NOW) == make_bundle()


@given(in_force=st.integers(0, 2**40), offered=st.integers(0, 2**40))
def test_only_a_higher_version_is_taken(
    make_envelope: MakeEnvelope, make_bundle: MakeBundle, trusted: TrustedKeys, in_force: int, offered: int
) -> None:
    raw = make_envelope(version=offered)
    if offered > in_force:
        assert accept(raw, trusted, make_bundle(version=in_force), NOW).version == offered
    else:
        with pytest.raises(BundleRefused, match="in force"):
            accept(raw, trusted, make_bundle(version=in_force), NOW)


def test_the_same_version_with_other_content_is_refused(
    make_envelope: MakeEnvelope, make_bundle: MakeBundle, trusted: TrustedKeys
) -> None:
    with pytest.raises(BundleRefused, match="in force already"):
        accept(make_envelope(reason="another text"), trusted, make_bundle(), NOW)


@pytest.mark.parametrize(
    ("now", "taken"),
    [
        (datetime(2026, 1, 31, 7, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 1, 31, 8, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 31, 7, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 7, 31, 8, 0, 0, tzinfo=UTC), False),
    ],
)
def test_a_bundle_is_valid_from_issue_until_before_expiry(
    make_envelope: MakeEnvelope, trusted: TrustedKeys, now: datetime, *, taken: bool
) -> None:
    if taken:
        assert accept(make_envelope(), trusted, None, now)
    else:
        with pytest.raises(BundleRefused):
            accept(make_envelope(), trusted, None, now)


def test_an_expired_bundle_still_reads_so_that_it_stays_in_force(
    make_envelope: MakeEnvelope, trusted: TrustedKeys
) -> None:
    assert read(make_envelope(expires_at="2026-02-01T00:00:00Z"), trusted).version == 7


def test_an_empty_bundle_would_switch_policy_off_and_is_refused(
    make_envelope: MakeEnvelope, trusted: TrustedKeys
) -> None:
    with pytest.raises(BundleRefused, match="no policy"):
        accept(make_envelope(documents=()), trusted, None, NOW)


def test_another_schema_is_refused_by_number(make_envelope: MakeEnvelope, trusted: TrustedKeys) -> None:
    with pytest.raises(SchemaRefused, match="schema 2"):
        read(make_envelope(schema=2), trusted)


def test_an_unknown_field_is_refused(
    signing_key: Ed25519PrivateKey, make_bundle: MakeBundle, trusted: TrustedKeys
) -> None:
    payload = bundle.encode(make_bundle()).replace(b'{"approver"', b'{"admin":true,"approver"', 1)
    with pytest.raises(SchemaRefused, match="admin"):
        read(sign(bundle.KIND, payload, signing_key), trusted)


@given(
    payload=st.binary(max_size=200) | st.recursive(st.none() | st.integers(), st.lists).map(canonical.encode)
)
def test_any_signed_payload_is_read_or_refused(
    signing_key: Ed25519PrivateKey, trusted: TrustedKeys, payload: bytes
) -> None:
    with pytest.raises(SchemaRefused):
        read(sign(bundle.KIND, payload, signing_key), trusted)


def test_a_strange_signer_is_refused_before_the_payload_is_parsed(trusted: TrustedKeys) -> None:
    raw = sign(bundle.KIND, b"not even JSON", Ed25519PrivateKey.generate())
    with pytest.raises(SignatureInvalid, match="unknown key"):
        accept(raw, trusted, None, NOW + timedelta(days=1))


def test_a_signature_of_another_kind_is_worthless_here(
    signing_key: Ed25519PrivateKey, make_bundle: MakeBundle, trusted: TrustedKeys
) -> None:
    raw = sign("event-batch", bundle.encode(make_bundle()), signing_key)
    with pytest.raises(SignatureInvalid, match="expected a policy-bundle"):
        accept(raw, trusted, None, NOW)
