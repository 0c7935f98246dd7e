"""Instants travel as UTC and come back as the same moment."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.bounds import Instant
from wire.instant import parse, render

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1970, 1, 2), datetime(9999, 12, 30), timezones=ZONES))  # noqa: DTZ001 - bounds
def test_a_moment_of_any_zone_comes_back(moment: datetime) -> None:
    assert parse(render(moment)) == moment
    assert msgspec.convert(render(moment), Instant) == render(moment)


def test_it_is_written_in_utc_with_microseconds() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert render(datetime(2026, 1, 31, 16, 0, tzinfo=shanghai)) == "2026-01-31T08:00:00.000000Z"


def test_whole_seconds_are_read_too() -> None:
    assert parse("2026-01-31T08:00:00Z") == datetime(2026, 1, 31, 8, tzinfo=UTC)


def test_a_moment_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render(datetime(2026, 1, 31))  # noqa: DTZ001 - that it is naive is what is tried
