"""Events wait on the disk, each once, until the console has committed them."""

import asyncio
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import outbox as outbox_module
from runtime import sqlite
from runtime.outbox import Outbox, OutboxState
from tests.killed import exit_code
from tests.runtime import outbox_victim
from tests.runtime.conftest import make_incident
from wire.event_batch import BatchReply, RefusedEvent, decode_event
from wire.incident import Incident

MakeIncident = Callable[..., Incident]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gateway.db"


@pytest.fixture
def outbox(path: Path) -> Iterator[Outbox]:
    outbox = Outbox(path)
    yield outbox
    outbox.close()


def ids(outbox: Outbox) -> list[str]:
    return [entry.id for entry in outbox.pending(1000)]


def states(path: Path) -> dict[str, str]:
    connection = sqlite.connect(path)
    found = dict(connection.execute("SELECT id, state FROM outbox").fetchall())
    connection.close()
    return found


def test_an_event_waits_as_it_was_put(outbox: Outbox, incident: MakeIncident) -> None:
    outbox.put(incident("a"))
    (entry,) = outbox.pending(10)
    assert decode_event(entry.raw) == incident("a")
    assert outbox.depth() == 1


def test_the_oldest_go_first(outbox: Outbox, incident: MakeIncident) -> None:
    for event_id in ("c", "a", "b"):
        outbox.put(incident(event_id))
    assert [entry.id for entry in outbox.pending(2)] == ["c", "a"]


def test_the_same_id_is_one_event_waiting_delivered_or_parked(outbox: Outbox, incident: MakeIncident) -> None:
    for event_id in ("a", "b", "c"):
        outbox.put(incident(event_id))
    outbox.settle(BatchReply(("a",), (RefusedEvent("b", "no"),)))
    for event_id in ("a", "b", "c"):
        outbox.put(incident(event_id, reason="again"))
    assert ids(outbox) == ["c"]
    assert [entry.id for entry in outbox.parked()] == ["b"]


def test_what_is_delivered_leaves_and_nothing_of_it_stays_but_its_id(
    outbox: Outbox, path: Path, incident: MakeIncident
) -> None:
    outbox.put(incident("a", reason="unmistakable words"))
    assert outbox.settle(BatchReply(("a", "unknown"))) == 1
    assert outbox.depth() == 0
    assert states(path) == {"a": "delivered"}
    outbox.close()
    sqlite.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)").connection.close()
    assert b"unmistakable words" not in path.read_bytes()


def test_what_is_refused_is_kept_with_its_reason_and_stops_nobody(
    outbox: Outbox, incident: MakeIncident
) -> None:
    outbox.put(incident("a"))
    outbox.put(incident("b"))
    assert outbox.settle(BatchReply((), (RefusedEvent("a", "unknown rule"),))) == 1
    (parked,) = outbox.parked()
    assert (parked.id, parked.reason, outbox.parked_count()) == ("a", "unknown rule", 1)
    assert decode_event(parked.raw) == incident("a")
    assert ids(outbox) == ["b"]
    assert outbox.retry_parked() == 1
    assert ids(outbox) == ["a", "b"]


def test_an_event_beyond_the_bounds_of_the_wire_is_parked_at_once(
    outbox: Outbox, incident: MakeIncident
) -> None:
    outbox.put(incident("a", reason="x" * 2000))
    assert outbox.depth() == 0
    assert [(entry.id, entry.reason) for entry in outbox.parked()] == [("a", "does not fit the wire")]


def test_a_settled_event_stays_settled(outbox: Outbox, path: Path, incident: MakeIncident) -> None:
    outbox.put(incident("a"))
    outbox.settle(BatchReply(("a",)))
    assert outbox.settle(BatchReply((), (RefusedEvent("a", "late"),))) == 0
    assert states(path) == {"a": "delivered"}


def test_only_the_newest_delivered_ids_are_remembered(
    outbox: Outbox, path: Path, incident: MakeIncident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "REMEMBERED", 2)
    for event_id in ("a", "b", "c", "d"):
        outbox.put(incident(event_id))
    outbox.settle(BatchReply(("a", "b", "c")))
    assert states(path) == {"b": "delivered", "c": "delivered", "d": "pending"}


def test_event_and_journal_are_one_commit(outbox: Outbox, path: Path, incident: MakeIncident) -> None:
    journal = sqlite.connect(path)
    journal.execute("CREATE TABLE journal (id TEXT)")

    def fails_midway() -> None:
        with sqlite.transaction(journal):
            journal.execute("INSERT INTO journal VALUES ('a')")
            outbox.put(incident("a"), connection=journal)
            raise KeyError

    with pytest.raises(KeyError):
        fails_midway()
    assert outbox.depth() == 0
    with sqlite.transaction(journal):
        outbox.put_in(journal, incident("a"))
        assert outbox.depth() == 0
    assert outbox.depth() == 1
    journal.close()


