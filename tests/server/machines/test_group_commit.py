import asyncio
import hashlib
import threading
import time
from collections.abc import AsyncIterator, Sequence

import pytest

from runtime.metrics import Metrics
from server.machines import group_commit
from server.machines.admission import Admitted
from server.machines.group_commit import GroupCommit
from server.machines.intake import StoreAway
from tests.server.events import mail_incident
from wire.event_batch import encode_event


def one(event_id: str) -> Admitted:
    event = mail_incident(event_id)
    return Admitted("gw-1", event_id, hashlib.sha256(encode_event(event)).digest(), event)


class Recorder:
    """Stands in for the database: notes the groups, and fails when told to."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.failure: Exception | None = None
        self.slow = threading.Event()
        self.slow.set()

    def store(self, events: Sequence[Admitted]) -> list[str]:
        self.slow.wait(10)
        self.groups.append([event.id for event in events])
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        return ["refused" if event.id == "bad" else "" for event in events]


class Running:
    def __init__(self) -> None:
        self.recorder = Recorder()
        self.metrics = Metrics()
        self.writer = GroupCommit(self.recorder, self.metrics)  # type: ignore[arg-type]
        self.stop = asyncio.Event()


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    made = Running()
    task = asyncio.create_task(made.writer.run(made.stop))
    yield made
    made.stop.set()
    await asyncio.wait_for(task, 5)


async def test_requests_are_answered_one_by_one(running: Running) -> None:
    assert await running.writer.store([one("a"), one("bad"), one("b")]) == ["", "refused", ""]
    assert await running.writer.store([]) == []
    assert running.metrics.value("ashseal_events_total", outcome="refused") == 1


async def test_requests_that_wait_go_into_one_transaction(running: Running) -> None:
    running.recorder.slow.clear()
    tasks = [asyncio.create_task(running.writer.store([one(f"e{i}")])) for i in range(30)]
    await asyncio.sleep(0.05)
    running.recorder.slow.set()
    assert await asyncio.gather(*tasks) == [[""]] * 30
    assert len(running.recorder.groups) <= 2


@pytest.mark.parametrize("failure", [StoreAway(), RuntimeError("a fault of ours"), MemoryError()])
async def test_a_failure_answers_its_requests_and_the_next_round_comes(
    running: Running, failure: Exception
) -> None:
    running.recorder.failure = failure
    with pytest.raises(StoreAway):
        await running.writer.store([one("a")])
    assert await running.writer.store([one("a")]) == [""]


async def test_what_was_taken_is_committed_before_the_end() -> None:
    made = Running()
    made.recorder.slow.clear()
    task = asyncio.create_task(made.writer.run(made.stop))
    waiting = [asyncio.create_task(made.writer.store([one(f"e{i}")])) for i in range(3)]
    await asyncio.sleep(0.05)
    made.stop.set()
    made.recorder.slow.set()
    await asyncio.wait_for(task, 5)
    assert await asyncio.gather(*waiting) == [[""]] * 3


async def test_a_slow_store_makes_requests_come_back_later(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "ANSWER_SECONDS", 0.05)
    running.recorder.slow.clear()
    started = time.monotonic()
    with pytest.raises(StoreAway):
        await running.writer.store([one("a")])
    assert time.monotonic() - started < 5
    running.recorder.slow.set()
    assert await running.writer.store([one("b")]) == [""]


async def test_too_much_waiting_is_refused_at_once(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "WAITING_MAX", 1)
    running.recorder.slow.clear()
    first = []
    for _ in range(2):  # one is being stored, one waits
        first.append(asyncio.create_task(running.writer.store([one("a"), one("b")])))
        await asyncio.sleep(0.05)
    with pytest.raises(StoreAway):
        await running.writer.store([one("c")])
    running.recorder.slow.set()
    await asyncio.gather(*first)


async def test_a_request_larger_than_a_group_goes_alone(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "EVENTS_MAX", 2)
    running.recorder.slow.clear()
    tasks = [asyncio.create_task(running.writer.store([one(f"{i}-{j}") for j in range(3)])) for i in range(3)]
    await asyncio.sleep(0.05)
    running.recorder.slow.set()
    await asyncio.gather(*tasks)
    assert [len(group) for group in running.recorder.groups] == [3, 3, 3]
