"""A place of the pool: when its worker is started, kept, replaced and ended."""

import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from inspection import channel
from inspection.forks import Forks
from inspection.limits import Limits
from inspection.pool_slot import Slot
from policies.house_terms import HouseTerm
from policies.inspection_needs import Needs
from policies.model import InspectionLimits

JOB = channel.Job("x", "file", 1)


@asynccontextmanager
async def slot(needs: Callable[[], Needs] = Needs) -> AsyncIterator[Slot]:
    forks = Forks()
    made = Slot(forks, channel.Setup(Limits(), b"k" * 32), tuple, needs)
    try:
        yield made
    finally:
        made.kill()
        forks.end()


def pid(of: Slot) -> int:
    assert of.worker is not None
    return of.worker.pid


async def test_a_worker_is_kept_until_what_it_must_know_changes() -> None:
    in_force = [Needs()]
    async with slot(lambda: in_force[0]) as place:
        await place.begin()
        first = pid(place)
        await place.begin()
        assert pid(place) == first
        in_force = [Needs((HouseTerm("p/phoenix", ("凤凰计划",)),))]
        assert not place.knows_terms()
        await place.begin()
        second = pid(place)
        assert second != first
        assert place.knows_terms()
        in_force = [Needs(in_force[0].terms, InspectionLimits(depth=3))]
        assert place.knows_terms()  # what was found under other limits was looked for all the same
        await place.begin()
        assert pid(place) != second
        assert place.limits.depth == 3


async def test_a_worker_that_died_is_replaced() -> None:
    async with slot() as place:
        await place.begin()
        first = pid(place)
        os.kill(first, signal.SIGKILL)
        assert place.worker is not None
        assert place.worker._ended(50_000)
        await place.begin()
        assert pid(place) != first


async def test_only_an_idle_worker_is_ended() -> None:
    async with slot() as place:
        await place.begin()
        place.end_if_idle(-1.0)
        assert place.worker is not None
        place.finished(kill=False)
        place.end_if_idle(60.0)
        assert place.worker is not None
        place.end_if_idle(-1.0)
        assert place.worker is None


async def test_a_failed_worker_is_ended_at_once() -> None:
    async with slot() as place:
        await place.begin()
        place.finished(kill=True)
        assert (place.worker, place.files) == (None, 0)


async def test_a_job_needs_a_worker() -> None:
    async with slot() as place:
        with pytest.raises(channel.ChannelClosed):
            place.send(JOB, 0)


async def test_a_ready_worker_names_its_fences_as_often_as_asked() -> None:
    async with slot() as place:
        await place.begin()
        assert {"rlimits", "landlock", "seccomp"} >= set(await place.fences()) >= {"rlimits"}
        assert await place.fences() == await place.fences()


async def test_a_worker_that_ends_before_it_is_ready_is_told() -> None:
    async with slot() as place:
        await place.begin()
        assert place.worker is not None
        place.worker.link.shutdown(2)
        with pytest.raises((channel.ChannelClosed, ConnectionError)):
            await place.fences()
