"""The last good bundle stays in force until a newer one that is whole and signed has taken its place."""

import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from policies.language.errors import PolicyInvalid
from runtime import atomic_file
from runtime.bundle_store import BundleStep, BundleStore
from runtime.keystore import Keystore
from runtime.metrics import Metrics
from tests.killed import exit_code
from tests.runtime import bundle_victim
from tests.runtime.conftest import SMALL_POLICY
from wire.bundle import PolicyDocument
from wire.errors import BundleRefused, SignatureInvalid, WireError
from wire.signature import open_unverified, sign

NOW = datetime(2026, 2, 1, tzinfo=UTC)
MakeEnvelope = Callable[..., bytes]
Reopened = Callable[[], BundleStore]


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def store(tmp_path: Path, enrolled: Keystore, metrics: Metrics) -> BundleStore:
    return BundleStore(tmp_path / "state", enrolled, metrics)


@pytest.fixture
def reopened(tmp_path: Path, enrolled: Keystore) -> Reopened:
    """Returns the store as the next process finds it."""
    return lambda: BundleStore(tmp_path / "state", Keystore(tmp_path / "state"))


def test_before_the_first_bundle_a_local_policy_holds(
    store: BundleStore, make_envelope: MakeEnvelope
) -> None:
    assert (store.current, store.version, store.policies()) == (None, 0, ())
    store.install_local(SMALL_POLICY.replace("name: small", "name: local"))
    assert [policy.name for policy in store.policies()] == ["local"]
    store.offer(make_envelope(), NOW)
    assert [policy.name for policy in store.policies()] == ["small"]


def test_a_local_policy_that_is_none_changes_nothing(store: BundleStore) -> None:
    store.install_local(SMALL_POLICY)
    with pytest.raises(PolicyInvalid):
        store.install_local("schema: 1")
    assert [policy.name for policy in store.policies()] == ["small"]


def test_a_bundle_in_force_outlives_the_process(
    store: BundleStore, make_envelope: MakeEnvelope, metrics: Metrics, reopened: Reopened
) -> None:
    assert store.offer(make_envelope(version=3), NOW).version == 3
    assert metrics.value("ashseal_policy_version") == 3
    again = reopened()
    assert again.version == 3
    assert again.policies() == store.policies()
    assert again.problem(NOW) == ""


def tampered(raw: bytes) -> bytes:
    return raw.replace(open_unverified(raw).key_id.encode(), b"0" * 32)


def test_what_is_refused_changes_nothing_and_is_told(
    store: BundleStore, make_envelope: MakeEnvelope, metrics: Metrics, reopened: Reopened
) -> None:
    store.offer(make_envelope(version=5), NOW)
    stranger = sign("policy-bundle", b"{}", Ed25519PrivateKey.generate())
    broken = (PolicyDocument("bad", "schema: 1\nrules: 7\n"),)
    refused: dict[str, tuple[bytes, type[WireError]]] = {
        "unknown key": (stranger, SignatureInvalid),
        "by an unknown": (tampered(make_envelope(version=6)), SignatureInvalid),
        "older than 5": (make_envelope(version=4), BundleRefused),
        "in force already": (make_envelope(version=5, reason="other"), BundleRefused),
        "expired": (make_envelope(version=6, expires_at="2026-01-31T09:00:00Z"), BundleRefused),
        "does not compile": (make_envelope(version=6, documents=broken), BundleRefused),
    }
    for words, (raw, error) in refused.items():
        with pytest.raises(error, match=words):
            store.offer(raw, NOW)
        assert store.version == reopened().version == 5
        assert words in store.problem(NOW)
    assert metrics.value("ashseal_bundle_refused_total", reason="BundleRefused") == 4
    store.offer(make_envelope(version=6), NOW)
    assert store.problem(NOW) == ""


def test_an_expired_bundle_is_enforced_on_and_told(
    store: BundleStore, make_envelope: MakeEnvelope, reopened: Reopened
) -> None:
    store.offer(make_envelope(expires_at="2026-02-02T00:00:00Z"), NOW)
    later = datetime(2026, 3, 1, tzinfo=UTC)
    assert "expired at 2026-02-02" in store.problem(later)
    assert reopened().version == 1
    assert [policy.name for policy in reopened().policies()] == ["small"]


def test_damage_on_the_disk_falls_back_to_the_last_good_one(
    store: BundleStore, make_envelope: MakeEnvelope, tmp_path: Path, reopened: Reopened
) -> None:
    store.offer(make_envelope(version=1), NOW)
    store.offer(make_envelope(version=2), NOW)
    file = tmp_path / "state" / "policy" / "bundle.json"
    file.write_bytes(file.read_bytes()[:-40])
    again = reopened()
    assert again.version == 1
    assert "refused" in again.problem(NOW)
    again.offer(make_envelope(version=3), NOW)
    assert reopened().version == 3


def test_nothing_is_in_force_for_an_edge_that_trusts_nobody(
    store: BundleStore, make_envelope: MakeEnvelope, tmp_path: Path
) -> None:
    store.offer(make_envelope(), NOW)
    (tmp_path / "state" / "keys" / "enrolment.json").unlink()
    again = BundleStore(tmp_path / "state", Keystore(tmp_path / "state"))
    assert again.policies() == ()
    assert "unknown key" in again.problem(NOW)


def test_a_full_disk_leaves_the_last_good_one(
    store: BundleStore, make_envelope: MakeEnvelope, monkeypatch: pytest.MonkeyPatch,
    reopened: Reopened,
) -> None:  # fmt: skip
    store.offer(make_envelope(version=1), NOW)

    def full(_path: Path, _data: bytes, *, mode: int = 0o600) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_file, "write", full)
    with pytest.raises(OSError, match="No space"):
        store.offer(make_envelope(version=2), NOW)
    assert store.version == reopened().version == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", list(BundleStep))
@pytest.mark.parametrize("first", [False, True])
def test_killed_at_any_step_a_whole_bundle_is_in_force(
    tmp_path: Path,
    make_envelope: MakeEnvelope,
    reopened: Reopened,
    step: BundleStep,
    when: str,
    *,
    first: bool,
) -> None:
    if not first:
        reopened().offer(make_envelope(version=1), NOW)
    envelope = tmp_path / "envelope.json"
    envelope.write_bytes(make_envelope(version=2))
    victim = (bundle_victim.main, tmp_path / "state", envelope, step)
    assert exit_code(*victim, when) == -signal.SIGKILL

    taken = step is BundleStep.IN_FORCE and when == "after"
    left = reopened()
    assert left.version == (2 if taken else 1 - first)
    assert left.problem(NOW) == ""
    if not taken:
        left.offer(make_envelope(version=2), NOW)
    assert reopened().version == 2
    names = {file.name for file in (tmp_path / "state" / "policy").iterdir()}
    assert names == ({"bundle.json"} if first else {"bundle.json", "previous.json"})
