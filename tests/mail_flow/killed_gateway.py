"""Runs the gateway and kills it at one change of state: before it is made or after, at its n-th time.

KILL_AT=committed:before python -m tests.mail_flow.killed_gateway run --settings FILE
"""

import os
import signal
import sys
from typing import Any

from smtp_gateway.__main__ import main
from smtp_gateway.group_writer import Change
from smtp_gateway.journal import Journal
from smtp_gateway.transaction import MessageState

_advance = Journal.advance
_state, _, _when = os.environ.get("KILL_AT", "").partition(":")


async def advance(
    journal: Journal, subject: str, state: MessageState, change: Change | None = None, **options: Any
) -> None:
    """Do as `Journal.advance` does, and die."""
    if state == _state and _when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    await _advance(journal, subject, state, change, **options)
    if state == _state and _when == "after":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    Journal.advance = advance  # type: ignore[method-assign]
    sys.exit(main())