def test_the_table_joins_a_components_own_database(path: Path, incident: MakeIncident) -> None:
    connection = sqlite.connect(path)
    Outbox.attach(connection)
    Outbox.attach(connection)
    connection.close()
    outbox = Outbox(path)
    outbox.put(incident("a"))
    outbox.close()
    assert states(path) == {"a": "pending"}


def test_a_full_disk_is_told_to_the_caller_and_loses_nothing(path: Path, incident: MakeIncident) -> None:
    outbox = Outbox(path)
    outbox.put(incident("a"))
    journal = sqlite.connect(path)
    pages = journal.execute("PRAGMA page_count").fetchone()[0]
    journal.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for number in range(1000):
            outbox.put_in(journal, incident(f"b-{number}", reason="x" * 1000))

    with pytest.raises(sqlite3.OperationalError, match="full"):
        fill()
    told = outbox.depth()
    journal.execute("PRAGMA max_page_count = 1000000")
    outbox.put_in(journal, incident("c"))
    assert ids(outbox)[0] == "a"
    assert ids(outbox)[-1] == "c"
    assert outbox.depth() == told + 1
    journal.close()
    outbox.close()


def test_many_threads_put_and_each_event_is_there_once(outbox: Outbox, incident: MakeIncident) -> None:
    def put(thread: int) -> None:
        for number in range(10):
            outbox.put(incident(f"{thread}-{number}"))
            outbox.put(incident(f"shared-{number}"))

    threads = [threading.Thread(target=put, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ids(outbox)) == sorted(
        {f"{thread}-{number}" for thread in [*range(4), "shared"] for number in range(10)}
    )


async def test_a_put_wakes_who_waits_for_it(outbox: Outbox, incident: MakeIncident) -> None:
    began = time.monotonic()
    waiting = asyncio.create_task(outbox.changed(30, since=outbox.signals))
    await asyncio.sleep(0)
    await asyncio.to_thread(outbox.put, incident("a"))
    await waiting
    assert time.monotonic() - began < 10


async def test_a_put_just_before_the_wait_is_not_missed(outbox: Outbox, incident: MakeIncident) -> None:
    signals = outbox.signals
    outbox.put(incident("a"))
    await asyncio.wait_for(outbox.changed(30, since=signals), 10)


async def test_a_wait_ends_by_itself(outbox: Outbox) -> None:
    await outbox.changed(0.01, since=outbox.signals)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", list(OutboxState))
def test_killed_at_any_state_nothing_is_lost_and_nothing_is_there_twice(
    path: Path, state: OutboxState, when: str
) -> None:
    told = path.with_name("told")
    told.touch()
    assert exit_code(outbox_victim.main, path, told, state, when) == -signal.SIGKILL
    left = states(path)
    assert set(told.read_text().split()) <= set(left)
    journal = sqlite3.connect(path)
    assert {row[0] for row in journal.execute("SELECT id FROM journal")} == set(left)
    assert journal.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    journal.close()

    assert exit_code(outbox_victim.main, path, told, state, "never") == 0
    assert states(path) == {"a": "delivered", "b": "parked", "c": "pending"}


IDS = st.sampled_from(["a", "b", "c", "d"])
STEPS = st.lists(st.tuples(st.sampled_from(["put", "accept", "refuse", "retry"]), IDS), max_size=20)


@given(steps=STEPS)
def test_an_event_once_put_is_always_waiting_delivered_or_parked(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("outbox") / "gateway.db"
    outbox = Outbox(path)
    expected: dict[str, str] = {}
    for verb, event_id in steps:
        if verb == "put":
            outbox.put(make_incident(event_id))
            expected.setdefault(event_id, "pending")
        elif verb == "retry":
            outbox.retry_parked()
            expected = {name: "pending" if state == "parked" else state for name, state in expected.items()}
        else:
            accepted = verb == "accept"
            outbox.settle(
                BatchReply((event_id,)) if accepted else BatchReply((), (RefusedEvent(event_id, "no"),))
            )
            if expected.get(event_id) == "pending":
                expected[event_id] = "delivered" if accepted else "parked"
        assert states(path) == expected
    outbox.close()


def test_an_entry_holds_what_travels(outbox: Outbox, incident: MakeIncident) -> None:
    outbox.put(incident("a"))
    (entry,) = outbox.pending(1)
    assert msgspec.json.decode(entry.raw)["type"] == "incident"
