"""Long polls for a newer policy bundle: one look at the database for all who wait.

A publication by this process wakes the watch at once; one by another process (a second replica, a
command) is seen within `LOOK_SECONDS`.
"""

import asyncio
import contextlib

from sqlalchemy.exc import SQLAlchemyError

from runtime import log
from server.policy.service import PolicyService

LOOK_SECONDS = 0.5
HELD_SECONDS_MAX = 25.0

_log = log.get(__name__)


class BundleWatch:
    """Knows the newest bundle. Belongs to one event loop."""

    def __init__(self, policy: PolicyService) -> None:
        self._policy = policy
        self._wake = asyncio.Event()
        self._changed = asyncio.Condition()
        self._stopping = False
        self.version = 0
        self._envelope = b""

    async def run(self, stop: asyncio.Event) -> None:
        """Follow the newest version until `stop` is set; then all who wait are answered."""
        loop = asyncio.get_running_loop()
        self._policy.on_publish(lambda _version: _call(loop, self._wake))
        stopped = asyncio.create_task(stop.wait())
        while not stop.is_set():
            await self.look()
            woken = asyncio.create_task(self._wake.wait())
            await asyncio.wait({woken, stopped}, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            woken.cancel()
            self._wake.clear()
        async with self._changed:
            self._stopping = True
            self._changed.notify_all()

    async def look(self) -> None:
        """Read the newest version and wake who waits for it; an absent database is looked at again later."""
        try:
            newest = await asyncio.to_thread(self._policy.newest)
            if newest == self.version:
                return
            envelope = await asyncio.to_thread(self._policy.envelope, newest) if newest else b""
        except (SQLAlchemyError, LookupError):
            _log.warning("policy-not-read")
            return
        async with self._changed:
            self.version, self._envelope = newest, envelope
            self._changed.notify_all()

    async def newer(self, have: int, wait: float) -> bytes | None:
        """Return the newest bundle once it is newer than `have`; None after `wait` seconds without one."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(max(wait, 0.0), HELD_SECONDS_MAX)), self._changed:
                await self._changed.wait_for(lambda: self._stopping or self.version > have)
        return self._envelope if self.version > have else None


def _call(loop: asyncio.AbstractEventLoop, wake: asyncio.Event) -> None:
    with contextlib.suppress(RuntimeError):  # the loop has ended
        loop.call_soon_threadsafe(wake.set)
