"""What the tests of the runtime share: a small console, an enrolled keystore, incidents to send."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from runtime.keystore import Keystore
from runtime.settings import ConsoleLink
from tests.runtime.small_console import SmallConsole
from wire import bundle
from wire.bundle import PolicyBundle, PolicyDocument
from wire.incident import Incident, MailSubject
from wire.signature import sign


def make_incident(event_id: str, reason: str = "client data to a stranger") -> Incident:
    return Incident(
        id=event_id,
        occurred_at="2026-01-31T08:00:00Z",
        policy_version=7,
        rule="client-data",
        severity="high",
        mode="enforce",
        outcome="refused",
        reason=reason,
        inspection="inspected",
        inspection_reason="",
        subject=MailSubject("zhao@bank.example", (), "<1@bank.example>", "cd" * 32, 2048),
        finding_count=0,
    )


@pytest.fixture
def incident() -> Callable[..., Incident]:
    return make_incident


@pytest.fixture
def console(tmp_path: Path) -> Iterator[SmallConsole]:
    directory = tmp_path / "console"
    directory.mkdir()
    console = SmallConsole(directory)
    yield console
    console.stop()


@pytest.fixture
def keystore(tmp_path: Path) -> Keystore:
    return Keystore(tmp_path / "state")


@pytest.fixture
def enrolled(console: SmallConsole, keystore: Keystore) -> Keystore:
    """The keystore of gateway `gw-1`, enrolled at the console."""
    keystore.store_enrolment(console.enrol_reply("gw-1", keystore.device_key().public_key()))
    return keystore


@pytest.fixture
def settings(console: SmallConsole, tmp_path: Path) -> ConsoleLink:
    """How gateway `gw-1` reaches the console, with a token for enrolling."""
    token_file = tmp_path / "token"
    token_file.write_text("token-1\n")
    return ConsoleLink(console.url, str(console.ca_file), str(token_file), "gw-1")


SMALL_POLICY = """\
schema: 1
name: small
title: {zh: 小, en: Small}
rules:
  - name: refuse-all
    then: refuse
    reason: nothing leaves here
    notice: {zh: 不得外发, en: Nothing leaves here.}
"""

MakeEnvelope = Callable[..., bytes]


@pytest.fixture
def make_envelope(console: SmallConsole) -> MakeEnvelope:
    """Returns a signed bundle of one small policy; keyword arguments change fields of the bundle."""
    valid = PolicyBundle(
        schema=1,
        version=1,
        issued_at="2026-01-31T08:00:00Z",
        expires_at="2099-01-31T08:00:00Z",
        author="zhao",
        approver="qian",
        reason="first issue",
        documents=(PolicyDocument("small", SMALL_POLICY),),
    )

    def make(**changes: object) -> bytes:
        return sign(bundle.KIND, bundle.encode(msgspec.structs.replace(valid, **changes)), console.bundle_key)

    return make
