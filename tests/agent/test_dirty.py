"""The dirty list: nothing that changed between taking and settling is lost."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent import dirty
from agent.dirty import Dirty, Writer

WRITER = Writer(5, 4711, 1000, 1000, "7")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    made = dirty.connect(tmp_path / "agent.db")
    yield made
    made.close()


def test_an_entry_comes_back_as_it_was(connection: sqlite3.Connection) -> None:
    strange = Dirty(b"/r/\xff\xfe not text", tree=True, seen_at=2.0, writer=WRITER)
    dirty.mark(connection, [strange, Dirty(b"/r/a", tree=False, seen_at=1.0)])
    first, second = dirty.due(connection, 10.0, 10)
    assert (first.path, first.writer) == (b"/r/a", None)
    assert second == strange._replace(sequence=1)
    assert dirty.count(connection) == 2


def test_a_change_in_between_keeps_it_on_the_list(connection: sqlite3.Connection) -> None:
    dirty.mark(connection, [Dirty(b"/a", tree=False, seen_at=1.0)])
    [taken] = dirty.due(connection, 10.0, 10)
    dirty.mark(connection, [Dirty(b"/a", tree=False, seen_at=2.0)])
    dirty.settle(connection, taken)
    [again] = dirty.due(connection, 10.0, 10)
    assert again.seen_at == 2.0
    dirty.settle(connection, again)
    assert dirty.count(connection) == 0


def test_a_scan_does_not_forget_the_writer_that_an_event_named(connection: sqlite3.Connection) -> None:
    dirty.mark(connection, [Dirty(b"/a", tree=False, seen_at=1.0, writer=WRITER)])
    dirty.mark(connection, [Dirty(b"/a", tree=False, seen_at=2.0)])
    assert dirty.due(connection, 10.0, 10)[0].writer == WRITER


def test_a_postponed_entry_waits_unless_it_changes(connection: sqlite3.Connection) -> None:
    entry = Dirty(b"/a", tree=False, seen_at=1.0)
    dirty.mark(connection, [entry])
    dirty.postpone(connection, entry, 5.0)
    assert dirty.due(connection, 4.9, 10) == []
    assert len(dirty.due(connection, 5.0, 10)) == 1
    dirty.mark(connection, [entry])
    assert len(dirty.due(connection, 2.0, 10)) == 1


def test_a_batch_is_taken_as_a_whole_or_not_at_all(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.Error):
        dirty.mark(connection, [Dirty(b"/a", tree=False, seen_at=1.0), Dirty(object(), False, 1.0)])  # type: ignore[arg-type]
    assert dirty.count(connection) == 0


def test_the_oldest_come_first_and_no_more_than_asked_for(connection: sqlite3.Connection) -> None:
    dirty.mark(connection, [Dirty(b"/%d" % n, tree=False, seen_at=float(-n)) for n in range(20)])
    assert [entry.path for entry in dirty.due(connection, 10.0, 2)] == [b"/19", b"/18"]


def test_a_scan_that_is_owed_is_owed_after_a_restart(connection: sqlite3.Connection, tmp_path: Path) -> None:
    assert not dirty.is_unreconciled(connection)
    dirty.set_unreconciled(connection, unreconciled=True)
    other = dirty.connect(tmp_path / "agent.db")
    assert dirty.is_unreconciled(other)
    dirty.set_unreconciled(other, unreconciled=False)
    assert not dirty.is_unreconciled(connection)
    other.close()


def test_is_marked(connection: sqlite3.Connection) -> None:
    dirty.mark(connection, [Dirty(b"/a", tree=False, seen_at=1.0)])
    assert dirty.is_marked(connection, b"/a")
    assert not dirty.is_marked(connection, b"/b")
