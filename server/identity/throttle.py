"""Counts wrong attempts of each address, so that guessing across accounts is slow too."""

import threading
from collections import OrderedDict, deque

from runtime.clock import Clock

CLIENTS_MAX = 10_000  # addresses remembered; the longest silent one is forgotten first


class Throttle:
    """At most `attempts` wrong attempts within `seconds` from one client. Safe among threads."""

    def __init__(self, attempts: int, seconds: float, clock: Clock) -> None:
        self._attempts = attempts
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, client: str) -> bool:
        """Whether `client` may try again now."""
        with self._lock:
            return len(self._recent(client)) < self._attempts

    def count(self, client: str) -> None:
        """Note a wrong attempt."""
        with self._lock:
            recent = self._recent(client)
            recent.append(self._clock.monotonic())
            self._wrong[client] = recent
            self._wrong.move_to_end(client)
            while len(self._wrong) > CLIENTS_MAX:
                self._wrong.popitem(last=False)

    def _recent(self, client: str) -> deque[float]:
        recent = self._wrong.get(client, deque())
        oldest = self._clock.monotonic() - self._seconds
        while recent and recent[0] <= oldest:
            recent.popleft()
        return recent
