"""Sends what waits in the outbox, batch after batch.

The console answers event by event after its commit; only then does an event leave the outbox. If
the answer is lost the batch is sent again, and the console, which knows the ids, takes each once.
"""

import asyncio
from typing import Protocol

from runtime import log
from runtime.backoff import Backoff, pause
from runtime.errors import ConsoleUnreachable, RuntimeFault
from runtime.outbox import Entry, Outbox
from wire.event_batch import BATCH_MAX, BatchReply, RefusedEvent

BATCH_OCTETS = 4 * 1024 * 1024  # of events in a batch; base64 and envelope stay below the wire's limit
IDLE_SECONDS = 2.0  # how late an event may leave of which nobody told the outbox

_log = log.get(__name__)


class EventLink(Protocol):
    """What carries a batch to the console; `runtime.console_client.ConsoleClient` is one."""

    async def send_events(self, events: list[bytes]) -> BatchReply:
        """Return the console's answer; raise `RuntimeFault` when there is none."""


async def run(outbox: Outbox, link: EventLink, stop: asyncio.Event, backoff: Backoff | None = None) -> None:
    """Send until `stop` is set; a console that is away or says no is asked again after 1 to 30 seconds.

    Raises:
        sqlite3.Error: the outbox cannot be read or written.
    """
    waits = backoff or Backoff()
    while not stop.is_set():
        try:
            await step(outbox, link)
        except RuntimeFault as error:
            _log.warning("events-not-sent", extra={"reason": str(error)})
            await pause(stop, waits.next())
        else:
            waits.reset()


async def step(outbox: Outbox, link: EventLink) -> int:
    """Send one batch of the oldest pending events and return how many the console settled.

    When there are none, wait a moment for one and return 0.

    Raises:
        ConsoleUnreachable, ConsoleRefused: nothing was settled.
        sqlite3.Error: the outbox cannot be read or written.
    """
    signals = outbox.signals
    entries = await asyncio.to_thread(outbox.pending, BATCH_MAX)
    if not entries:
        await outbox.changed(IDLE_SECONDS, since=signals)
        return 0
    batch, too_large = split(entries)
    if too_large:
        refused = tuple(RefusedEvent(entry.id, f"more than {BATCH_OCTETS} octets") for entry in too_large)
        return await asyncio.to_thread(outbox.settle, BatchReply((), refused))
    reply = await link.send_events([entry.raw for entry in batch])
    settled = await asyncio.to_thread(outbox.settle, reply)
    if not settled:
        raise ConsoleUnreachable("the console's answer names none of the events that were sent")
    return settled


def split(entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the entries of the next batch, oldest first, and those that no batch can hold."""
    batch: list[Entry] = []
    octets = 0
    for entry in entries:
        if len(entry.raw) > BATCH_OCTETS:
            continue
        octets += len(entry.raw)
        if octets > BATCH_OCTETS:
            break
        batch.append(entry)
    return batch, [entry for entry in entries if len(entry.raw) > BATCH_OCTETS]
