import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from server.database import Database, Instant, storable

SCRATCH = Table("scratch", MetaData(), Column("id", Integer, primary_key=True), Column("at", Instant))


@pytest.fixture(autouse=True)
def scratch(database: Database) -> None:
    with database.write() as connection:
        SCRATCH.create(connection)


def test_what_raises_is_rolled_back(database: Database) -> None:
    def failing() -> None:
        with database.write() as connection:
            connection.execute(insert(SCRATCH).values(id=1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    with database.read() as connection:
        assert connection.execute(select(SCRATCH)).all() == []


def test_reading_commits_nothing(database: Database) -> None:
    with database.read() as connection:
        connection.execute(insert(SCRATCH).values(id=1))
    with database.read() as connection:
        assert connection.execute(select(SCRATCH)).all() == []


def test_instants_come_back_aware_and_in_utc(database: Database) -> None:
    moment = datetime(2026, 5, 4, 18, 0, 0, 123, timezone(timedelta(hours=8)))
    with database.write() as connection:
        connection.execute(insert(SCRATCH).values(id=1, at=moment))
    with database.read() as connection:
        found = connection.execute(select(SCRATCH.c.at)).scalar_one()
    assert found == moment
    assert found.tzinfo is UTC


def test_an_error_never_quotes_what_was_to_be_stored(database: Database) -> None:
    def failing() -> None:
        with database.write() as connection:
            connection.execute(text("SELECT :value FROM missing").params(value="110105194912310021"))

    with pytest.raises(DBAPIError) as refused:
        failing()
    assert "110105194912310021" not in str(refused.value)


def test_many_writers_wait_for_each_other(database: Database) -> None:
    def write(number: int) -> None:
        with database.write() as connection:
            count = len(connection.execute(select(SCRATCH)).all())
            connection.execute(insert(SCRATCH).values(id=number))
            assert len(connection.execute(select(SCRATCH)).all()) > count

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert len(connection.execute(select(SCRATCH)).all()) == 20


def test_sqlite_survives_a_power_cut_after_a_commit(database: Database) -> None:
    if not database.sqlite:
        return
    with database.read() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA secure_delete")).scalar_one() == 1


def test_storable_text_is_taken_by_both_databases(database: Database) -> None:
    odd = storable("a\0b\ud800c")
    with database.read() as connection:
        assert connection.execute(select(text(":odd")).params(odd=odd)).scalar_one() == "a\ufffdb?c"
