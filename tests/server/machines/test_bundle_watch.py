import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from server.machines.bundle_watch import BundleWatch
from server.policy.service import PolicyService
from tests.server.support import Rig, document


@pytest.fixture
async def watch(rig: Rig) -> AsyncIterator[BundleWatch]:
    rig.console.policy.publish_first([document()], "demo", "first")
    made, stop = BundleWatch(rig.console.policy), asyncio.Event()
    await made.look()
    task = asyncio.create_task(made.run(stop))
    yield made
    stop.set()
    await asyncio.wait_for(task, 5)


async def test_who_has_an_old_version_is_answered_at_once(rig: Rig, watch: BundleWatch) -> None:
    assert await watch.newer(0, 20) == rig.console.policy.envelope(1)
    assert watch.version == 1


async def test_who_has_the_newest_waits_no_longer_than_asked(watch: BundleWatch) -> None:
    started = time.monotonic()
    assert await watch.newer(1, 0.1) is None
    assert 0.05 < time.monotonic() - started < 5
    assert await watch.newer(1, 0) is None
    assert await watch.newer(99, -5) is None


@pytest.mark.alone
async def test_a_publication_wakes_all_who_wait_within_a_second(rig: Rig, watch: BundleWatch) -> None:
    waiting = [asyncio.create_task(watch.newer(1, 20)) for _ in range(50)]
    await asyncio.sleep(0.1)
    started = time.monotonic()
    await asyncio.to_thread(rig.console.policy.publish_first, [document()], "demo", "second")
    answers = await asyncio.wait_for(asyncio.gather(*waiting), 5)
    assert time.monotonic() - started < 1
    assert set(answers) == {rig.console.policy.envelope(2)}


async def test_a_publication_by_another_process_is_seen_too(rig: Rig, watch: BundleWatch) -> None:
    console = rig.console
    other = PolicyService(
        console.database,
        console.policy._keys,
        console.audit,
        clock=rig.clock,
        settings=rig.settings.policy,
        reported=lambda _: 0,
    )
    waiting = asyncio.create_task(watch.newer(1, 20))
    await asyncio.to_thread(other.publish_first, [document()], "demo", "second")
    assert await asyncio.wait_for(waiting, 5) == console.policy.envelope(2)


async def test_the_end_answers_everybody(rig: Rig) -> None:
    made, stop = BundleWatch(rig.console.policy), asyncio.Event()
    task = asyncio.create_task(made.run(stop))
    waiting = [asyncio.create_task(made.newer(0, 20)) for _ in range(5)]
    await asyncio.sleep(0.1)
    stop.set()
    assert await asyncio.wait_for(asyncio.gather(*waiting), 5) == [None] * 5
    await task


async def test_an_absent_database_is_looked_at_again(rig: Rig, watch: BundleWatch) -> None:
    def fail() -> int:
        raise LookupError

    watch._policy.newest = fail  # type: ignore[method-assign]
    await watch.look()
    assert watch.version == 1
