"""A file that cannot be read is named and left out; all others count."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from sqlglot import exp

from server.replay.history import ROWS, History
from server.replay.store import FeatureStore
from tests.server.replay.asking import EVER, stored
from tests.server.replay.generated import START, maker

COUNT = exp.select(
    exp.alias_(exp.Count(this=exp.Star()), "rows"), exp.alias_(exp.Max(this=exp.column("at")), "last")
)

EVERYTHING = COUNT.select(*(exp.Max(this=exp.column(name)) for name in ("id", "sender", "size"))).from_(ROWS)


@pytest.fixture
def store(tmp_path: Path) -> FeatureStore:
    made = maker(1)
    return stored(tmp_path, [made.subject(()) for _ in range(100)], ())


def test_only_what_is_recent_enough_is_there(store: FeatureStore) -> None:
    with History(store, EVER) as everything, History(store, START + dt.timedelta(days=2)) as recent:
        [all_of_it] = everything.ask(COUNT.from_(ROWS))
        [some_of_it] = recent.ask(COUNT.from_(ROWS))
    assert all_of_it["rows"] == 100
    assert 0 < some_of_it["rows"] < 100
    assert some_of_it["last"] == all_of_it["last"]


def test_a_history_without_files_is_empty(tmp_path: Path) -> None:
    with History(FeatureStore(tmp_path / "none"), EVER) as history:
        assert history.ask(COUNT.from_(ROWS)) == [{"rows": 0, "last": None}]
        assert history.rows() == 0


def test_a_damaged_file_costs_nothing_else(store: FeatureStore) -> None:
    broken, cut, *others = store.files("rows", EVER.date())
    whole = broken.read_bytes()
    broken.write_bytes(whole[:60] + bytes(200) + whole[260:])  # its frame is in order: only reading tells
    cut.write_bytes(cut.read_bytes()[:-20])
    with History(store, EVER) as history:
        [found] = history.ask(EVERYTHING)
        assert 0 < found["rows"] < 100
        assert len(history.skipped) == 2
        assert str(cut) in history.skipped[0]
        assert str(broken) in history.skipped[1]
    assert others


def test_a_question_that_is_wrong_is_no_fault_of_a_file(store: FeatureStore) -> None:
    with History(store, EVER) as history, pytest.raises(duckdb.BinderException):
        history.ask(exp.select("no_such_column").from_(ROWS))
    assert history.skipped == []
