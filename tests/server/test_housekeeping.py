import asyncio
from contextlib import closing

import msgspec
from sqlalchemy import delete

from runtime.metrics import Metrics
from server.assembly import assemble
from server.audit import store as audit_store
from server.authz import Role
from server.housekeeping import Chore, chores_of, first_round, run
from server.paging import PageRequest
from server.settings import ExactMatch
from tests.server.support import Rig, document, someone


async def test_a_chore_that_fails_comes_again_and_stops_no_other() -> None:
    done: list[str] = []
    metrics, stop = Metrics(), asyncio.Event()

    def fail() -> None:
        done.append("bad")
        raise RuntimeError

    def work() -> None:
        done.append("good")
        if len(done) > 6:
            loop.call_soon_threadsafe(stop.set)

    loop = asyncio.get_running_loop()
    chores = (Chore("bad", 0.01, fail), Chore("good", 0.01, work))
    await asyncio.wait_for(run(chores, stop, metrics), 10)
    assert done.count("bad") > 1
    assert done.count("good") > 1
    assert metrics.value("ashseal_chore_failures_total", chore="bad") == done.count("bad")


async def test_gauges_are_there_before_the_console_tells_that_it_is_ready(rig: Rig) -> None:
    metrics = Metrics()
    await first_round(chores_of(rig.console, metrics, rig.clock), metrics)
    assert "ashseal_audit_intact 1" in metrics.render()


def test_every_chore_can_be_done_on_an_empty_console(rig: Rig) -> None:
    for chore in chores_of(rig.console, Metrics(), rig.clock):
        chore.work()


def test_a_changed_audit_log_alarms_once(rig: Rig) -> None:
    rig.console.policy.publish_first([document()], "demo", "first")
    with rig.console.database.write() as connection:
        connection.execute(delete(audit_store.LOG))
    rig.console.audit._compared = False  # as after a restart
    metrics = Metrics()
    seal = next(chore for chore in chores_of(rig.console, metrics, rig.clock) if chore.name == "seal-audit")
    for _ in range(3):
        seal.work()
    assert metrics.value("ashseal_audit_intact") == 0
    alerts = rig.console.alerts.page(someone("admin", Role.SYSTEM_ADMIN), PageRequest())
    assert [(row.severity, row.count) for row in alerts.rows] == [("critical", 1)]


def test_an_index_that_cannot_be_taken_over_alarms_once(rig: Rig) -> None:
    settings = msgspec.structs.replace(rig.settings, exact_match=ExactMatch(files=("/nowhere/clients.edm",)))
    with closing(assemble(settings, rig.clock)) as console:
        look = next(one for one in chores_of(console, Metrics(), rig.clock) if one.name == "look-at-indexes")
        for _ in range(3):
            look.work()
    alerts = rig.console.alerts.page(someone("admin", Role.SYSTEM_ADMIN), PageRequest())
    assert [(row.subject, row.severity, row.count) for row in alerts.rows] == [
        ("exact-match indexes", "high", 1)
    ]
