"""The journal's one writer: who waits knows that it is on the disk, and one fault costs one change."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from runtime import sqlite
from smtp_gateway import group_writer
from smtp_gateway.group_writer import Change, GroupWriter

LONG = 20.0  # seconds for what takes a moment


class Writing:
    """A writer on a file with one table, and what another reader sees in it."""

    def __init__(self, path: Path) -> None:
        connection = sqlite.connect(path)
        connection.execute("CREATE TABLE kept (number INTEGER UNIQUE)")
        self.connection = connection
        self.statements: list[str] = []
        connection.set_trace_callback(self.statements.append)
        self.writer = GroupWriter(connection)
        self._path = path

    def numbers(self) -> list[int]:
        with closing(sqlite3.connect(self._path)) as reader:
            return [row[0] for row in reader.execute("SELECT number FROM kept ORDER BY rowid")]

    def commits(self) -> int:
        return self.statements.count("COMMIT")


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Writing]:
    made = Writing(tmp_path / "kept.db")
    yield made
    made.writer.close()


def put(number: int) -> Change:
    return lambda connection: connection.execute("INSERT INTO kept VALUES (?)", (number,)).rowcount


class Held:
    """A change that keeps the writer busy until it is let go, so that others gather behind it."""

    def __init__(self, writer: GroupWriter) -> None:
        self._go, begun = threading.Event(), threading.Event()

        def change(_: sqlite3.Connection) -> None:
            begun.set()
            assert self._go.wait(LONG)

        self.future = writer.submit(change)
        assert begun.wait(LONG)

    def let_go(self) -> None:
        self._go.set()
        self.future.result(LONG)


def test_a_result_means_that_others_can_read_it(writing: Writing) -> None:
    assert writing.writer.submit(put(1)).result(LONG) == 1
    assert writing.numbers() == [1]


def test_what_waits_is_committed_together_in_its_order(writing: Writing) -> None:
    held = Held(writing.writer)
    futures = [writing.writer.submit(put(number)) for number in (3, 1, 2)]
    before = writing.commits()
    held.let_go()
    assert [future.result(LONG) for future in futures] == [1, 1, 1]
    assert writing.numbers() == [3, 1, 2]
    assert writing.commits() - before == 2  # the held one's own, and one for all three


def test_a_change_sees_those_before_it(writing: Writing) -> None:
    held = Held(writing.writer)
    first = writing.writer.submit(put(7))
    second = writing.writer.submit(lambda c: c.execute("SELECT number FROM kept").fetchall())
    held.let_go()
    assert (first.result(LONG), second.result(LONG)) == (1, [(7,)])


def test_a_change_that_fails_is_undone_whole_and_alone(writing: Writing) -> None:
    def half(connection: sqlite3.Connection) -> None:
        put(8)(connection)
        put(1)(connection)  # is there already

    held = Held(writing.writer)
    futures = [writing.writer.submit(change) for change in (put(1), half, put(2))]
    held.let_go()
    wait(futures, LONG)
    assert isinstance(futures[1].exception(), sqlite3.IntegrityError)
    assert writing.numbers() == [1, 2]


def test_a_change_that_was_handed_over_is_made_whoever_stops_waiting(writing: Writing) -> None:
    held = Held(writing.writer)
    future = writing.writer.submit(put(1))
    assert not future.cancel()
    held.let_go()
    assert future.result(LONG) == 1
    assert writing.numbers() == [1]


def test_a_change_raises_what_it_raised(writing: Writing) -> None:
    def wrong(_: sqlite3.Connection) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        writing.writer.submit(wrong).result(LONG)
    assert writing.writer.submit(put(1)).result(LONG) == 1


def test_when_the_transaction_is_gone_nobody_is_told_that_it_was_kept(writing: Writing) -> None:
    """As SQLite does by itself when the disk is full."""

    def full(connection: sqlite3.Connection) -> None:
        connection.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")

    held = Held(writing.writer)
    futures = [writing.writer.submit(change) for change in (put(1), full, put(2))]
    held.let_go()
    for future in futures:
        with pytest.raises(sqlite3.OperationalError) as raised:
            future.result(LONG)
        assert "full" in f"{raised.value} {raised.value.__cause__}"
    assert writing.numbers() == []
    assert writing.writer.submit(put(3)).result(LONG) == 1  # it goes on


def test_a_commit_that_fails_is_told_to_all(writing: Writing) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        connection.execute("CREATE TABLE child (number INTEGER REFERENCES kept (number))")
        connection.execute("INSERT INTO child VALUES (99)")

    held = Held(writing.writer)
    futures = [writing.writer.submit(change) for change in (put(1), broken)]
    held.let_go()
    for future in futures:
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            future.result(LONG)
    assert writing.numbers() == []
    assert writing.writer.submit(put(3)).result(LONG) == 1


def test_a_lazy_change_is_taken_along_by_the_next_one(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_writer, "_LAZY_SECONDS", 3600.0)
    before = writing.commits()
    lazy = writing.writer.submit(put(1), lazy=True)
    with pytest.raises(TimeoutError):
        lazy.result(0.3)
    assert writing.writer.submit(put(2)).result(LONG) == 1
    assert lazy.result(LONG) == 1
    assert writing.numbers() == [1, 2]
    assert writing.commits() - before == 1


def test_a_lazy_change_needs_no_company_in_the_end(writing: Writing) -> None:
    assert writing.writer.submit(put(1), lazy=True).result(LONG) == 1
    assert writing.numbers() == [1]


def test_a_change_somebody_waits_for_does_not_wait_for_company(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every mail would wait while the replies to those before it are noted."""
    monkeypatch.setattr(group_writer, "_LAZY_SECONDS", 3600.0)
    held = Held(writing.writer)
    urgent = writing.writer.submit(put(1))
    lazy = writing.writer.submit(put(2), lazy=True)
    held.let_go()
    assert (urgent.result(LONG), lazy.result(LONG)) == (1, 1)


def test_a_group_has_an_end(writing: Writing) -> None:
    held = Held(writing.writer)
    futures: list[Future[Any]] = [writing.writer.submit(put(number)) for number in range(450)]
    before = writing.commits()
    held.let_go()
    wait(futures, LONG)
    assert writing.numbers() == list(range(450))
    assert writing.commits() - before == 4  # the held one's, 200, 200, 50


def test_many_threads_at_once_lose_nothing(writing: Writing) -> None:
    def work(start: int) -> None:
        for number in range(start, start + 25):
            assert writing.writer.submit(put(number)).result(LONG) == 1

    threads = [threading.Thread(target=work, args=(start,)) for start in range(0, 100, 25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(writing.numbers()) == list(range(100))


def test_closing_commits_what_waits(tmp_path: Path) -> None:
    made = Writing(tmp_path / "kept.db")
    futures = [made.writer.submit(put(number), lazy=number > 0) for number in range(3)]
    made.writer.close()
    assert all(future.done() for future in futures)
    assert made.numbers() == [0, 1, 2]
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        made.connection.execute("SELECT 1")
