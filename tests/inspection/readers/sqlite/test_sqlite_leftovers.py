"""Write-ahead logs, journals and free pages: rows that no query returns."""

import sqlite3
from pathlib import Path

import pytest

from inspection.readers.sqlite import sqlite_leftovers
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.readers.sqlite.sqlite_files import database
from tests.inspection.samples import ID, Reading


def test_the_log_beside_a_database_is_read(tmp_path: Path) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE t (a, b)")
        connection.execute("INSERT INTO t VALUES (?, 13800138000)", [ID])
        connection.execute("INSERT INTO t VALUES (?, 'end')", ["long text " * 2000])

    _, log = database(tmp_path / "a.db", fill, journal_mode="WAL")
    reading = Reading(log)
    assert (reading.walk.format, reading.verdict) == ("sqlite-wal", InspectionVerdict.INSPECTED)
    assert f"{ID}\t13800138000" in reading.primary
    assert "long text long text \tend" in reading.primary


def test_a_journal_that_was_left_behind_is_read(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    connection.execute("CREATE TABLE t (a, b)")
    connection.execute("INSERT INTO t VALUES (?, 13800138000)", [ID])
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN")
    connection.execute("UPDATE t SET a = 'changed'")
    connection.executemany("INSERT INTO t VALUES (?, 1)", [["x" * 3000]] * 50)
    content = (tmp_path / "a.db-journal").read_bytes()
    connection.rollback()
    connection.close()
    reading = Reading(content)
    assert reading.walk.format == "sqlite-journal"
    assert f"{ID}\t13800138000" in reading.primary


@pytest.mark.parametrize("read", [sqlite_leftovers.log, sqlite_leftovers.journal])
@pytest.mark.parametrize("size", [0, 511, 513, 3 << 20 | 1])
def test_pages_without_a_size_are_malformed(read: object, size: int) -> None:
    header = (
        bytes(8) + size.to_bytes(4, "big") + bytes(8) + (512).to_bytes(4, "big") + size.to_bytes(4, "big")
    )
    assert callable(read)
    assert Alone(read, header + bytes(1000)).walk.reason == "malformed:sqlite"


def test_a_database_without_a_shape_gives_its_strings() -> None:
    reading = Reading(b"SQLite format 3\0" + bytes(100) + ID.encode())
    assert (reading.walk.reason, ID in reading.text) == ("malformed:sqlite", True)
