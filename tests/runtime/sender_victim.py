"""An edge that sends its outbox to a real console and is killed at one state of one of its events.

python sender_victim.py STATE_DIR URL CA_FILE STATE before|after|never
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from runtime import outbox_sender
from runtime.console_client import ConsoleClient
from runtime.keystore import Keystore
from runtime.outbox import Outbox, OutboxState
from runtime.settings import ConsoleLink
from tests.runtime.conftest import make_incident

EVENTS = ("a", "b", "c")

_advance = Outbox.advance


def wound(fatal: OutboxState, when: str) -> None:
    """Make the process kill itself before or after the first event reaches the state `fatal`."""

    def advance(self: Outbox, connection: object, event_id: str, state: OutboxState, **new: object) -> None:
        if when == "before" and state is fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        _advance(self, connection, event_id, state, **new)  # type: ignore[arg-type]
        if when == "after" and state is fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    Outbox.advance = advance  # type: ignore[method-assign]


async def send_all(state_dir: Path, link: ConsoleLink) -> None:
    outbox = Outbox(state_dir / "outbox.db")
    client = ConsoleClient(link, Keystore(state_dir), "gateway")
    for event_id in EVENTS:
        outbox.put(make_incident(event_id))
    while outbox.depth():
        await outbox_sender.step(outbox, client)
    client.close()
    outbox.close()


if __name__ == "__main__":
    wound(OutboxState(sys.argv[4]), sys.argv[5])
    asyncio.run(send_all(Path(sys.argv[1]), ConsoleLink(sys.argv[2], sys.argv[3], "", "gw-1")))
