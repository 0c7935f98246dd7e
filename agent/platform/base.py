"""What the agent asks of an operating system: who is here, who owns what, and how to reach them."""

import os
from collections.abc import Mapping
from typing import Protocol

import msgspec


class Session(msgspec.Struct, frozen=True):
    """One log-in of one account. `environment` is what a window in it needs to appear there.

    `terminal` is the device of a session without a display, such as `pts/3`, or "".
    """

    id: str
    account: str
    uid: int
    active: bool
    display: bool
    terminal: str = ""
    environment: Mapping[str, str] = {}


class Platform(Protocol):
    """One operating system. None of these raises for what is simply not there."""

    def sessions(self) -> tuple[Session, ...]:
        """Return the log-ins that are there now."""

    def account(self, uid: int) -> str:
        """Return the account name of a user id, or `uid-N` when it has none."""

    def owner(self, path: bytes, status: os.stat_result) -> int:
        """Return the user id of a file's owner."""

    def session_account(self, session_id: str) -> str:
        """Return the account of a session, or ""."""

    def start_options(self, session: Session) -> dict[str, object]:
        """Return what `subprocess.Popen` needs to start a program as the person of a session, in it."""
