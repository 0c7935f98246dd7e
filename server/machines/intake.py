"""Stores admitted events, each exactly once, and finds the one that cannot be stored.

A transaction marks the ids as taken and gives each event to the area it belongs to. If it fails
for another reason than an absent database, its events are halved and tried again, down to the
single one that is to blame: that one is refused, all others are stored.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from runtime import log
from runtime.clock import Clock
from server.alerts.service import AlertService
from server.database import Database
from server.destruction.service import DestructionService
from server.escrow.service import EscrowService
from server.incidents.service import IncidentService
from server.machines import store
from server.machines.admission import Admitted
from server.releases.service import ReleaseService
from wire.destruction import SignedRecord
from wire.escrow import EscrowedPassword
from wire.incident import Incident

_log = log.get(__name__)

NOT_STORED = "the console cannot store this event"
ID_TAKEN = "this id was used for another event"


class StoreAway(Exception):
    """The database is away, locked for too long or full; nothing was stored, trying again may help."""


@dataclass(frozen=True)
class Areas:
    """Who keeps which events."""

    incidents: IncidentService
    destruction: DestructionService
    escrow: EscrowService
    alerts: AlertService
    releases: ReleaseService


class Intake:
    """Stores events. Blocking; call it from a thread, one call at a time."""

    def __init__(self, database: Database, areas: Areas, clock: Clock) -> None:
        self._database = database
        self._areas = areas
        self._clock = clock

    def store(self, events: Sequence[Admitted]) -> list[str]:
        """Store events; return for each why it is refused, "" for those that are now committed.

        Raises:
            StoreAway: the database cannot be written now.
        """
        try:
            with self._database.write() as connection:
                return self._store_in(connection, events)
        except (SQLAlchemyError, ValueError, ArithmeticError, LookupError, TypeError) as error:
            if _is_away(error):
                raise StoreAway from error
            if len(events) > 1:
                middle = len(events) // 2
                return self.store(events[:middle]) + self.store(events[middle:])
            if isinstance(error, IntegrityError) and self._is_taken(events[0]):
                return [""]  # another replica was faster with the same event
            _log.exception("event-not-stored", extra={"event_id": events[0].id, "device": events[0].device})
            return [NOT_STORED]

    def _is_taken(self, one: Admitted) -> bool:
        with self._database.read() as connection:
            held = store.taken(connection, [one.id]).get(one.id)
        return held == store.Taken(one.device, one.digest)

    def _store_in(self, connection: Connection, events: Sequence[Admitted]) -> list[str]:
        taken = store.taken(connection, [one.id for one in events])
        answers: list[str] = []
        fresh: list[Admitted] = []
        for one in events:
            mine = store.Taken(one.device, one.digest)
            held = taken.setdefault(one.id, mine)
            if held is mine:
                fresh.append(one)
            answers.append("" if held == mine else ID_TAKEN)
        marks = ((one.id, store.Taken(one.device, one.digest)) for one in fresh)
        store.add(connection, marks, self._clock.now())
        by_device: dict[str, list[Admitted]] = defaultdict(list)
        for one in fresh:
            by_device[one.device].append(one)
        for device, sent in by_device.items():
            self._hand_over(connection, device, sent)
        return answers

    def _hand_over(self, connection: Connection, device: str, sent: Sequence[Admitted]) -> None:
        events = [one.event for one in sent]
        incidents = [event for event in events if isinstance(event, Incident)]
        areas = self._areas
        areas.incidents.take(connection, device, incidents)
        areas.alerts.take(connection, device, incidents)
        areas.releases.take(connection, incidents)
        passwords = [event for event in events if isinstance(event, EscrowedPassword)]
        areas.escrow.take(connection, device, passwords)
        records = [event for event in events if isinstance(event, SignedRecord)]
        for row in areas.destruction.take(connection, device, records):
            subject = f"{device} destruction record"
            areas.alerts.warn(connection, subject, "high", f"{row.id}: {row.verification.value}")


def _is_away(error: Exception) -> bool:
    """Whether the database itself failed, rather than what was to be stored."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, OperationalError | InterfaceError | PoolTimeoutError)
