"""A process that ends one leftover and is killed at one state of it; started again it resumes."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from agent.destruction import DestructionState, Intent
from agent.journal import Journal
from tests.agent.builders import make_file, make_leftover, make_parts

_advance = Journal.advance


def main(base: Path, scenario: str, state: DestructionState, when: str) -> None:
    """Run `destroy`, `vault` or `tampered`; die `before` or `after` the state is entered, or `never`."""

    def advance(
        self: Journal,
        intent: Intent,
        previous: DestructionState | None,
        also: Callable[..., None] | None = None,
    ) -> Intent:
        if when == "before" and intent.state is state:
            os.kill(os.getpid(), signal.SIGKILL)
        done = _advance(self, intent, previous, also)
        if when == "after" and intent.state is state:
            os.kill(os.getpid(), signal.SIGKILL)
        if scenario == "tampered" and intent.state is DestructionState.MOVED:
            with Path(os.fsdecode(intent.aside), intent.id).open("a", encoding="utf-8") as file:
                file.write("written by somebody who had it open")
        return done

    Journal.advance = advance  # type: ignore[method-assign]
    parts = make_parts(base)
    if parts.inventory.everything():
        parts.destroyer.resume()
    else:
        leftover = make_leftover(parts, make_file(base))
        parts.destroyer.destroy(leftover, "deadline", to_vault=scenario == "vault")
    parts.close()
