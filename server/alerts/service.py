"""Rules of alerts: like incidents share a mail, few mails an hour, none lost while mail is down.

WAITING ── claim ──▶ SENDING ── the mail server took it ──▶ SENT
   ▲                    │
   └── it did not, or the console ended in between ◀┘

Alerts are written in the transaction that stores their incidents. Those of the same device, rule
and severity share one alert until it is sent; the next one of the same key waits for `window`.
A kill between the mail server's answer and SENT sends the same mail (same Message-ID) once more.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import Connection

from runtime.clock import Clock
from server.alerts import store
from server.alerts.store import Example, Pending
from server.alerts.types import AlertRow, AlertState
from server.authz import Permission
from server.database import Database, storable
from server.identity.types import Person
from server.paging import Page, PageRequest
from server.settings import AlertSettings, Severity
from wire import instant
from wire.incident import Incident

EXAMPLES_MAX = 20  # named in a mail
ERROR_MAX = 300
RETRY_SECONDS = (5, 15, 60, 300, 900)

_RANK: dict[str, int] = {severity: rank for rank, severity in enumerate(get_args(Severity))}


class AlertService:
    """Alerts. All methods block; call them from a thread."""

    def __init__(self, database: Database, *, clock: Clock, settings: AlertSettings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings

    def page(self, actor: Person, page: PageRequest) -> Page[AlertRow]:
        """Return alerts, newest first. Needs ALERTS_READ."""
        actor.require(Permission.ALERTS_READ)
        with self._database.read() as connection:
            rows, total = store.page(connection, page.limit, page.offset)
        return Page(rows, total, page.number, page.limit)

    def take(self, connection: Connection, device: str, incidents: Iterable[Incident]) -> None:
        """Raise alerts for incidents that are severe enough, in the transaction that stores them."""
        alike: dict[tuple[str, Severity], list[Example]] = {}
        for incident in incidents:
            if _RANK[incident.severity] >= _RANK[self._settings.severity]:
                happened = instant.parse(incident.occurred_at)
                example = Example(incident.id, happened, storable(incident.outcome))
                key = (storable(f"{device} {incident.rule}"), incident.severity)
                alike.setdefault(key, []).append(example)
        for (subject, severity), examples in alike.items():
            self._add(connection, subject, severity, examples)

    def warn(self, connection: Connection, subject: str, severity: Severity, what: str) -> None:
        """Raise an alert that is about no incident: a failed check of a record, a changed audit log."""
        self._add(connection, storable(subject), severity, [Example("", self._clock.now(), storable(what))])

    def claim(self) -> Pending | None:
        """Take the next due alert for sending; None when none is due or the hour's mails are used up."""
        now = self._clock.now()
        with self._database.write() as connection:
            if store.sent_since(connection, now - timedelta(hours=1)) >= self._settings.per_hour:
                return None
            pending = store.due(connection, now)
            if pending is not None:
                self.advance(connection, pending.row.id, AlertState.WAITING, AlertState.SENDING)
        return pending

    def settle(self, pending: Pending, error: str = "") -> None:
        """Note that a claimed alert was sent, or why it could not be and when to try again."""
        now = self._clock.now()
        attempts = pending.row.attempts + 1
        with self._database.write() as connection:
            if not error:
                values: dict[str, Any] = {"sent_at": now, "attempts": attempts, "last_error": ""}
                self.advance(connection, pending.row.id, AlertState.SENDING, AlertState.SENT, **values)
                return
            wait = RETRY_SECONDS[min(attempts, len(RETRY_SECONDS)) - 1]
            values = {"due_at": now + timedelta(seconds=wait), "attempts": attempts}
            values["last_error"] = storable(error)[:ERROR_MAX]
            self.advance(connection, pending.row.id, AlertState.SENDING, AlertState.WAITING, **values)

    def recover(self) -> int:
        """Put back what was being sent when the console ended; return how many. Only at the start."""
        with self._database.write() as connection:
            found = store.in_state(connection, AlertState.SENDING)
            for alert_id in found:
                self.advance(connection, alert_id, AlertState.SENDING, AlertState.WAITING)
        return len(found)

    def advance(
        self,
        connection: Connection,
        alert_id: int,
        held: AlertState,
        state: AlertState,
        **values: Any,  # noqa: ANN401 - column values
    ) -> bool:
        """Move an alert from `held` to `state`; the one way an alert's state changes."""
        return store.set_state(connection, alert_id, held, state, **values)

    def _add(
        self,
        connection: Connection,
        subject: str,
        severity: Severity,
        happenings: list[Example],
    ) -> None:
        key = f"{subject} {severity}"[:512]
        now = self._clock.now()
        held = store.waiting(connection, key)
        if held is not None:
            examples = (*held.examples, *happenings)[:EXAMPLES_MAX]
            store.extend(connection, held.row.id, held.row.count + len(happenings), examples)
            return
        row = AlertRow(
            id=0,
            key=key,
            state=AlertState.WAITING,
            severity=severity,
            subject=subject,
            count=len(happenings),
            created_at=now,
            due_at=self._due_at(connection, key, now),
            attempts=0,
        )
        store.add(connection, row, happenings[:EXAMPLES_MAX])

    def _due_at(self, connection: Connection, key: str, now: datetime) -> datetime:
        soon = now + timedelta(seconds=self._settings.gather)
        last = store.last_sent(connection, key)
        return soon if last is None else max(soon, last + timedelta(seconds=self._settings.window))
