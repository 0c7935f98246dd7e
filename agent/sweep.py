"""Finding: the watcher, the full scans and the examination, all by way of the dirty list.

The watcher runs before the first scan begins, so that nothing falls between. A watcher that ended
is started again and a scan made up for it; so is one for events that were lost, and for a new
policy, under which everything has to be read again.
"""

import asyncio
import contextlib
import time

from agent import dirty
from agent.examination import Examiner, InForce
from agent.parts import Parts
from agent.watchers import choose, full_scan
from agent.watchers.base import Watcher
from runtime import log

BATCH = 64  # dirty entries taken at once
RETRY_SECONDS = 1.0  # between two looks at a list on which something waits for its time
IDLE_SECONDS = 10.0  # between two looks at an empty list when nothing wakes us

_log = log.get(__name__)


class Sweep:
    """Keeps the inventory up to date with what lies below the roots."""

    def __init__(self, parts: Parts, examiner: Examiner) -> None:
        self._parts = parts
        self._examiner = examiner
        self._settings = parts.settings
        self._rules = InForce()
        self._watcher: Watcher | None = None
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._scan_asked = asyncio.Event()
        self._scans = 0
        self._changed = asyncio.Condition()

    @property
    def mode(self) -> str:
        """The watcher's name, `none` before it was started."""
        return self._watcher.mode if self._watcher is not None else "none"

    @property
    def watching(self) -> bool:
        """Whether the watcher is at work, or was not started."""
        return self._watcher is None or self._watcher.alive()

    def pids(self) -> list[int]:
        """Return the watcher's processes."""
        return self._watcher.pids() if self._watcher is not None else []

    def wake(self) -> None:
        """Look at the dirty list now; from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop was closed before the watcher ended
            self._loop.call_soon_threadsafe(self._wake.set)

    def enforce(self, rules: InForce) -> None:
        """Examine by `rules` from now on; other ones than before mean that everything is read again."""
        if rules.name != self._rules.name:
            self._rules = rules
            self._scan_asked.set()

    def start(self) -> None:
        """Start the watcher; blocks until it watches.

        Raises:
            WatcherFailed: the watcher that the settings name cannot run here.
        """
        self._watcher = choose.start(
            self._settings.agent.watcher,
            self._settings.roots(),
            self._settings.excluded(),
            self._parts.journal.path,
            self.wake,
        )

    def stop(self) -> None:
        """End the watcher; what it saw is on the list."""
        if self._watcher is not None:
            self._watcher.stop()

    def keep_watching(self) -> None:
        """Start the watcher again if it ended; blocks.

        Raises:
            WatcherFailed: it cannot run here any more.
        """
        if self._watcher is None or self.watching:
            return
        _log.error("watcher-ended", extra={"mode": self.mode})
        self._watcher.stop()
        self.start()
        self._loop.call_soon_threadsafe(self._scan_asked.set)

    async def quiet(self, patience: float) -> bool:
        """Scan once more and wait until all that was found is examined; False after `patience` seconds."""
        wanted = self._scans + 1
        self._scan_asked.set()
        try:
            async with asyncio.timeout(patience), self._changed:
                while self._scans < wanted or await asyncio.to_thread(self._count) > 0:
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True

    async def reconcile(self) -> None:
        """Scan at the start, on a schedule, and whenever it is asked for; serves for ever."""
        while True:
            self._scan_asked.clear()
            if self._rules.policies:
                began = time.monotonic()
                found = await asyncio.to_thread(self._scan)
                seconds = round(time.monotonic() - began, 3)
                _log.info("scanned", extra={"dirty": found, "seconds": seconds})
            self._scans += 1
            self._wake.set()
            await self._tell()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._scan_asked.wait(), self._settings.agent.reconcile_seconds)

    async def examine(self) -> None:
        """Work off the dirty list, as many files at once as there are workers; serves for ever."""
        room = asyncio.Semaphore(self._settings.inspection.workers)

        async def one(entry: dirty.Dirty) -> None:
            async with room:
                await self._examiner.examine(entry, self._rules)

        while True:
            self._wake.clear()
            entries = await asyncio.to_thread(self._due) if self._rules.policies else []
            await asyncio.gather(*(one(entry) for entry in entries))
            await self._tell()
            if not entries:
                waiting = await asyncio.to_thread(self._count)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), RETRY_SECONDS if waiting else IDLE_SECONDS)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _scan(self) -> int:
        """Scan under the policy in force; from the start of the scan on, lost events count again."""
        with self._parts.journal.transaction() as connection:
            dirty.set_unreconciled(connection, unreconciled=False)
        settings = self._settings
        return full_scan.scan(self._parts.journal, settings.roots(), settings.excluded(), self._rules.name)

    def _due(self) -> list[dirty.Dirty]:
        with self._parts.journal.reading() as connection:
            if dirty.is_unreconciled(connection):
                self._loop.call_soon_threadsafe(self._scan_asked.set)
            return dirty.due(connection, time.time(), BATCH)

    def _count(self) -> int:
        with self._parts.journal.reading() as connection:
            return dirty.count(connection)
