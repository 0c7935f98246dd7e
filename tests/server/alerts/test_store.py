from datetime import timedelta

from server.alerts import store
from server.alerts.types import AlertRow, AlertState
from server.database import Database
from tests.server.support import NOW

ROW = AlertRow(0, "k", AlertState.WAITING, "high", "subject", 1, NOW, NOW + timedelta(seconds=5), 0)
EXAMPLE = store.Example("inc-1", NOW, "refused")


def test_an_alert_waits_grows_and_falls_due(database: Database) -> None:
    with database.write() as connection:
        store.add(connection, ROW, [EXAMPLE])
        held = store.waiting(connection, "k")
        assert held is not None
        assert held.examples == (EXAMPLE,)
        assert store.waiting(connection, "other") is None
        store.extend(connection, held.row.id, 2, [EXAMPLE, EXAMPLE])
        assert store.due(connection, NOW) is None
        due = store.due(connection, NOW + timedelta(seconds=5))
        assert due is not None
        assert (due.row.count, len(due.examples)) == (2, 2)


def test_states_change_only_from_the_one_that_was_seen(database: Database) -> None:
    with database.write() as connection:
        store.add(connection, ROW, [])
        held = store.waiting(connection, "k")
        assert held is not None
        number = held.row.id
        assert store.set_state(connection, number, AlertState.WAITING, AlertState.SENDING)
        assert not store.set_state(connection, number, AlertState.WAITING, AlertState.SENDING)
        assert store.in_state(connection, AlertState.SENDING) == (number,)
        store.set_state(connection, number, AlertState.SENDING, AlertState.SENT, sent_at=NOW)
        assert store.last_sent(connection, "k") == NOW
        assert store.last_sent(connection, "other") is None
        assert store.sent_since(connection, NOW - timedelta(seconds=1)) == 1
        assert store.sent_since(connection, NOW) == 0
        rows, total = store.page(connection, 10, 0)
        assert ([row.state for row in rows], total) == ([AlertState.SENT], 1)
