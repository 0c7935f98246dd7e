"""SQLite databases: every table as a table, every deleted row that is still there, no damage unseen."""

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.readers.sqlite.sqlite_files import database
from tests.inspection.samples import ID, OTHER_ID, Reading, word


def clients(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE 客户 (姓名 TEXT, 身份证号 TEXT, 手机 INTEGER, 附件 BLOB)")
    connection.execute("CREATE TABLE keyed (name TEXT PRIMARY KEY, value) WITHOUT ROWID")
    connection.execute("CREATE VIEW seen AS SELECT 姓名 FROM 客户")
    connection.execute("INSERT INTO 客户 VALUES ('张三', ?, 13800138000, NULL)", [ID])
    connection.execute("INSERT INTO keyed VALUES ('a', 'in-keyed')")


@pytest.mark.parametrize("encoding", ["'UTF-8'", "'UTF-16le'", "'UTF-16be'"])
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_tables_are_lines_of_cells_below_the_names_of_columns(
    tmp_path: Path, encoding: str, journal: str
) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        clients(connection)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    content, _ = database(tmp_path / "a.db", fill, encoding=encoding, journal_mode=journal)
    reading = Reading(content)
    assert (reading.verdict, reading.walk.reason) == (InspectionVerdict.INSPECTED, "")
    assert f"姓名\t身份证号\t手机\t附件\n张三\t{ID}\t13800138000\t" in [s.text for s in reading.segments]
    assert "name\tvalue\na\tin-keyed" in reading.primary
    assert "CREATE VIEW seen" in reading.primary
    assert reading.kinds_of("13800138000") == {"table"}


def test_blobs_are_files_and_texts_are_documents(tmp_path: Path) -> None:
    page = f"<html><body>{'x' * 200}<p>{OTHER_ID[:6]}<b>{OTHER_ID[6:]}</b></p></body></html>"

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE t (a, b, c)")
        values = [word(ID), page, f"一段文字{ID}".encode("gb18030")]
        connection.execute("INSERT INTO t VALUES (?, ?, ?)", values)
        connection.execute("INSERT INTO t VALUES (1, 2, ?)", [os.urandom(40)])

    reading = Reading(database(tmp_path / "a.db", fill)[0])
    assert reading.primary.count(ID) >= 2
    assert OTHER_ID in reading.text
    assert (reading.walk.reason, reading.walk.unread >= {"blob"}) == ("", True)


def test_deleted_rows_are_read(tmp_path: Path) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE t (a, b INTEGER)")
        rows = [(f"deleted {ID} {'x' * 300}", 15000000000 + number) for number in range(200)]
        connection.executemany("INSERT INTO t VALUES (?, ?)", rows)
        connection.commit()
        connection.execute("DELETE FROM t")

    reading = Reading(database(tmp_path / "a.db", fill)[0])
    assert ID in reading.text
    assert "15000000100" in reading.text
    assert reading.kinds_of("15000000100") == {"free pages"}
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_nothing_of_the_file_is_run(tmp_path: Path) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        clients(connection)
        connection.execute("CREATE TABLE g (a, b AS (zeroblob(900000000)) VIRTUAL)")
        connection.execute("INSERT INTO g (a) VALUES (1)")

    reading = Reading(database(tmp_path / "a.db", fill)[0])
    assert (reading.walk.reason, ID in reading.text) == ("malformed:sqlite", True)


def test_a_database_beyond_what_may_be_held_is_read_by_its_pages(tmp_path: Path) -> None:
    content, _ = database(tmp_path / "a.db", clients)
    reading = Reading(content, limits=Limits(held=4096))
    assert (reading.walk.reason, f"{ID}\t13800138000" in reading.text) == ("limit:held", True)


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return database(tmp_path_factory.mktemp("db") / "a.db", clients, page_size="512")[0]


def test_a_table_whose_kind_is_no_longer_text_is_told(intact: bytes) -> None:
    content = bytearray(intact)
    content[intact.index(b"\x17\x19\x19\x01\x81/table")] = 0x16  # a blob of the same length
    reading = Reading(bytes(content))
    assert (reading.walk.reason, ID in reading.text) == ("malformed:sqlite", True)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_loses_a_row_silently(intact: bytes, data: st.DataObject) -> None:
    content = bytearray(intact)
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    number = intact.index(ID.encode())
    assert Reading(bytes(content)).found_or_told(ID) or number <= at < number + len(ID)
    assert Reading(intact[: max(at, 100)]).found_or_told(ID)
