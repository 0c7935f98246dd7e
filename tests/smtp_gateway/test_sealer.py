"""Sealing off the event loop, two at a time; passwords that only the console can open."""

import asyncio
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from smtp_gateway import sealer as sealer_module
from smtp_gateway.handler import StorageFull
from smtp_gateway.key_directory import KeyDirectory
from smtp_gateway.sealer import NoConsoleKey, Sealer, sealing_context
from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.sealing.seal import Sealed
from smtp_gateway.settings import GatewaySettings, GatewayTable, Notices, Sealing
from tests.smtp_gateway.arrivals import LI, MAIL, NOW, WANG
from tests.smtp_gateway.full_disk import files_end_at
from tests.smtp_gateway.rig import TestKeystore
from tests.smtp_gateway.sealing.people import People
from wire import sealed_box
from wire.errors import WireError
from wire.escrow import EscrowedPassword, context

LATER = NOW + timedelta(days=14)


@pytest.fixture
def keystore(tmp_path: Path) -> TestKeystore:
    return TestKeystore(tmp_path / "state")


@pytest.fixture
def sealer(keystore: TestKeystore, identity: SigningIdentity) -> Sealer:
    return Sealer(SealingContext(KeyDirectory(None), identity), keystore)


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    (tmp_path / "mail").write_bytes(MAIL)
    return tmp_path / "mail"


async def test_two_are_sealed_at_once_and_no_more(
    sealer: Sealer, mail: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair, active, most = threading.Barrier(2, timeout=20), set(), []

    def seal(*_arguments: object, **_options: object) -> Sealed:
        active.add(threading.get_ident())
        pair.wait()
        time.sleep(0.01)  # room for a third one, should one be let in
        most.append(len(active))
        active.discard(threading.get_ident())
        return Sealed("smime", None)

    monkeypatch.setattr(sealer_module, "seal", seal)
    sealing = [sealer.seal(mail, WANG, mail.with_name(f"{n}"), hide_subject=False) for n in range(6)]
    assert len(await asyncio.gather(*sealing)) == 6
    assert max(most) == 2


async def test_a_mail_is_sealed_for_its_recipient(sealer: Sealer, mail: Path) -> None:
    sealed = await sealer.seal(mail, WANG, mail.with_name("out"), hide_subject=True)
    assert sealed.kind == "pdf"
    assert sealed.password
    written = mail.with_name("out").read_bytes()
    assert b"Subject: quarterly report" not in written
    assert sealed.password.encode() not in written


async def test_room_is_given_back_after_a_failure(sealer: Sealer, mail: Path, tmp_path: Path) -> None:
    for _ in range(3):
        with pytest.raises(SealingFailed):
            await sealer.seal(tmp_path / "missing", WANG, tmp_path / "out", hide_subject=False)
    assert (await sealer.seal(mail, WANG, tmp_path / "out", hide_subject=False)).kind == "pdf"


async def test_a_full_disk_is_told_as_such(sealer: Sealer, mail: Path) -> None:
    with files_end_at(1000), pytest.raises(StorageFull):
        await sealer.seal(mail, WANG, mail.with_name("out"), hide_subject=False)
    assert not mail.with_name("out").exists()


def escrowed(sealer: Sealer) -> EscrowedPassword:
    return sealer.escrow("m1-0", "m1", LI, WANG, "abcd-efgh", now=NOW, expires_at=LATER)


def test_an_escrowed_password_is_for_the_console_and_bound_to_its_sender(
    sealer: Sealer, keystore: TestKeystore
) -> None:
    keystore.console = X25519PrivateKey.generate()
    event = escrowed(sealer)
    assert (event.id, event.incident_id, event.sender, event.recipients) == ("m1-0", "m1", LI, (WANG,))
    assert event.occurred_at.startswith("2026-10-06T01:30:00")
    assert event.expires_at.startswith("2026-10-20T01:30:00")
    assert b"abcd-efgh" not in msgspec.json.encode(event)
    assert sealed_box.open_box(event.sealed, keystore.console, context("m1-0", LI)) == b"abcd-efgh"
    with pytest.raises(WireError):
        sealed_box.open_box(event.sealed, keystore.console, context("m1-0", "zhao@bank.example"))


def test_nothing_is_escrowed_for_a_console_that_is_not_known(sealer: Sealer) -> None:
    with pytest.raises(NoConsoleKey):
        escrowed(sealer)


def settings(state_dir: Path, **sealing: str) -> GatewaySettings:
    notices = Notices(sender="ashseal@bank.example")
    return GatewaySettings(GatewayTable(str(state_dir)), sealing=Sealing(**sealing), notices=notices)


def test_an_identity_of_its_own_is_made_once(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    first = sealing_context(settings(tmp_path), now).signing_identity
    assert sealing_context(settings(tmp_path), now).signing_identity.load() == first.load()
    assert "ashseal@bank.example" in first.load()[0].subject.rfc4514_string()
    assert first.key_file.is_relative_to(tmp_path)
    assert first.key_file.stat().st_mode & 0o777 == 0o600


def test_named_files_are_taken_and_nothing_is_made(tmp_path: Path) -> None:
    named = settings(tmp_path, signing_certificate_file="/k/cert.pem", signing_key_file="/k/key.pem")
    made = sealing_context(named, NOW).signing_identity
    assert made == SigningIdentity(Path("/k/cert.pem"), Path("/k/key.pem"))
    assert list(tmp_path.iterdir()) == []


def test_certificates_come_from_the_named_folder_and_from_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "certificates"
    folder.mkdir()
    People(folder, tmp_path).add(WANG)
    monkeypatch.chdir(folder)
    none = sealing_context(settings(tmp_path), NOW).key_directory
    assert none.lookup(WANG, NOW) is None
    named = sealing_context(settings(tmp_path, certificates_dir=str(folder)), NOW).key_directory
    assert named.lookup(WANG, NOW) is not None
