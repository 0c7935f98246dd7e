"""Policies by name, and the ones in force below a state directory, which is only read."""

from pathlib import Path

import msgspec
import pytest

from runtime.bundle_store import BundleStore
from runtime.errors import SettingsError
from runtime.keystore import Keystore
from smtp_gateway.policy_source import policies_in_force, policy_text
from tests.smtp_gateway.enrolled import EnrolledState
from wire.errors import SignatureInvalid
from wire.signature import open_unverified

POLICY = """
schema: 1
name: {}
title: {{zh: 小, en: Small}}
rules:
  - {{name: a, then: refuse, reason: No, notice: {{zh: 否, en: No}}}}
"""


def test_a_shipped_policy_and_a_file_are_read_as_they_are(tmp_path: Path) -> None:
    assert "name: bank\n" in policy_text("builtin:bank")
    (tmp_path / "own.yaml").write_text("名: 1\n", encoding="utf-8")
    assert policy_text(str(tmp_path / "own.yaml")) == "名: 1\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("builtin:bnak", "no built-in policy 'bnak'; there are bank, observe"),
        ("{}/none.yaml", "none.yaml cannot be read: No such file"),
        ("{}", "cannot be read: Is a directory"),
        ("{}/gbk.yaml", "gbk.yaml is no UTF-8 text"),
    ],
)
def test_a_policy_that_is_not_there_is_named(tmp_path: Path, source: str, words: str) -> None:
    (tmp_path / "gbk.yaml").write_bytes("名".encode("gbk"))
    with pytest.raises(SettingsError, match=f"^policy.file: .*{words}"):
        policy_text(source.format(tmp_path))


@pytest.fixture
def state(tmp_path: Path) -> EnrolledState:
    return EnrolledState(tmp_path / "state")


def test_before_the_first_bundle_nothing_is_in_force_and_nothing_is_made(tmp_path: Path) -> None:
    assert policies_in_force(tmp_path / "state") == ()
    assert list(tmp_path.iterdir()) == []


def test_the_policies_of_the_bundle_are_those_the_gateway_enforces(state: EnrolledState) -> None:
    state.take_over(POLICY.format("one"), POLICY.format("two"))
    running = BundleStore(state.directory, Keystore(state.directory))
    assert policies_in_force(state.directory) == running.policies()
    assert [policy.name for policy in running.policies()] == ["one", "two"]


def content_of(directory: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in directory.rglob("*")}


def test_looking_changes_nothing(state: EnrolledState) -> None:
    state.take_over(POLICY.format("one"))
    before = content_of(state.directory)
    policies_in_force(state.directory)
    assert content_of(state.directory) == before


def test_a_bundle_that_was_changed_on_the_disk_is_not_believed(state: EnrolledState) -> None:
    file = state.take_over(POLICY.format("one"))
    envelope = open_unverified(file.read_bytes())
    changed = envelope.payload.replace(b"then: refuse", b"then: pass  ")
    file.write_bytes(msgspec.json.encode(msgspec.structs.replace(envelope, payload=changed)))
    with pytest.raises(SignatureInvalid):
        policies_in_force(state.directory)
