"""A process that puts, delivers and parks events, and is killed at one state of one of them.

    python outbox_victim.py DATABASE STATE before|after|never

Each step that returned is told on standard output, as a component tells its client.
"""

import os
import signal
import sys
from pathlib import Path

from runtime import sqlite
from runtime.outbox import Outbox, OutboxState
from tests.runtime.conftest import make_incident
from wire.event_batch import BatchReply, RefusedEvent

_advance = Outbox.advance


def main(path: Path, state: OutboxState, when: str) -> None:
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
        print("put", event_id, flush=True)  # noqa: T201 - how the test hears of it
    outbox.settle(BatchReply(("a",), (RefusedEvent("b", "unknown rule"),)))
    print("settled", flush=True)  # noqa: T201
    journal.close()
    outbox.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), OutboxState(sys.argv[2]), sys.argv[3])
