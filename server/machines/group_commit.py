"""Commits the events of many requests together, and answers each request after the commit.

While one transaction runs, further requests gather; the next transaction takes them all (up to a
bound). So the rate is set by the rows, not by the number of commits. The task cannot be killed by
an event: a failure answers the requests it concerns and the next round begins.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from runtime import log
from runtime.metrics import Metrics
from server.machines.admission import Admitted
from server.machines.intake import Intake, StoreAway

EVENTS_MAX = 2000  # in one transaction, unless a single request brings more
WAITING_MAX = 20_000  # events that may wait; further requests are told to come back later
ANSWER_SECONDS = 20.0  # a request waits at most this long for its commit

_log = log.get(__name__)


@dataclass
class _Waiting:
    events: Sequence[Admitted]
    answer: "asyncio.Future[list[str]]"


class GroupCommit:
    """The one writer of events in this process."""

    def __init__(self, intake: Intake, metrics: Metrics) -> None:
        self._intake = intake
        self._metrics = metrics
        self._queue: deque[_Waiting] = deque()
        self._queued = 0
        self._wake = asyncio.Event()

    async def store(self, events: Sequence[Admitted]) -> list[str]:
        """Return for each event why it is refused, "" when it is committed.

        Raises:
            StoreAway: the database cannot be written now, or too much is waiting already.
        """
        if not events:
            return []
        if self._queued > WAITING_MAX:
            raise StoreAway
        waiting = _Waiting(events, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        self._queued += len(events)
        self._wake.set()
        try:
            return await asyncio.wait_for(waiting.answer, ANSWER_SECONDS)
        except TimeoutError:
            raise StoreAway from None

    async def run(self, stop: asyncio.Event) -> None:
        """Commit what comes in until `stop` is set and nothing waits any more."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while self._queue or not stop.is_set():
                if not self._queue:
                    self._wake.clear()
                    woken = asyncio.create_task(self._wake.wait())
                    await asyncio.wait({woken, stopping}, return_when=asyncio.FIRST_COMPLETED)
                    woken.cancel()
                    continue
                await self._round()
        finally:
            stopping.cancel()

    async def _round(self) -> None:
        group = self._next_group()
        events = [event for waiting in group for event in waiting.events]
        failure: Exception | None = None
        answers: list[str] = []
        try:
            answers = await asyncio.to_thread(self._intake.store, events)
        except StoreAway as away:
            failure = away
            _log.warning("store-away", extra={"events": len(events)})
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round must come
            failure = StoreAway()
            _log.error("intake-failed", exc_info=error, extra={"events": len(events)})
        self._count(answers, failure, len(events))
        for waiting in group:
            mine, answers = answers[: len(waiting.events)], answers[len(waiting.events) :]
            if waiting.answer.done():
                continue  # timed out or gone; it will be sent again
            if failure is None:
                waiting.answer.set_result(mine)
            else:
                waiting.answer.set_exception(failure)

    def _next_group(self) -> list[_Waiting]:
        group = [self._queue.popleft()]
        number = len(group[0].events)
        while self._queue and number + len(self._queue[0].events) <= EVENTS_MAX:
            group.append(self._queue.popleft())
            number += len(group[-1].events)
        self._queued -= number
        return group

    def _count(self, answers: Sequence[str], failure: Exception | None, number: int) -> None:
        refused = sum(1 for answer in answers if answer)
        self._metrics.count("ashseal_events_total", len(answers) - refused, outcome="stored")
        self._metrics.count("ashseal_events_total", refused, outcome="refused")
        self._metrics.count("ashseal_events_total", number if failure else 0, outcome="deferred")
        self._metrics.gauge("ashseal_events_waiting", self._queued)
