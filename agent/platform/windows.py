"""Windows: the same questions, answered by providers that can be put in from outside.

Sessions come from the terminal services (WTS), owners from the security descriptor. An account is
named by the relative identifier of its SID, which plays the part of the uid: people's accounts have
1000 and above there too. Everything that calls Windows sits in the provider; what is decided from
its answers sits here and is tested everywhere.
"""

import os
from typing import NamedTuple, Protocol

from agent.platform.base import Session

WTS_ACTIVE = 0  # WTS_CONNECTSTATE_CLASS
WTS_DISCONNECTED = 4
_SHOWN = frozenset({WTS_ACTIVE, WTS_DISCONNECTED})


class WindowsSession(NamedTuple):
    """One row of WTSEnumerateSessions with the account that WTSQuerySessionInformation gives."""

    id: int
    station: str
    state: int
    account: str
    sid: str


class Providers(Protocol):
    """What has to be asked of Windows itself."""

    def sessions(self) -> list[WindowsSession]:
        """Return all sessions, the services' own (id 0) too."""

    def account_of(self, rid: int) -> str:
        """Return the account name for a relative identifier, or ""."""

    def owner_sid(self, path: str) -> str:
        """Return the owner's SID in text form; "" when the file is gone."""


class WindowsPlatform:
    """The platform over `providers`."""

    def __init__(self, providers: Providers) -> None:
        self._providers = providers

    def sessions(self) -> tuple[Session, ...]:
        """Return the sessions of persons, connected or not."""
        return tuple(
            Session(
                id=str(row.id),
                account=row.account,
                uid=relative_id(row.sid),
                active=row.state == WTS_ACTIVE,
                display=True,
                environment={"SESSIONNAME": row.station},
            )
            for row in self._providers.sessions()
            if row.account and row.id != 0 and row.state in _SHOWN
        )

    def account(self, uid: int) -> str:
        """Return the account name for a relative identifier."""
        return self._providers.account_of(uid) or f"uid-{uid}"

    def owner(self, path: bytes, status: os.stat_result) -> int:  # noqa: ARG002 - Windows puts no owner there
        """Return the relative identifier of a file's owner, 0 when there is none."""
        return relative_id(self._providers.owner_sid(os.fsdecode(path)))

    def session_account(self, session_id: str) -> str:
        """Return the account of a session, or ""."""
        return next((one.account for one in self.sessions() if one.id == session_id), "")

    def start_options(self, session: Session) -> dict[str, object]:
        """Return the environment only: a service starts programs in a session by the provider's token."""
        return {"env": {**os.environ, **session.environment}}


def relative_id(sid: str) -> int:
    """Return the last part of a SID such as `S-1-5-21-…-1001`, 0 for anything else."""
    head, _, last = sid.rpartition("-")
    return int(last) if head.startswith("S-1-") and last.isdigit() else 0
