import msgspec
import pytest

from server.destruction.types import Verification
from server.destruction.verification import check, read, stored_of
from tests.server.events import Device
from tests.server.support import NOW, Rig
from wire.signature import sign


@pytest.fixture
def agent(rig: Rig) -> Device:
    device = Device("ws-1", "agent")
    device.enrol(rig)
    return device


def test_a_record_signed_by_an_enrolled_device_is_verified(rig: Rig, agent: Device) -> None:
    verdict, record = check(rig.console.authority, "ws-1", agent.record())
    assert verdict is Verification.VERIFIED
    assert record is not None
    assert record.person == "zhao"


def test_a_changed_record_is_noticed_and_still_read(rig: Rig, agent: Device) -> None:
    signed = agent.record()
    other = agent.record(result="kept")
    envelope = msgspec.json.decode(signed.envelope)
    envelope["payload"] = msgspec.json.decode(other.envelope)["payload"]
    forged = msgspec.structs.replace(signed, envelope=msgspec.json.encode(envelope))
    verdict, record = check(rig.console.authority, "ws-1", forged)
    assert verdict is Verification.BAD_SIGNATURE
    assert record is not None
    assert record.result == "kept"


def test_a_record_for_another_device_is_noticed(rig: Rig, agent: Device) -> None:
    assert check(rig.console.authority, "ws-2", agent.record())[0] is Verification.BAD_CERTIFICATE
    assert (
        check(rig.console.authority, "ws-1", agent.record(device="ws-2"))[0] is Verification.BAD_CERTIFICATE
    )


def test_a_foreign_certificate_is_noticed(rig: Rig, agent: Device) -> None:
    forged = msgspec.structs.replace(agent.record(), certificate="no certificate")
    assert check(rig.console.authority, "ws-1", forged)[0] is Verification.BAD_CERTIFICATE


def test_another_key_than_the_certificate_names_is_noticed(rig: Rig, agent: Device) -> None:
    other = Device("ws-1", "agent", certificate=agent.certificate)
    assert check(rig.console.authority, "ws-1", other.record())[0] is Verification.BAD_SIGNATURE


def test_what_is_no_record_is_stored_all_the_same(rig: Rig, agent: Device) -> None:
    envelope = sign("destruction-record", b"{}", agent.key)
    signed = msgspec.structs.replace(agent.record(), envelope=envelope)
    assert check(rig.console.authority, "ws-1", signed)[0] is Verification.UNREADABLE
    assert read(msgspec.structs.replace(signed, envelope=b"no envelope")) is None
    stored = stored_of(rig.console.authority, "ws-1", signed, NOW)
    assert (stored.row.id, stored.row.person, stored.row.finished_at) == ("rec-1", "", NOW)


def test_an_impossible_date_does_not_lose_the_record(rig: Rig, agent: Device) -> None:
    signed = agent.record(finished_at="2026-02-31T00:00:00Z")
    assert stored_of(rig.console.authority, "ws-1", signed, NOW).row.finished_at == NOW


def test_an_id_that_differs_inside_is_noticed(rig: Rig, agent: Device) -> None:
    signed = msgspec.structs.replace(agent.record("rec-1"), id="rec-2")
    assert check(rig.console.authority, "ws-1", signed)[0] is Verification.UNREADABLE
