"""A committed transaction is on the disk; one that failed never was."""

import sqlite3
from pathlib import Path

import pytest

from runtime.sqlite import connect, transaction


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def rows(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    connection = connect(tmp_path / "journal.db")
    connection.execute("CREATE TABLE t (a INTEGER UNIQUE)")
    return connection


def test_it_is_opened_to_survive_a_power_cut_and_for_its_owner_alone(tmp_path: Path) -> None:
    connection = connect(tmp_path / "journal.db")
    assert pragma(connection, "journal_mode") == "wal"
    assert pragma(connection, "synchronous") == 2
    assert pragma(connection, "foreign_keys") == 1
    connection.execute("CREATE TABLE t (a)")
    modes = {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes == {0o600}
    connection.close()


def test_what_fails_midway_leaves_nothing(connection: sqlite3.Connection) -> None:
    def fails_midway() -> None:
        with transaction(connection):
            connection.execute("INSERT INTO t VALUES (1)")
            connection.execute("INSERT INTO t VALUES (1)")

    with pytest.raises(sqlite3.IntegrityError):
        fails_midway()
    assert rows(connection) == 0
    assert not connection.in_transaction
    connection.close()


def test_a_transaction_within_another_is_decided_by_the_outer_one(connection: sqlite3.Connection) -> None:
    def fails_after_the_inner_one() -> None:
        with transaction(connection):
            with transaction(connection):
                connection.execute("INSERT INTO t VALUES (1)")
            raise KeyError

    with pytest.raises(KeyError):
        fails_after_the_inner_one()
    assert rows(connection) == 0
    with transaction(connection), transaction(connection):
        connection.execute("INSERT INTO t VALUES (1)")
    assert rows(connection) == 1
    connection.close()


def test_another_connection_sees_it_after_the_commit_and_not_before(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    other = connect(tmp_path / "journal.db")
    with transaction(connection):
        connection.execute("INSERT INTO t VALUES (1)")
        assert rows(other) == 0
    assert rows(other) == 1
    other.close()
    connection.close()
