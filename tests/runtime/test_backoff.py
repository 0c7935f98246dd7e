"""Waits grow to half a minute, differ between machines, and end when the process is to stop."""

import asyncio
import time

from runtime.backoff import Backoff, pause


def test_waits_stay_between_one_and_thirty_seconds() -> None:
    backoff = Backoff()
    waits = [backoff.next() for _ in range(200)]
    assert all(1 <= wait <= 30 for wait in waits)
    assert all(wait >= 15 for wait in waits[5:])
    assert waits[0] == 1


def test_two_machines_do_not_come_back_at_the_same_moment() -> None:
    first, second = Backoff(), Backoff()
    assert [first.next() for _ in range(10)] != [second.next() for _ in range(10)]


def test_a_success_begins_anew() -> None:
    backoff = Backoff()
    for _ in range(10):
        backoff.next()
    backoff.reset()
    assert backoff.next() == 1


async def test_a_pause_ends_when_the_process_is_to_stop() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, stop.set)
    began = time.monotonic()
    await pause(stop, 30)
    assert time.monotonic() - began < 5


async def test_a_pause_lasts_as_long_as_it_says_otherwise() -> None:
    began = time.monotonic()
    await pause(asyncio.Event(), 0.05)
    assert time.monotonic() - began >= 0.04
