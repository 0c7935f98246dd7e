"""Records: committed once with everything that belongs to them, exported again if that was missed."""

import hashlib
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from agent import records, verify_record
from agent.destruction import DestructionState, Intent
from agent.parts import Parts
from tests.agent.authority import Authority
from tests.agent.builders import START, make_file, make_leftover
from tests.agent.test_destruction import intent
from wire import instant
from wire.destruction import SignedRecord


def ended(record_id: str = "d-1") -> Intent:
    return intent(
        DestructionState.VERIFIED, id=record_id, fingerprint="a" * 64, found_at=instant.render(START)
    )


def write(parts: Parts, one: Intent) -> None:
    with parts.journal.transaction() as connection:
        parts.recorder.write(connection, one, START)


def read(path: Path) -> SignedRecord:
    return msgspec.json.decode(path.read_bytes(), type=SignedRecord)


def test_each_record_names_the_envelope_before_it(parts: Parts) -> None:
    for number in range(3):
        write(parts, ended(f"d-{number}"))
    first, second, third = (read(path) for path in sorted(parts.recorder.export()))
    digests = [hashlib.sha256(one.envelope).hexdigest() for one in (first, second)]
    chain = [
        verify_record.check(msgspec.json.encode(one), one.certificate.encode()).record
        for one in (first, second, third)
    ]
    assert [one.previous for one in chain if one] == [records.FIRST, *digests]


def test_a_record_that_was_not_committed_leaves_nothing(parts: Parts) -> None:
    def failing() -> None:
        with parts.journal.transaction() as connection:
            parts.recorder.write(connection, ended(), START)
            raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        failing()
    assert parts.recorder.export() == []
    assert parts.outbox.depth() == 0


def test_an_export_that_was_missed_is_made_up_for_and_not_repeated(parts: Parts) -> None:
    write(parts, ended())
    assert len(parts.recorder.export()) == 1
    assert parts.recorder.export() == []


def test_an_enrolled_device_uses_the_consoles_certificate(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority()
    certificate = authority.certify("pc-1", parts.keystore.device_key().public_key())
    monkeypatch.setattr(parts.keystore, "certificate_pem", lambda: certificate)
    parts.destroyer.destroy(make_leftover(parts, make_file(tmp_path)), "deadline")
    [path] = (tmp_path / "state" / "records").iterdir()
    assert verify_record.check(path.read_bytes(), authority.pem).failure == ""


def test_the_devices_own_certificate_is_for_its_key(parts: Parts) -> None:
    key = parts.keystore.device_key()
    certificate = x509.load_pem_x509_certificate(records.self_signed(key, "pc-1", START).encode())
    assert certificate.public_key() == key.public_key()
    assert certificate.subject == certificate.issuer


@given(st.binary(max_size=3000))
def test_any_path_can_be_shown_on_the_wire(path: bytes) -> None:
    shown = records.show_path(path)
    assert len(shown) <= 1024
    assert not any(ord(character) < 32 for character in shown)
    shown.encode()


def test_of_a_long_path_the_end_is_shown() -> None:
    shown = records.show_path(b"/a" * 2000 + b"/clients.xlsx")
    assert shown.startswith("…")
    assert shown.endswith("/clients.xlsx")
