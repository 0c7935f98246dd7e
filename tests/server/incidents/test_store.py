from datetime import timedelta

import pytest

from server.database import Database
from server.incidents import store
from server.incidents.rows import row_of
from server.incidents.types import Comment, Filter, IncidentState
from tests.server.events import file_incident, mail_incident
from tests.server.support import NOW
from wire import instant


@pytest.fixture(autouse=True)
def filled(database: Database) -> None:
    day = timedelta(days=1)
    incidents = [
        mail_incident("a", occurred_at=instant.render(NOW - day), severity="low", outcome="refused"),
        mail_incident("b"),
        file_incident("c", occurred_at=instant.render(NOW + day)),
    ]
    with database.write() as connection:
        store.add(connection, [(row_of("gw-1", one, NOW), b"{}") for one in incidents])
        store.add(connection, [])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), "cba"),
        (Filter(severity="low"), "a"),
        (Filter(channel="file"), "c"),
        (Filter(outcome="refused"), "a"),
        (Filter(state=IncidentState.CLOSED), ""),
        (Filter(text="CLIENTS.XLSX"), "c"),
        (Filter(text="client.example"), "ba"),
        (Filter(text="%"), ""),
        (Filter(text="resident_id"), "cba"),
        (Filter(device="gw-2"), ""),
        (Filter(rule="client-data-in-mail", since=NOW), "cb"),
        (Filter(until=NOW), "a"),
    ],
)
def test_filters_narrow_and_the_newest_comes_first(database: Database, wanted: Filter, found: str) -> None:
    with database.read() as connection:
        rows, total = store.page(connection, wanted, 10, 0)
        assert "".join(row.id for row in rows) == found
        assert total == len(found)
        assert [row.id for row in store.every(connection, wanted, 10)] == [row.id for row in rows]


def test_pages(database: Database) -> None:
    with database.read() as connection:
        rows, total = store.page(connection, Filter(), 2, 2)
    assert ([row.id for row in rows], total) == (["a"], 3)


def test_counts(database: Database) -> None:
    with database.read() as connection:
        assert store.count_by(connection, "severity", [store.not_closed()]) == {"low": 1, "high": 2}
        assert store.count_by(connection, "outcome", [store.since(NOW)]) == {"sealed-pdf": 1, "destroyed": 1}
        assert store.count_by_day(connection, NOW) == {"2026-05-04": 1, "2026-05-05": 1}


def test_an_incident_changes_only_in_the_state_it_was_seen_in(database: Database) -> None:
    with database.write() as connection:
        assert store.change(connection, "a", IncidentState.OPEN, state="closed")
        assert not store.change(connection, "a", IncidentState.OPEN, state="assigned")
        found = store.one(connection, "a")
        assert found is not None
        assert found[0].state is IncidentState.CLOSED
        assert store.one(connection, "z") is None


def test_notes_stand_in_order(database: Database) -> None:
    with database.write() as connection:
        for text in ("one", "two"):
            store.add_note(connection, "a", Comment(NOW, "li", "comment", text))
        assert [note.text for note in store.notes(connection, "a")] == ["one", "two"]
        assert store.notes(connection, "b") == ()
