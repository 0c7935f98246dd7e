from datetime import timedelta

from server.audit import store
from server.audit.types import AuditFilter
from server.database import Database
from tests.server.support import NOW
from wire import canonical, instant


def entry(number: int, action: str = "policy.approve") -> bytes:
    at = instant.render(NOW + timedelta(minutes=number))
    made = store.Entry(at, "li", action, f"draft 100%_{number}", "done", "", {"reason": "why"})
    return canonical.encode(made)


def fill(database: Database, number: int) -> None:
    with database.write() as connection:
        for i in range(number):
            store.add_waiting(connection, entry(i, "policy.approve" if i % 2 else "escrow.open"))
        rows = store.waiting(connection, 100)
        store.seal(connection, [(key, sequence, body) for sequence, (key, body) in enumerate(rows)])


def test_sealing_moves_entries_in_order(database: Database) -> None:
    fill(database, 5)
    with database.read() as connection:
        assert store.waiting(connection, 10) == []
        assert [sequence for sequence, _ in store.bodies(connection)] == [0, 1, 2, 3, 4]
        newest = store.page(connection, AuditFilter(), 2, 0)
    assert [row.sequence for row in newest] == [4, 3]
    assert newest[0].detail == {"reason": "why"}


def test_filters_narrow(database: Database) -> None:
    fill(database, 6)
    with database.read() as connection:
        assert store.count(connection, AuditFilter(action="policy.")) == 3
        assert store.count(connection, AuditFilter(actor="nobody")) == 0
        assert store.count(connection, AuditFilter(object="100%_1")) == 1
        assert store.count(connection, AuditFilter(since=NOW + timedelta(minutes=4))) == 2
        assert store.count(connection, AuditFilter(until=NOW + timedelta(minutes=4))) == 4
        assert store.count(connection, AuditFilter(outcome="refused")) == 0


def test_the_newest_head_is_the_largest(database: Database) -> None:
    with database.write() as connection:
        assert store.newest_head(connection) is None
        for size in (3, 9):
            store.add_head(connection, store.Head(size, b"r", b"f", "note", NOW))
        head = store.newest_head(connection)
    assert head is not None
    assert (head.size, head.sealed_at) == (9, NOW)


def test_one_sequencer_at_a_time(database: Database) -> None:
    with database.write() as connection:
        store.lock_sequencer(connection)
        store.lock_sequencer(connection)  # the same transaction may ask again
