"""An edge that sends its outbox to a real console and is killed at one state of one of its events."""

import asyncio
import os
import signal
from pathlib import Path

from runtime import outbox_sender
from runtime.console_client import ConsoleClient
from runtime.keystore import Keystore
from runtime.outbox import Outbox, OutboxState
from runtime.settings import ConsoleLink
from tests.runtime.conftest import make_incident

EVENTS = ("a", "b", "c")

_advance = Outbox.advance


def main(state_dir: Path, link: ConsoleLink, fatal: OutboxState, when: str) -> None:
    """Die `before` or `after` the first event reaches the state, or `never`."""

    def advance(self: Outbox, connection: object, event_id: str, state: OutboxState, **new: object) -> None:
        if when == "before" and state is fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        _advance(self, connection, event_id, state, **new)  # type: ignore[arg-type]
        if when == "after" and state is fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    Outbox.advance = advance  # type: ignore[method-assign]
    asyncio.run(_send_all(state_dir, link))


async def _send_all(state_dir: Path, link: ConsoleLink) -> None:
    outbox = Outbox(state_dir / "outbox.db")
    client = ConsoleClient(link, Keystore(state_dir), "gateway")
    for event_id in EVENTS:
        outbox.put(make_incident(event_id))
    while outbox.depth():
        await outbox_sender.step(outbox, client)
    client.close()
    outbox.close()
