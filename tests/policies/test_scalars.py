"""Durations in seconds."""

import pytest

from policies.scalars import seconds_of


@pytest.mark.parametrize(("duration", "seconds"), [("45s", 45), ("30m", 1800), ("8h", 28800), ("7d", 604800)])
def test_seconds(duration: str, seconds: int) -> None:
    assert seconds_of(duration) == seconds
