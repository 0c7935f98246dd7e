import hashlib

import msgspec
import pytest

from server.authz import Role
from server.destruction.types import RecordFilter, Verification
from server.errors import Forbidden, NotFound
from server.paging import PageRequest
from tests.server.events import Device
from tests.server.support import Rig, someone
from wire.destruction import SignedRecord

REVIEWER = someone("sun", Role.REVIEWER)


@pytest.fixture(autouse=True)
def agent(rig: Rig) -> Device:
    device = Device("ws-1", "agent")
    device.enrol(rig)
    first = device.record("rec-1")
    previous = hashlib.sha256(first.envelope).hexdigest()
    chained = device.record("rec-2", previous=previous)
    stray = device.record("rec-3", previous="ee" * 32, device="ws-7")
    with rig.console.database.write() as connection:
        failed = rig.console.destruction.take(connection, "ws-1", [first, chained, stray])
    assert [row.id for row in failed] == ["rec-3"]
    return device


def test_records_are_listed_with_what_their_check_gave(rig: Rig) -> None:
    rows = rig.console.destruction.page(REVIEWER, RecordFilter(), PageRequest()).rows
    assert {row.id: row.verification for row in rows} == {
        "rec-1": Verification.VERIFIED,
        "rec-2": Verification.VERIFIED,
        "rec-3": Verification.BAD_CERTIFICATE,
    }


@pytest.mark.parametrize(("record_id", "chained"), [("rec-1", True), ("rec-2", True), ("rec-3", False)])
def test_a_missing_link_in_the_chain_shows(rig: Rig, record_id: str, chained: bool) -> None:
    detail = rig.console.destruction.detail(REVIEWER, record_id)
    assert detail.chained == chained
    assert detail.record is not None
    assert detail.record.residual_risk == ("journal",)


def test_the_signed_file_is_the_record_as_it_came(rig: Rig, agent: Device) -> None:
    raw = rig.console.destruction.signed_file(REVIEWER, "rec-1")
    assert msgspec.json.decode(raw, type=SignedRecord) == agent.record("rec-1")
    assert "sun record.download rec-1 done" in rig.audit_actions()


def test_reading_is_audited_and_what_is_not_there_is_not_found(rig: Rig) -> None:
    rig.console.destruction.detail(REVIEWER, "rec-1")
    assert "sun record.read rec-1 done" in rig.audit_actions()
    for call in (rig.console.destruction.detail, rig.console.destruction.signed_file):
        with pytest.raises(NotFound):
            call(REVIEWER, "rec-9")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REVIEWER}))
def test_nobody_else_reads_records(rig: Rig, role: Role) -> None:
    other, destruction = someone("other", role), rig.console.destruction
    for call in (
        lambda: destruction.page(other, RecordFilter(), PageRequest()),
        lambda: destruction.detail(other, "rec-1"),
        lambda: destruction.signed_file(other, "rec-1"),
    ):
        with pytest.raises(Forbidden):
            call()


def test_the_command_line_gets_all(rig: Rig) -> None:
    assert {row.id for row, record in rig.console.destruction.export_all() if record} == {
        "rec-1",
        "rec-2",
        "rec-3",
    }
