"""The tables of documents on SQLite and PostgreSQL."""

from datetime import timedelta

from server.database import Database
from server.documents import store
from server.documents.types import DocumentRow
from tests.server.support import NOW


def row(name: str) -> DocumentRow:
    return DocumentRow(name, "contract", 900, NOW, "zhao", "a reason")


def test_a_document_is_there_until_it_is_withdrawn(database: Database) -> None:
    with database.write() as connection:
        for name in ("b", "a"):
            store.add(connection, row(name), mark=f"mark of {name}", grams=name.encode())
    with database.read() as connection:
        assert store.rows(connection) == (row("a"), row("b"))
        assert store.marks(connection) == {name: ("contract", f"mark of {name}") for name in "ab"}
        assert store.kept(connection) == [(row("b"), b"b"), (row("a"), b"a")]
    with database.write() as connection:
        assert store.withdraw(connection, ["a", "c"], at=NOW, by="qian", reason="old") == 1
        assert store.withdraw(connection, ["a"], at=NOW, by="qian", reason="old") == 0
        assert store.kept(connection) == [(row("b"), b"b")]


def test_a_form_takes_the_place_of_the_one_before(database: Database) -> None:
    later = NOW + timedelta(hours=1)
    with database.write() as connection:
        assert store.register(connection, "full") is None
        store.put_register(connection, "full", NOW, 1, b"one")
        store.put_register(connection, "edge", NOW, 1, b"edge")
        store.put_register(connection, "full", later, 2, b"two")
        assert store.register(connection, "full") == (2, b"two")
        assert store.built_at(connection) == {"full": later, "edge": NOW}
