import hashlib
import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from server.alerts import store as alerts_store
from server.destruction import store as destruction_store
from server.escrow import store as escrow_store
from server.incidents import store as incidents_store
from server.machines import store
from server.machines.admission import Admitted
from server.machines.intake import ID_TAKEN, NOT_STORED, Areas, Intake, StoreAway
from tests.server.events import Device, escrowed, mail_incident
from tests.server.support import Rig
from wire.event_batch import Event, encode_event


def intake(rig: Rig) -> Intake:
    console = rig.console
    areas = Areas(console.incidents, console.destruction, console.escrow, console.alerts, console.releases)
    return Intake(console.database, areas, rig.clock)


def one(event: Event, device: str = "gw-1") -> Admitted:
    return Admitted(device, event.id, hashlib.sha256(encode_event(event)).digest(), event)


def count(rig: Rig, table) -> int:  # type: ignore[no-untyped-def]
    with rig.console.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_each_kind_reaches_its_area_and_alerts_go_with_it(both_rig: Rig) -> None:
    rig = both_rig
    agent = Device("ws-1", "agent")
    agent.enrol(rig)
    sealing = rig.console.escrow._keys.sealing.public_key()
    stray = agent.record("rec-2", device="ws-9")
    events = [
        one(mail_incident("a")),
        one(mail_incident("b", severity="low")),
        one(escrowed(sealing)),
        one(agent.record(), "ws-1"),
        one(stray, "ws-1"),
    ]
    assert intake(rig).store(events) == [""] * 5
    assert count(rig, incidents_store.INCIDENT) == 2
    assert count(rig, escrow_store.ESCROW) == 1
    assert count(rig, destruction_store.RECORD) == 2
    assert count(rig, alerts_store.ALERT) == 2  # the severe incident, and the record that failed its check


def test_an_event_is_stored_exactly_once(both_rig: Rig) -> None:
    for _ in range(3):
        assert intake(both_rig).store([one(mail_incident("a")), one(mail_incident("a"))]) == ["", ""]
    assert count(both_rig, incidents_store.INCIDENT) == 1


def test_an_id_belongs_to_one_device_and_one_content(both_rig: Rig) -> None:
    intake(both_rig).store([one(mail_incident("a"))])
    assert intake(both_rig).store([one(mail_incident("a"), "gw-2")]) == [ID_TAKEN]
    assert intake(both_rig).store([one(mail_incident("a", rule="other"))]) == [ID_TAKEN]
    fresh = [one(mail_incident("b")), one(mail_incident("b", rule="other"))]
    assert intake(both_rig).store(fresh) == ["", ID_TAKEN]


def test_the_one_poison_event_is_found_and_all_others_are_stored(both_rig: Rig) -> None:
    """An id that is a policy's business passes the bounds and fails in the store: the worst case."""
    rig = both_rig
    with rig.console.database.write() as connection:
        rig.console.incidents.take(connection, "gw-1", [mail_incident("bad")])  # breaks the primary key
    events = [one(mail_incident(f"e{i}")) for i in range(40)]
    events.insert(17, one(mail_incident("bad")))
    answers = intake(rig).store(events)
    assert [answer for answer in answers if answer] == [NOT_STORED]
    assert answers[17] == NOT_STORED
    assert count(rig, incidents_store.INCIDENT) == 41
    assert count(rig, store.EVENT) == 40
    assert intake(rig).store([one(mail_incident("after"))]) == [""]


def test_text_that_postgresql_refuses_is_poison_there_and_hurts_nobody(both_rig: Rig) -> None:
    answers = intake(both_rig).store([one(mail_incident("a")), one(mail_incident("bad", rule="x\0y"))])
    assert answers[0] == ""
    assert answers[1] in {"", NOT_STORED}
    assert count(both_rig, incidents_store.INCIDENT) == answers.count("")


def test_an_absent_database_refuses_nothing(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(store, "add", fail)
    with pytest.raises(StoreAway):
        intake(rig).store([one(mail_incident("a")), one(mail_incident("b"))])
    monkeypatch.undo()
    assert count(rig, incidents_store.INCIDENT) == 0
    assert intake(rig).store([one(mail_incident("a"))]) == [""]


def test_two_consoles_that_take_the_same_event_store_it_once(both_rig: Rig) -> None:
    answers: list[list[str]] = []
    events = [one(mail_incident(f"e{i}")) for i in range(20)]
    threads = [
        threading.Thread(target=lambda: answers.append(intake(both_rig).store(events))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(both_rig, incidents_store.INCIDENT) == 20
    assert all(answer == [""] * 20 for answer in answers)
