"""What a delivery queue works on: journal, spool, a next hop, and the time, which a test moves."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from runtime.clock import HeldClock
from runtime.metrics import Metrics
from runtime.outbox import Outbox
from smtp_gateway.journal import Copy, Journal, Outcome, read_copies
from smtp_gateway.queue import DeliveryQueue
from smtp_gateway.settings import Queue, UpstreamTable
from smtp_gateway.transaction import MessageState
from smtp_gateway.upstream import Upstream
from tests.runtime.small_console import until
from tests.smtp_gateway.arrivals import MAIL, NOW
from tests.smtp_gateway.next_hop import NextHop
from tests.smtp_gateway.office import Office


@dataclass
class GatedHop(NextHop):
    """Takes the end of a message only while `gate` is open, and counts who stands before it."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0
    most: int = 0

    async def _content(self, reader: asyncio.StreamReader) -> bytes:
        content = await NextHop._content(reader)
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        await self.gate.wait()
        self.waiting -= 1
        return content


class Post:
    """A gateway's queue between its journal and `hop`; copies with `at=START` are due now."""

    def __init__(self, directory: Path, office: Office, hop: NextHop, **settings: float) -> None:
        self.database = directory / "gateway.db"
        self.office, self.hop = office, hop
        self.outbox = Outbox(self.database)
        self.journal = Journal(self.database, self.outbox)
        self.upstream = Upstream(UpstreamTable(port=hop.port, connect_timeout=3.0), "gateway.example")
        self.clock, self.metrics = HeldClock(NOW), Metrics()
        self.queue = DeliveryQueue(
            self.journal, office.desk, self.upstream,
            settings=Queue(**settings), clock=self.clock, metrics=self.metrics,
        )  # fmt: skip

    async def put(self, *copies: Copy, file: bool = True) -> None:
        """Commit copies of one mail, whose file is there unless said otherwise."""
        if file and "m1" not in self.office.spool.names():
            self.office.spool.store("m1", MAIL)
        await self.journal.settle(
            copies[0].id, MessageState.COMMITTED, Outcome(copies[0].id.encode(), b"250\r\n", copies)
        )

    @contextlib.asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        running = asyncio.create_task(self.queue.run(stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(running, 30)

    def later(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.queue.wake()

    def left(self) -> dict[str, Copy]:
        return {copy.id: copy for copy in read_copies(self.database)}

    async def emptied(self) -> None:
        await until(lambda: not self.left() and not self.office.spool.names())

    async def close(self) -> None:
        await self.upstream.close()
        self.journal.close()
        self.outbox.close()
