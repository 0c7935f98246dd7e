"""How long to wait before asking again: longer each time, and not all machines at once."""

import asyncio
import contextlib
import random


class Backoff:
    """Waits for one task: doubling from `first` up to `most` seconds, half of each wait by chance."""

    def __init__(self, first: float = 1.0, most: float = 30.0) -> None:
        self._first = first
        self._most = most
        self._failures = 0

    def next(self) -> float:
        """Return the seconds to wait after one more failure, between `first` and `most`."""
        ceiling = min(self._most, self._first * 2.0 ** min(self._failures, 30))
        self._failures += 1
        return max(self._first, ceiling * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, keeps no secret

    def reset(self) -> None:
        """Begin anew, after a success."""
        self._failures = 0


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait `seconds`, or less when `stop` is set meanwhile."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
