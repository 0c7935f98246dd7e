"""Delivery of committed copies: now, and again with growing pauses, until sent or bounced.

A copy leaves the journal when the next hop has taken it, or with its bounce in one transaction. A
kill in between repeats at most the one delivery whose 250 was not written down yet; while the disk
is full the note is tried again, never the delivery.
"""

import asyncio
import random
from collections.abc import Sequence

import msgspec

from runtime import log
from runtime.clock import Clock
from runtime.metrics import Metrics
from smtp_gateway import dsn, replies
from smtp_gateway.desk import Desk
from smtp_gateway.journal import Copy, Journal
from smtp_gateway.settings import Queue
from smtp_gateway.smtp.address import Recipient
from smtp_gateway.transaction import MessageState
from smtp_gateway.upstream import Answer, Upstream
from smtp_gateway.upstream_connection import UpstreamAway

_POLL_SECONDS = 60.0  # at the latest; a commit or a due copy wakes earlier
_FAULT_SECONDS = 5.0  # after a fault of our own
_STOP_SECONDS = 5.0  # that deliveries under way have at the end; what was not noted is tried again

_log = log.get(__name__)


class DeliveryQueue:
    """Delivers what the journal holds to the next hop."""

    def __init__(
        self,
        journal: Journal,
        desk: Desk,
        upstream: Upstream,
        *,
        settings: Queue,
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._journal = journal
        self._desk = desk
        self._upstream = upstream
        self._settings = settings
        self._clock = clock
        self._metrics = metrics
        self._wake = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Look for due copies now."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set; what is under way is finished unless the next hop is too slow."""
        stopper = asyncio.ensure_future(stop.wait())
        while not stop.is_set():
            self._wake.clear()
            pause = await self._round()
            waker = asyncio.ensure_future(self._wake.wait())
            await asyncio.wait({waker, stopper}, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
            waker.cancel()
        stopper.cancel()
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=_STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _round(self) -> float:
        """Start what is due and there is room for; return the seconds until the next look."""
        now = self._now()
        try:
            await self._journal.clean()
            # Those under way are due as well: ask for so many more.
            copies, later = await self._journal.due(now, self._settings.parallel + len(self._busy))
        except Exception as error:  # noqa: BLE001 (the queue must outlive a full disk)
            _log.exception("queue-unreadable", extra={"kind": type(error).__name__})
            return _FAULT_SECONDS
        waiting = [copy for copy in copies if copy.id not in self._busy]
        for copy in waiting[: self._settings.parallel - len(self._busy)]:
            self._busy[copy.id] = asyncio.get_running_loop().create_task(self._try(copy))
        return min(_POLL_SECONDS, later - now if later is not None else _POLL_SECONDS) + 0.01

    async def _try(self, copy: Copy) -> None:
        try:
            said = await self._offer(copy)
            expired = self._now() - copy.created_at > self._settings.lifetime
            pairs = list(zip(copy.letter.recipients, said, strict=True))
            failed = [pair for pair in pairs if _permanent(pair[1], expired=expired)]
            left = [pair for pair in pairs if not pair[1].startswith(b"2") and pair not in failed]
            await self._noted(copy, failed, left)
            if not left:
                await self._tidy(copy)
        finally:
            self._busy.pop(copy.id, None)
            self._wake.set()

    async def _offer(self, copy: Copy) -> list[bytes]:
        """Try one delivery; return what was finally said about each recipient."""
        try:
            return _verdicts(
                await self._upstream.deliver(copy.letter, self._desk.spool.path(copy.letter.file))
            )
        except UpstreamAway as away:
            reply = away.reply or replies.UPSTREAM_AWAY
        except Exception as error:  # noqa: BLE001 (it waits like any other failure, the others go on)
            _log.exception("delivery-fault", extra={"copy": copy.id, "kind": type(error).__name__})
            reply = replies.INTERNAL_FAULT
        return [reply] * len(copy.letter.recipients)

    async def _noted(
        self, copy: Copy, failed: Sequence[tuple[Recipient, bytes]], left: Sequence[tuple[Recipient, bytes]]
    ) -> None:
        """Note the result, as often as it takes: what the next hop has must not be offered again."""
        while True:
            try:
                return await self._note(copy, failed, left)
            except Exception as error:  # noqa: BLE001 (a full disk is made room on)
                _log.exception("result-not-noted", extra={"copy": copy.id, "kind": type(error).__name__})
            await asyncio.sleep(_FAULT_SECONDS)

    async def _note(
        self, copy: Copy, failed: Sequence[tuple[Recipient, bytes]], left: Sequence[tuple[Recipient, bytes]]
    ) -> None:
        bounce = await self._bounce(copy, [dsn.Failure(*pair) for pair in failed])
        if left:
            await self._journal.defer(self._later(copy, left), bounce)
            _log.info("deferred", extra={"copy": copy.id, "attempts": copy.attempts + 1})
            return
        state = MessageState.BOUNCED if failed else MessageState.SENT
        await self._journal.end_copy(copy, state, bounce)
        self._metrics.count("ashseal_queue_ended_total", state=state.value)
        _log.info("copy-ended", extra={"copy": copy.id, "state": state})

    async def _tidy(self, copy: Copy) -> None:
        """Remove the file when no other copy needs it; a file that stays is removed at the next start."""
        try:
            if not await self._journal.needs(copy.letter.file):
                self._desk.spool.remove(copy.letter.file)
        except Exception as error:  # noqa: BLE001 (the copy itself has ended)
            _log.exception("file-not-removed", extra={"copy": copy.id, "kind": type(error).__name__})

    def _later(self, copy: Copy, left: Sequence[tuple[Recipient, bytes]]) -> Copy:
        wait = min(self._settings.longest_retry, self._settings.first_retry * 2.0 ** min(copy.attempts, 20))
        wait *= random.uniform(0.8, 1.0)  # noqa: S311 (spreads load)
        letter = msgspec.structs.replace(copy.letter, recipients=tuple(recipient for recipient, _ in left))
        due, attempts = self._now() + wait, copy.attempts + 1
        return msgspec.structs.replace(
            copy, letter=letter, attempts=attempts, due_at=due, last_reply=left[0][1]
        )

    async def _bounce(self, copy: Copy, failures: list[dsn.Failure]) -> Copy | None:
        """Write the bounce for what failed for good into the spool, None when nobody is to hear of it."""
        told = dsn.wanted(copy.letter, failures)
        if not told:
            return None
        content = await self._desk.bounce(copy.letter, told, self._clock.now())
        name = f"{copy.id}.b{copy.attempts}"
        await asyncio.to_thread(self._desk.spool.remove, name)  # of an attempt that could not be noted
        letter = await self._desk.to_sender(copy.letter.sender, copy.letter.sender_parameters, name, content)
        return Copy(name, copy.message_id, letter, created_at=self._now(), due_at=self._now())

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _verdicts(answer: Answer) -> list[bytes]:
    return [answer.final if reply.startswith(b"2") and answer.final else reply for reply in answer.recipients]


def _permanent(reply: bytes, *, expired: bool) -> bool:
    return reply.startswith(b"5") or (expired and not reply.startswith(b"2"))
