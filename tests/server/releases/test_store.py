from datetime import timedelta

from server.database import Database
from server.releases import store
from server.releases.types import Release, ReleaseState, Use
from tests.server.releases.asking import wanted
from tests.server.support import NOW


def add(database: Database, **changes: object) -> int:
    with database.write() as connection:
        return store.add(connection, Release(0, ReleaseState.SUBMITTED, wanted(**changes), "li", 1, NOW))


def test_a_release_comes_back_as_it_was(database: Database) -> None:
    number = add(database)
    with database.read() as connection:
        assert store.one(connection, number) == Release(
            number, ReleaseState.SUBMITTED, wanted(), "li", 1, NOW
        )
        assert store.one(connection, number + 1) is None


def test_a_state_changes_only_from_the_one_that_was_read(database: Database) -> None:
    number = add(database)
    with database.write() as connection:
        assert store.change(connection, number, ReleaseState.SUBMITTED, state="approved")
        assert not store.change(connection, number, ReleaseState.SUBMITTED, state="rejected")
        assert [each.id for each in store.approved(connection, NOW + timedelta(days=7))] == [number]
        assert store.approved(connection, NOW + timedelta(days=7, seconds=1)) == ()


def test_what_waits_stands_first_and_ones_own_can_be_asked_for(database: Database) -> None:
    first, second = add(database), add(database, sender="sun@bank.example")
    with database.write() as connection:
        assert [each.id for each in store.page(connection, 5, 0)[0]] == [second, first]
        store.change(connection, second, ReleaseState.SUBMITTED, state="approved")
        assert [each.id for each in store.page(connection, 5, 0)[0]] == [first, second]
        assert store.page(connection, 5, 0, of=(9, "sun@bank.example"))[1] == 1
        assert store.page(connection, 5, 0, of=(1, "nobody"))[1] == 2
        assert store.waiting(connection, NOW) == 1
        assert store.waiting(connection, NOW + timedelta(days=8)) == 0


def test_uses_are_counted_by_release_and_listed_newest_first(database: Database) -> None:
    uses = [Use(f"inc-{n}", NOW + timedelta(hours=n), "chen@audit.example", "sealed-pdf") for n in range(3)]
    with database.write() as connection:
        store.add_uses(connection, [(7, uses[0]), (7, uses[2]), (8, uses[1])])
        store.add_uses(connection, [])
        assert store.uses(connection, 7, 1, 0) == ((uses[2],), 2)
        assert store.use_counts(connection, [7, 8, 9]) == {7: 2, 8: 1}


def test_there_is_one_register(database: Database) -> None:
    with database.write() as connection:
        assert (store.issued_at(connection), store.envelope(connection)) == (None, b"")
        store.lock_register(connection)
        for n in range(2):
            store.put_register(connection, NOW + timedelta(hours=n), b"signed %d" % n)
        assert (store.issued_at(connection), store.envelope(connection)) == (
            NOW + timedelta(hours=1),
            b"signed 1",
        )
