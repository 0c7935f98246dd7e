"""The people of this machine: what the platform and the settings know, as evidence for attribution."""

import time
from collections.abc import Mapping

from agent import dirty
from agent.attribution import Accounts, Evidence
from agent.platform.base import Platform, Session
from agent.watchers.writer import known_login

_SESSIONS_SECONDS = 5.0


class People:
    """Gathers evidence from `platform`; `persons`, `shared` and `steward` come from the settings.

    `claims` says who is using a shared account now; it is filled by whoever asks them.
    """

    def __init__(
        self, platform: Platform, persons: Mapping[str, str], shared: frozenset[str], steward: str
    ) -> None:
        self.platform = platform
        self.steward = steward
        self.claims: dict[str, str] = {}
        self._persons = dict(persons)
        self._shared = shared
        self._sessions: tuple[float, tuple[Session, ...]] = (0.0, ())

    def evidence(self, owner_uid: int, writer: dirty.Writer | None) -> Evidence:
        """Return what is known about the making of a file now."""
        active = sorted({one.account for one in self._recent_sessions() if one.active})
        if writer is None:
            return Evidence(owner_uid, active_accounts=tuple(active))
        return Evidence(
            owner_uid=owner_uid,
            process_uid=writer.uid,
            login_uid=known_login(writer),
            session=writer.session,
            session_account=self.platform.session_account(writer.session),
            active_accounts=tuple(active),
        )

    def _recent_sessions(self) -> tuple[Session, ...]:
        """Return the sessions of a moment ago: asking takes longer than judging a file."""
        asked, sessions = self._sessions
        if not asked or time.monotonic() - asked > _SESSIONS_SECONDS:
            sessions = self.platform.sessions()
            self._sessions = (time.monotonic(), sessions)
        return sessions

    def accounts(self, evidence: Evidence) -> Accounts:
        """Return the names of the uids in `evidence`, with what the administrator declared."""
        uids = {evidence.owner_uid, evidence.process_uid, evidence.login_uid} - {None}
        names = {uid: self.platform.account(uid) for uid in uids if uid is not None}
        return Accounts(names, self._persons, self._shared, self.claims)

    def session_of(self, account: str) -> Session | None:
        """Return where `account` can be asked: a session with a display before one with a terminal."""
        sessions = [one for one in self.platform.sessions() if one.account == account]
        sessions.sort(key=lambda one: (not one.active, not one.display))
        return sessions[0] if sessions else None
