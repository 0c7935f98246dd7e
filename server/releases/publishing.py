"""The signed register of releases: built anew with each approval and withdrawal, and given to gateways.

It is signed anew before it reaches half of its greatest age, so that an old one at a gateway means that the
gateway does not reach its console.
"""

from datetime import timedelta

from sqlalchemy import Connection

from runtime.clock import Clock
from server.audit.service import AuditService
from server.database import Database
from server.errors import Conflict
from server.keys import Keys
from server.releases import store
from server.releases.types import Release
from server.settings import ReleaseSettings
from wire import instant, release, signature
from wire.release import RELEASES_MAX, ReleaseRegister

_MOMENT = timedelta(microseconds=1)


class ReleaseDesk:
    """Builds the register and gives it to machines. All methods block; call them from a thread."""

    def __init__(
        self, database: Database, keys: Keys, audit: AuditService, *, clock: Clock, settings: ReleaseSettings
    ) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit
        self._clock = clock
        self._term_max = timedelta(seconds=settings.term_max)
        self._age_max = timedelta(seconds=settings.age_max)

    @property
    def term_days(self) -> int:
        """For how many days a release may hold at most."""
        return self._term_max.days

    def built_at(self) -> str:
        """Return when the register was issued, "" before the first one."""
        with self._database.read() as connection:
            issued = store.issued_at(connection)
        return "" if issued is None else instant.render(issued)

    def octets(self, form: str = "full") -> bytes:  # noqa: ARG002 - there is one form, for gateways
        """Return the signed register, empty before the first one."""
        with self._database.read() as connection:
            return store.envelope(connection)

    def renew(self) -> bool:
        """Sign the register anew if there is none, or at half of its greatest age; return whether it was."""
        with self._database.write() as connection:
            issued = store.issued_at(connection)
            if issued is not None and self._clock.now() - issued < self._age_max / 2:
                return False
            self._build(connection)
        return True

    def _build(self, connection: Connection) -> None:
        store.lock_register(connection)
        now = self._clock.now()
        found = store.approved(connection, now)
        if len(found) > RELEASES_MAX:
            raise Conflict(
                f"有效的外发审批已达 {RELEASES_MAX} 项。",
                f"There are {RELEASES_MAX} releases in force already.",
            )
        before = store.issued_at(connection)
        issued = now if before is None else max(now, before + _MOMENT)
        expires = issued + self._age_max
        register = ReleaseRegister(
            1, instant.render(issued), instant.render(expires), tuple(map(_sent, found))
        )
        signed = signature.sign(release.KIND, release.encode(register), self._keys.bundle)
        store.put_register(connection, issued, signed)


def _sent(granted: Release) -> release.Release:
    wanted = granted.wanted
    return release.Release(
        id=str(granted.id),
        sender=wanted.sender,
        recipients=wanted.recipients,
        categories=tuple(wanted.categories),
        since=instant.render(wanted.since),
        until=instant.render(wanted.until),
    )
