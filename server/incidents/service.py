"""Rules of incidents: who sees them, what can be done in which state, what leaves a trace.

OPEN ── assign ──▶ ASSIGNED ── close ──▶ CLOSED ── reopen ──▶ OPEN
  └────────────── close ──────────────────▲

Nobody closes an incident about their own mail or file (row R12). Reading one whole, and taking a
list out of the console, are in the audit trail (row R20).
"""

import csv
import io
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection

from runtime.clock import Clock
from server.audit.service import AuditService
from server.authz import Permission
from server.database import Database
from server.errors import Conflict, Forbidden, Invalid, NotFound
from server.exact_match.service import ConfirmationService
from server.identity.service import IdentityService
from server.identity.types import Person
from server.incidents import store
from server.incidents.rows import row_of
from server.incidents.types import (
    Comment,
    Disposition,
    Filter,
    IncidentCounts,
    IncidentDetail,
    IncidentRow,
    IncidentState,
)
from server.paging import Page, PageRequest
from wire.event_batch import encode_event
from wire.incident import Incident

EXPORT_MAX = 100_000  # rows of one export
COMMENT_MAX = 4000  # characters
COUNTED_DAYS = 14

_decoder = msgspec.json.Decoder(Incident)


class IncidentService:
    """Incidents and the work on them. All methods block; call them from a thread."""

    def __init__(
        self,
        database: Database,
        audit: AuditService,
        identity: IdentityService,
        confirmations: ConfirmationService,
        *,
        clock: Clock,
    ) -> None:
        self._database = database
        self._audit = audit
        self._identity = identity
        self._confirmations = confirmations
        self._clock = clock

    def take(self, connection: Connection, device: str, incidents: Iterable[Incident]) -> None:
        """Store new incidents of a device, in the transaction that also marks their ids as seen.

        Possible matches are confirmed now; the proof, in which values are, is not stored.
        """
        now = self._clock.now()
        sent = tuple(incidents)
        bare = [msgspec.structs.replace(incident, proof=b"") for incident in sent]
        store.add(connection, [(row_of(device, one, now), encode_event(one)) for one in bare])
        self._confirmations.take(connection, device, sent)

    def page(self, actor: Person, wanted: Filter, page: PageRequest) -> Page[IncidentRow]:
        """Return incidents, newest first. Needs INCIDENTS_READ."""
        actor.require(Permission.INCIDENTS_READ)
        with self._database.read() as connection:
            rows, total = store.page(connection, wanted, page.limit, page.offset)
        return Page(rows, total, page.number, page.limit)

    def detail(self, actor: Person, incident_id: str) -> IncidentDetail:
        """Return one incident; the reading is in the audit trail (row R20). Needs INCIDENTS_READ.

        Raises:
            NotFound: no such incident.
        """
        actor.require(Permission.INCIDENTS_READ)
        with self._database.write() as connection:
            row, body = _one(connection, incident_id)
            self._audit.record(connection, actor.name, "incident.read", incident_id)
            notes = store.notes(connection, incident_id)
            confirmed = self._confirmations.answers(connection, incident_id)
        return IncidentDetail(row, _decoder.decode(body), notes, confirmed)

    def counts(self, actor: Person) -> IncidentCounts:
        """Return numbers for the overview. Needs INCIDENTS_READ."""
        actor.require(Permission.INCIDENTS_READ)
        today = self._clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        first = today - timedelta(days=COUNTED_DAYS - 1)
        with self._database.read() as connection:
            states = store.count_by(connection, "state")
            days = store.count_by_day(connection, first)
            dates = [(first + timedelta(days=i)).date().isoformat() for i in range(COUNTED_DAYS)]
            return IncidentCounts(
                open=states.get(IncidentState.OPEN, 0),
                assigned=states.get(IncidentState.ASSIGNED, 0),
                closed=states.get(IncidentState.CLOSED, 0),
                by_severity=store.count_by(connection, "severity", [store.not_closed()]),
                by_day=tuple((date, days.get(date, 0)) for date in dates),
                by_outcome=store.count_by(connection, "outcome", [store.since(first)]),
            )

    def assignees(self, actor: Person) -> tuple[str, ...]:
        """Return account names an incident can be given to. Needs INCIDENTS_WORK."""
        actor.require(Permission.INCIDENTS_WORK)
        people = self._identity.directory()
        return tuple(person.name for person in people if person.may(Permission.INCIDENTS_WORK))

    def assign(self, actor: Person, incident_id: str, assignee: str) -> None:
        """Give an incident that is not closed to a reviewer. Needs INCIDENTS_WORK.

        Raises:
            Invalid: `assignee` is no active reviewer.
            Conflict: the incident is closed.
        """
        if assignee not in self.assignees(actor):
            raise Invalid("只能指派给在岗的复核人员。", "An incident can be given to active reviewers only.")
        with self._database.write() as connection:
            row, _ = _one(connection, incident_id)
            if row.state is IncidentState.CLOSED:
                raise Conflict("事件已关闭。", "The incident is closed.")
            self._advance(connection, actor, row, IncidentState.ASSIGNED, assignee, assignee=assignee)

    def comment(self, actor: Person, incident_id: str, text: str) -> None:
        """Add a remark of 1 to 4000 characters. Needs INCIDENTS_WORK."""
        actor.require(Permission.INCIDENTS_WORK)
        said = _checked(text)
        with self._database.write() as connection:
            _one(connection, incident_id)
            comment = Comment(self._clock.now(), actor.name, "comment", said)
            store.add_note(connection, incident_id, comment)
            self._audit.record(connection, actor.name, "incident.comment", incident_id)

    def close(self, actor: Person, incident_id: str, disposition: Disposition, text: str) -> None:
        """Close with a disposition and a remark. Needs INCIDENTS_WORK.

        Raises:
            Forbidden: the incident is about the actor's own mail or file.
            Conflict: it is closed already.
        """
        actor.require(Permission.INCIDENTS_WORK)
        said = _checked(text)
        with self._database.write() as connection:
            row, _ = _one(connection, incident_id)
            if actor.is_called(row.who):
                raise Forbidden("不能关闭与本人有关的事件。", "Nobody closes an incident about themselves.")
            if row.state is IncidentState.CLOSED:
                raise Conflict("事件已关闭。", "The incident is closed already.")
            value = disposition.value
            self._advance(connection, actor, row, IncidentState.CLOSED, said, disposition=value)

    def reopen(self, actor: Person, incident_id: str, text: str) -> None:
        """Open a closed incident again. Needs INCIDENTS_WORK."""
        actor.require(Permission.INCIDENTS_WORK)
        said = _checked(text)
        with self._database.write() as connection:
            row, _ = _one(connection, incident_id)
            if row.state is not IncidentState.CLOSED:
                raise Conflict("事件未关闭。", "The incident is not closed.")
            self._advance(connection, actor, row, IncidentState.OPEN, said, disposition="", assignee="")

    def export_csv(self, actor: Person, wanted: Filter) -> bytes:
        """Return up to 100,000 rows as CSV (RFC 4180, UTF-8 with BOM, formula-safe), audited.

        Needs INCIDENTS_EXPORT.
        """
        actor.require(Permission.INCIDENTS_EXPORT)
        with self._database.write() as connection:
            chosen = {name: str(value) for name, value in msgspec.structs.asdict(wanted).items() if value}
            self._audit.record(connection, actor.name, "incident.export", "incidents", detail=chosen)
        self._audit.seal()
        with self._database.read() as connection:
            return _csv(store.every(connection, wanted, EXPORT_MAX))

    def export_all(self) -> list[tuple[IncidentRow, Incident]]:
        """Return every incident for the command line of whoever owns the database, oldest first."""
        with self._database.read() as connection:
            rows = list(store.every(connection, Filter(), EXPORT_MAX))
            found = [store.one(connection, row.id) for row in reversed(rows)]
        return [(row, _decoder.decode(body)) for row, body in (pair for pair in found if pair)]

    def _advance(
        self,
        connection: Connection,
        actor: Person,
        row: IncidentRow,
        state: IncidentState,
        text: str,
        **values: Any,  # noqa: ANN401 - column values
    ) -> None:
        """Change the state with a note and an audit entry; the one way an incident's state changes."""
        kinds: dict[IncidentState, store.NoteKind] = {
            IncidentState.OPEN: "reopened",
            IncidentState.ASSIGNED: "assigned",
            IncidentState.CLOSED: "closed",
        }
        if not store.change(connection, row.id, row.state, state=state.value, **values):
            raise Conflict("事件状态已变化，请刷新。", "The incident has changed meanwhile; reload the page.")
        store.add_note(connection, row.id, Comment(self._clock.now(), actor.name, kinds[state], text))
        detail = {name: str(value) for name, value in values.items()}
        self._audit.record(connection, actor.name, f"incident.{kinds[state]}", row.id, detail=detail)


def _one(connection: Connection, incident_id: str) -> tuple[IncidentRow, bytes]:
    found = store.one(connection, incident_id)
    if found is None:
        raise NotFound("没有此事件。", "There is no such incident.")
    return found


def _checked(text: str) -> str:
    said = text.strip()
    if not 1 <= len(said) <= COMMENT_MAX:
        raise Invalid(
            f"请填写说明（1 至 {COMMENT_MAX} 个字符）。", f"Write a remark of 1 to {COMMENT_MAX} characters."
        )
    return said


def _csv(rows: Iterable[IncidentRow]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    names = IncidentRow.__struct_fields__
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in names])
    return "\ufeff".encode() + file.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, datetime):
        return value.isoformat()
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
