import threading

import pytest
from sqlalchemy import delete, insert, update

from server.audit import store
from server.audit.service import AuditService
from server.audit.types import AuditFilter
from server.authz import Role
from server.errors import Forbidden
from server.paging import PageRequest
from tests.server.support import NOW, Rig, someone
from wire import canonical, instant

AUDITOR = someone("auditor", Role.AUDIT_ADMIN)


def write(rig: Rig, number: int) -> None:
    for i in range(number):
        with rig.console.database.write() as connection:
            rig.console.audit.record(connection, "li", "policy.approve", f"draft {i}")
    rig.console.audit.seal()


def fresh(rig: Rig) -> AuditService:
    """Return the audit service of a console that has just started."""
    audit = rig.console.audit
    return AuditService(rig.console.database, audit._key, rig.clock)


def test_an_action_that_fails_leaves_no_entry(rig: Rig) -> None:
    def failing() -> None:
        with rig.console.database.write() as connection:
            rig.console.audit.record(connection, "li", "policy.approve", "draft 1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert rig.console.audit.seal() == 0


def test_entries_are_sealed_in_one_order_under_a_signed_head(both_rig: Rig) -> None:
    write(both_rig, 5)
    state = both_rig.console.audit.state(AUDITOR)
    assert state.intact
    assert state.size == 5
    page = both_rig.console.audit.page(AUDITOR, AuditFilter(), PageRequest(1, 2))
    assert [row.sequence for row in page.rows] == [4, 3]
    assert (page.total, page.pages) == (5, 3)


def test_many_at_once_leave_no_gap(both_rig: Rig) -> None:
    threads = [threading.Thread(target=write, args=(both_rig, 5)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state = both_rig.console.audit.state(AUDITOR)
    assert (state.size, state.intact) == (30, True)


@pytest.mark.parametrize(
    ("tamper", "problem"),
    [
        (update(store.LOG).where(store.LOG.c.sequence == 2).values(body=b"{}"), "was changed"),
        (delete(store.LOG).where(store.LOG.c.sequence == 2), "entry 2 is missing"),
        (delete(store.LOG).where(store.LOG.c.sequence >= 3), "holds 3 entries"),
        (delete(store.HEAD), "says 0"),
        (update(store.HEAD).values(note="ashseal-audit\n5\nAAAA\n\n"), "checkpoint"),
    ],
)
def test_a_changed_log_is_noticed_and_never_signed_over(rig: Rig, tamper, problem: str) -> None:  # type: ignore[no-untyped-def]
    write(rig, 5)
    with rig.console.database.write() as connection:
        connection.execute(tamper)
    state = rig.console.audit.state(AUDITOR)
    assert not state.intact
    assert problem in state.problem
    restarted = fresh(rig)
    with rig.console.database.write() as connection:
        restarted.record(connection, "li", "policy.approve", "draft 9")
    assert restarted.seal() == 0
    assert problem in restarted.problem


def test_an_entry_added_behind_the_back_is_noticed(rig: Rig) -> None:
    write(rig, 2)
    forged = store.Entry(instant.render(NOW), "li", "policy.approve", "draft 7", "done", "", {})
    values = {"sequence": 2, "at": NOW, "actor": "li", "action": "policy.approve"}
    with rig.console.database.write() as connection:
        connection.execute(
            insert(store.LOG).values(
                **values, body=canonical.encode(forged), object="draft 7", outcome="done"
            )
        )
    assert "holds 3 entries" in rig.console.audit.state(AUDITOR).problem


def test_only_audit_administrators_read_and_export(rig: Rig) -> None:
    for role in set(Role) - {Role.AUDIT_ADMIN}:
        person = someone("other", role)
        for call in (rig.console.audit.state, rig.console.audit.export):
            with pytest.raises(Forbidden):
                call(person)
        with pytest.raises(Forbidden):
            rig.console.audit.page(person, AuditFilter(), PageRequest())


def test_text_that_a_database_refuses_does_not_stop_the_sequencer(both_rig: Rig) -> None:
    with both_rig.console.database.write() as connection:
        both_rig.console.audit.record(connection, "li", "escrow.look", "a\0b\ud800", detail={"x": "\0"})
    assert both_rig.console.audit.seal() == 1
