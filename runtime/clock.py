"""Time as the components see it: wall time in UTC for records, monotonic time for durations.

Everything that asks for the time is handed a `Clock`, so that a test moves time instead of
waiting for it.
"""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the wall time as an aware UTC datetime; it may jump when the clock is set."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds since an arbitrary start; never goes back."""
        return time.monotonic()


class HeldClock(Clock):
    """A clock that stands still until `advance` moves it; for tests and dry runs."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)
        self._elapsed = 0.0

    def now(self) -> datetime:
        """Return the instant at which the clock is held."""
        return self._moment

    def monotonic(self) -> float:
        """Return the seconds by which the clock was advanced so far."""
        return self._elapsed

    def advance(self, seconds: float) -> None:
        """Move both wall and monotonic time forward by `seconds`."""
        self._moment += timedelta(seconds=seconds)
        self._elapsed += seconds
