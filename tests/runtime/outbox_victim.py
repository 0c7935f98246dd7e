"""A process that puts, delivers and parks events, and is killed at one state of one of them."""

import os
import signal
from pathlib import Path

from runtime import sqlite
from runtime.outbox import Outbox, OutboxState
from tests.runtime.conftest import make_incident
from wire.event_batch import BatchReply, RefusedEvent

_advance = Outbox.advance


def main(path: Path, told: Path, state: OutboxState, when: str) -> None:
    """Die `before` or `after` the state, or `never`; `told` gets the id of each event whose put returned."""

    def advance(self: Outbox, connection: object, event_id: str, to: OutboxState, **details: object) -> None:
        if when == "before" and to is state:
            os.kill(os.getpid(), signal.SIGKILL)
        _advance(self, connection, event_id, to, **details)  # type: ignore[arg-type]
        if when == "after" and to is state:
            os.kill(os.getpid(), signal.SIGKILL)

    Outbox.advance = advance  # type: ignore[method-assign, assignment]
    outbox = Outbox(path)
    journal = sqlite.connect(path)
    journal.execute("CREATE TABLE IF NOT EXISTS journal (id TEXT PRIMARY KEY)")
    for event_id in ("a", "b", "c"):
        with sqlite.transaction(journal):
            journal.execute("INSERT OR IGNORE INTO journal VALUES (?)", (event_id,))
            outbox.put_in(journal, make_incident(event_id))
        with told.open("a", encoding="utf-8") as file:
            file.write(f"{event_id}\n")
    outbox.settle(BatchReply(("a",), (RefusedEvent("b", "unknown rule"),)))
    journal.close()
    outbox.close()
