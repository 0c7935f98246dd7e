"""The journal: one way to change a state, and it is all or nothing."""

import sqlite3
from pathlib import Path

import pytest

from agent.destruction import DestructionState
from agent.journal import Journal, Superseded, Version
from tests.agent.test_destruction import intent

S = DestructionState
VERSION = Version(1, 2, 3, 4, 5)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "agent.db")


def test_an_intent_goes_on_only_from_the_state_it_is_in(journal: Journal) -> None:
    journal.advance(intent(), None)
    journal.advance(intent(S.MOVED), S.PLANNED)
    with pytest.raises(Superseded):
        journal.advance(intent(S.MOVED), S.PLANNED)
    with pytest.raises(Superseded):
        journal.advance(intent(), None)
    assert [one.state for one in journal.unfinished()] == [S.MOVED]


def test_what_goes_along_is_committed_with_it_or_nothing_is(journal: Journal) -> None:
    journal.advance(intent(), None)

    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO meta VALUES('along', '1')")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        journal.advance(intent(S.MOVED), S.PLANNED, broken)
    assert [one.state for one in journal.unfinished()] == [S.PLANNED]
    with journal.transaction() as connection:
        assert connection.execute("SELECT * FROM meta").fetchall() == []


def test_an_intent_is_found_by_its_leftover_until_it_is_recorded(journal: Journal) -> None:
    journal.advance(intent(), None)
    found = journal.intent_of("l-1")
    assert found == intent()
    assert journal.intent("d-1") == intent()
    journal.advance(intent(S.RECORDED), S.PLANNED)
    assert journal.intent_of("l-1") is None
    assert journal.intent("d-1") is not None
    assert journal.intent("d-2") is None
    assert journal.unfinished() == []


def test_everything_is_there_after_closing(journal: Journal, tmp_path: Path) -> None:
    journal.advance(intent(), None)
    journal.ask_log_off("wang", "2026-01-01T00:00:00.000000Z")
    journal.close()
    again = Journal(tmp_path / "agent.db")
    assert again.unfinished() == [intent()]
    assert again.log_offs() == [(1, "wang")]
    again.settle_log_off(1)
    assert again.log_offs() == []


@pytest.mark.parametrize("field", Version._fields)
def test_a_verdict_is_for_exactly_one_version(journal: Journal, field: str) -> None:
    journal.remember(VERSION, "1:a", "clean")
    assert journal.verdict(VERSION, "1:a") == "clean"
    assert journal.verdict(VERSION._replace(**{field: 99}), "1:a") is None
    assert journal.verdict(VERSION, "2:b") is None


def test_a_new_verdict_takes_the_place_of_the_old_one(journal: Journal) -> None:
    journal.remember(VERSION, "1:a", "clean")
    journal.remember(VERSION._replace(ctime_ns=9), "1:a", "leftover")
    assert journal.verdict(VERSION, "1:a") is None


def test_it_can_be_read_by_its_owner_alone(journal: Journal) -> None:
    assert journal.path.stat().st_mode & 0o077 == 0
