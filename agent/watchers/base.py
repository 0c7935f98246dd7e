"""What every watcher does: it keeps the dirty list filled and says how far it can be trusted.

No watcher is the truth. Each only says "look here"; the journal and the full scan decide. A
watcher that may have lost events marks the journal unreconciled and wakes the agent, which scans.
"""

from collections.abc import Callable
from typing import Protocol

Wake = Callable[[], None]


class WatcherFailed(Exception):
    """The watcher cannot be started here; the text says why."""


class Watcher(Protocol):
    """One backend. `mode` is its name in ready.json and in the heartbeat."""

    @property
    def mode(self) -> str:
        """The backend's name: `fanotify` or `watchdog`."""

    def start(self) -> None:
        """Begin to watch; when this returns no change is missed any more.

        Raises:
            WatcherFailed: not possible on this machine.
        """

    def alive(self) -> bool:
        """Tell whether it still watches."""

    def pids(self) -> list[int]:
        """Return the processes it runs in, besides the agent's own."""

    def stop(self) -> None:
        """End watching and write down what was seen."""
