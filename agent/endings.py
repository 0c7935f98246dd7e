"""Ending: the person's answer, the deadline or the log-off, whichever comes first.

Destruction runs in one thread of its own. A leftover whose file changed since it was examined is
left for the moment: it is examined first, and its term is not prolonged by that.
"""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

from agent import destruction, dirty
from agent.inventory import Leftover
from agent.parts import Parts
from agent.prompt.base import Choice, Settled
from agent.prompt.broker import Broker
from agent.sweep import Sweep
from runtime import log
from runtime.metrics import Metrics
from wire import instant

TICK_SECONDS = 1.0  # how often deadlines and log-offs are looked at
LOG_OFF_PATIENCE = 30.0  # seconds for what a person wrote last to be examined before the wipe

_log = log.get(__name__)


class Endings:
    """Brings leftovers to their end, and asks their persons before that."""

    def __init__(self, parts: Parts, sweep: Sweep, metrics: Metrics) -> None:
        self._parts = parts
        self._sweep = sweep
        self._metrics = metrics
        self._thread = ThreadPoolExecutor(1, "destroyer")
        table = parts.settings.agent
        self.broker = Broker(parts.people, table.prompt, table.language, self.answered, parts.clock.monotonic)

    async def resume(self) -> None:
        """Finish what an earlier process began; before anything else."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._parts.destroyer.resume)

    async def serve(self) -> None:
        """Look at deadlines, log-offs and open questions each `TICK_SECONDS`; serves for ever."""
        while True:
            if not self._sweep.watching:
                await asyncio.to_thread(self._sweep.keep_watching)
            await self.tick()
            await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> None:
        """Do what is due now."""
        due, log_offs, still_open = await asyncio.to_thread(self._look)
        for leftover in due:
            await self._destroy(leftover, "deadline")
        for log_off_id, account in log_offs:
            await self._log_off(log_off_id, account)
        if due or log_offs:
            still_open = await asyncio.to_thread(self._open)
        await self.broker.show(still_open)

    async def answered(self, leftover_id: str, choice: Choice) -> Settled:
        """Carry out what a person chose, and say how it ended."""
        leftover = await asyncio.to_thread(self._parts.inventory.get, leftover_id)
        if leftover is None or leftover.status != "open":
            return Settled(leftover_id, leftover.status if leftover else "gone")
        if choice == "vault" and not leftover.allow_vault:
            return Settled(leftover_id, "kept")
        intent = await self._destroy(leftover, "person", to_vault=choice == "vault")
        if intent is None:
            return Settled(leftover_id, "kept")
        return Settled(leftover_id, destruction.result(intent), intent.id)

    async def stop(self) -> None:
        """End the questions, and let a destruction that runs come to its end."""
        await self.broker.stop()
        await asyncio.to_thread(self._thread.shutdown)

    async def _log_off(self, log_off_id: int, account: str) -> None:
        """Wipe what an account left; first see what it wrote last, but not for ever."""
        await self._sweep.quiet(LOG_OFF_PATIENCE)
        for leftover in await asyncio.to_thread(self._parts.inventory.open_of, account):
            if leftover.deadline:
                await self._destroy(leftover, "log-off")
        await asyncio.to_thread(self._parts.journal.settle_log_off, log_off_id)
        _log.info("log-off-done")

    def _open(self) -> list[Leftover]:
        """Return the open leftovers; one whose file is not there any more is to be looked at again."""
        found = self._parts.inventory.open()
        now = self._parts.clock.now().timestamp()
        missing = [dirty.Dirty(one.path, tree=False, seen_at=now) for one in found if _is_gone(one)]
        if missing:
            with self._parts.journal.transaction() as connection:
                dirty.mark(connection, [one for one in missing if not dirty.is_marked(connection, one.path)])
            self._sweep.wake()
        return found

    def _look(self) -> tuple[list[Leftover], list[tuple[int, str]], list[Leftover]]:
        """Return what is due and unchanged, who logged off, and what is open: one look, as it is frequent."""
        still_open = self._open()
        now = instant.render(self._parts.clock.now())
        due = [one for one in still_open if one.deadline and one.deadline <= now]
        with self._parts.journal.reading() as connection:
            unchanged = [one for one in due if not dirty.is_marked(connection, one.path)]
        return unchanged, self._parts.journal.log_offs(), still_open

    async def _destroy(
        self,
        leftover: Leftover,
        initiator: Literal["person", "deadline", "log-off"],
        *,
        to_vault: bool = False,
    ) -> destruction.Intent | None:
        """Destroy in the destroyer's thread; when the medium fails it is tried again later."""

        def work() -> destruction.Intent:
            return self._parts.destroyer.destroy(leftover, initiator, to_vault=to_vault)

        try:
            intent = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except OSError as error:
            _log.error("destruction-failed", extra={"errno": error.errno})
            self._metrics.count("ashseal_agent_destruction_failures_total")
            return None
        self._metrics.count("ashseal_agent_destructions_total", result=destruction.result(intent))
        if intent.reason:
            self._sweep.wake()  # it may have to be looked at again
        return intent


def _is_gone(leftover: Leftover) -> bool:
    return not os.path.lexists(leftover.path)
