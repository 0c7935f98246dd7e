"""The sweep: scan, watch, examine, and make up for what the watcher missed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from agent import dirty
from agent.dirty import Dirty
from agent.examination import InForce, in_force
from agent.parts import Parts
from agent.sweep import Sweep
from agent.watchers import choose
from policies.language.parser import parse
from runtime import builtin_policies
from tests.agent.builders import make_file, make_parts

RULES = in_force((parse(builtin_policies.load("bank"), name="bank"),), 1)
OTHER = in_force((parse(builtin_policies.load("observe"), name="observe"),), 2)


class Recording:
    """An examiner that settles every entry and says which."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.seen: list[tuple[str, str]] = []

    async def examine(self, entry: Dirty, rules: InForce) -> None:
        self.seen.append((entry.path.decode().rpartition("/")[2], rules.name))
        with self.parts.journal.transaction() as connection:
            dirty.settle(connection, entry)


@pytest.fixture
async def sweep(tmp_path: Path) -> AsyncIterator[tuple[Sweep, Recording]]:
    parts = make_parts(tmp_path, watcher="watchdog")
    recording = Recording(parts)
    made = Sweep(parts, recording)  # type: ignore[arg-type]
    tasks = [asyncio.create_task(work) for work in (made.reconcile(), made.examine())]
    yield made, recording
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.to_thread(made.stop)
    parts.close()


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.02)


async def test_what_is_there_is_examined_once_a_policy_is_in_force(
    sweep: tuple[Sweep, Recording], tmp_path: Path
) -> None:
    making, recording = sweep
    make_file(tmp_path)
    await asyncio.sleep(0.1)
    assert recording.seen == []
    making.enforce(RULES)
    await until(lambda: recording.seen)
    assert recording.seen == [("clients.txt", RULES.name)]
    making.enforce(RULES)  # the same again is nothing new
    await asyncio.sleep(0.1)
    assert len(recording.seen) == 1
    making.enforce(OTHER)
    await until(lambda: len(recording.seen) == 2)
    assert recording.seen[1] == ("clients.txt", OTHER.name)


async def test_a_new_file_wakes_it(sweep: tuple[Sweep, Recording], tmp_path: Path) -> None:
    making, recording = sweep
    assert making.mode == "none"
    await asyncio.to_thread(making.start)
    assert (making.mode, making.pids()) == ("watchdog", [])
    making.enforce(RULES)
    assert await making.quiet(10)
    make_file(tmp_path, "new.txt")
    await until(lambda: ("new.txt", RULES.name) in recording.seen)


async def test_quiet_means_everything_was_scanned_and_examined(
    sweep: tuple[Sweep, Recording], tmp_path: Path
) -> None:
    making, recording = sweep
    making.enforce(RULES)
    assert await making.quiet(10)
    for number in range(150):
        make_file(tmp_path, f"{number}.txt")  # nobody watches: only the scan can find them
    assert await making.quiet(10)
    assert {name for name, _ in recording.seen} == {f"{number}.txt" for number in range(150)}


async def test_patience_ends(
    sweep: tuple[Sweep, Recording], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making, recording = sweep

    async def stuck(_entry: Dirty, _rules: InForce) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(recording, "examine", stuck)
    make_file(tmp_path)
    making.enforce(RULES)
    assert not await making.quiet(0.5)


async def test_lost_events_are_made_up_for_by_a_scan(sweep: tuple[Sweep, Recording], tmp_path: Path) -> None:
    making, recording = sweep
    making.enforce(RULES)
    assert await making.quiet(10)
    make_file(tmp_path, "missed.txt")
    with recording.parts.journal.transaction() as connection:
        dirty.set_unreconciled(connection, unreconciled=True)
    making.wake()
    await until(lambda: ("missed.txt", RULES.name) in recording.seen)
    with recording.parts.journal.transaction() as connection:
        assert not dirty.is_unreconciled(connection)


async def test_a_watcher_that_ended_is_started_again_and_a_scan_is_made(
    sweep: tuple[Sweep, Recording], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making, recording = sweep
    await asyncio.to_thread(making.start)
    making.enforce(RULES)
    assert await making.quiet(10)
    assert making._watcher is not None
    first = making._watcher
    await asyncio.to_thread(making.keep_watching)
    assert making._watcher is first
    await asyncio.to_thread(first.stop)
    make_file(tmp_path, "between.txt")
    started: list[str] = []
    start = choose.start

    def counted(*arguments: object) -> object:
        started.append("again")
        return start(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(choose, "start", counted)
    await asyncio.to_thread(making.keep_watching)
    assert started == ["again"]
    await until(lambda: ("between.txt", RULES.name) in recording.seen)
