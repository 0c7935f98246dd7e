"""A place of the pool: when its worker is started, kept, replaced and ended."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from inspection import channel
from inspection.limits import Limits
from inspection.pool_slot import Slot
from policies.house_terms import HouseTerm

JOB = channel.Job("x", "file", 1)


@contextmanager
def slot(terms: Callable[[], tuple[HouseTerm, ...]] = tuple) -> Iterator[Slot]:
    made = Slot(channel.Setup(Limits(), b"k" * 32), tuple, terms)
    try:
        yield made
    finally:
        made.kill()


def pid(of: Slot) -> int:
    assert of.process is not None
    return of.process.pid


def test_a_worker_is_kept_until_what_it_must_know_changes() -> None:
    in_force: list[HouseTerm] = []
    with slot(lambda: tuple(in_force)) as place:
        place.start()
        first = pid(place)
        place.start()
        assert pid(place) == first
        assert place.knows_terms()
        in_force.append(HouseTerm("p/phoenix", ("凤凰计划",)))
        assert not place.knows_terms()
        place.start()
        assert pid(place) != first
        assert place.knows_terms()


def test_a_worker_that_died_is_replaced() -> None:
    with slot() as place:
        place.start()
        first = pid(place)
        assert place.process is not None
        place.process.kill()
        place.process.wait()
        place.start()
        assert pid(place) != first


def test_only_an_idle_worker_is_ended() -> None:
    with slot() as place:
        place.take()
        place.end_if_idle(-1.0)
        assert place.process is not None
        place.finished(kill=False)
        place.end_if_idle(60.0)
        assert place.process is not None
        place.end_if_idle(-1.0)
        assert place.process is None


def test_a_failed_worker_is_ended_at_once() -> None:
    with slot() as place:
        place.take()
        place.finished(kill=True)
        assert (place.process, place.link, place.files) == (None, None, 0)


def test_a_job_needs_a_worker() -> None:
    with slot() as place, pytest.raises(channel.ChannelClosed):
        place.send(JOB, 0)


async def test_a_ready_worker_names_its_fences_as_often_as_asked() -> None:
    with slot() as place:
        place.start()
        assert {"rlimits", "landlock", "seccomp"} >= set(await place.fences()) >= {"rlimits"}
        assert await place.fences() == await place.fences()


async def test_a_worker_that_ends_before_it_is_ready_is_told() -> None:
    with slot() as place:
        place.start()
        assert place.process is not None
        place.process.kill()
        with pytest.raises((channel.ChannelClosed, ConnectionError)):
            await place.fences()
