"""Components ask a clock for the time, so that a test can move it."""

from datetime import UTC, datetime, timedelta, timezone

from runtime.clock import Clock, HeldClock


def test_the_machines_clock_is_aware_utc_and_goes_on() -> None:
    clock = Clock()
    first, began = clock.now(), clock.monotonic()
    assert first.utcoffset() == timedelta(0)
    assert clock.now() >= first
    assert clock.monotonic() >= began


def test_a_held_clock_moves_only_when_it_is_told_to() -> None:
    clock = HeldClock(datetime(2026, 1, 31, 16, tzinfo=timezone(timedelta(hours=8))))
    assert clock.now() == clock.now() == datetime(2026, 1, 31, 8, tzinfo=UTC)
    clock.advance(90)
    assert clock.now() == datetime(2026, 1, 31, 8, 1, 30, tzinfo=UTC)
    assert clock.monotonic() == 90
