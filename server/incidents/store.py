"""Tables of incidents: one row each with what lists and searches need, the whole as it was sent, notes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from server.database import METADATA, Instant
from server.incidents.types import Comment, Filter, IncidentRow, IncidentState

INCIDENT = Table(
    "incidents_incident",
    METADATA,
    Column("id", String(128), primary_key=True),
    Column("device", String(128), nullable=False, index=True),
    Column("channel", String(8), nullable=False),
    Column("occurred_at", Instant, nullable=False, index=True),
    Column("received_at", Instant, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("rule", String(128), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("outcome", String(128), nullable=False),
    Column("who", String(1024), nullable=False),
    Column("what", Text, nullable=False),
    Column("types", Text, nullable=False),
    Column("finding_count", BigInteger, nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("assignee", String(64), nullable=False, default=""),
    Column("disposition", String(16), nullable=False, default=""),
    Column("body", LargeBinary, nullable=False),
)
NOTE = Table(
    "incidents_note",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("incident_id", String(128), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("author", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
)
_LISTED = [column for column in INCIDENT.c if column.name != "body"]

NoteKind = Literal["comment", "assigned", "closed", "reopened"]


def add(connection: Connection, incidents: Iterable[tuple[IncidentRow, bytes]]) -> None:
    """Store new incidents, each with the JSON it was sent as."""
    rows = [_values(row) | {"body": body} for row, body in incidents]
    if rows:
        connection.execute(insert(INCIDENT), rows)


def page(
    connection: Connection, wanted: Filter, limit: int, offset: int
) -> tuple[tuple[IncidentRow, ...], int]:
    """Return incidents that fit, newest first, and how many there are in all."""
    where = _where(wanted)
    total = connection.execute(select(func.count()).select_from(INCIDENT).where(*where)).scalar_one()
    order = (INCIDENT.c.occurred_at.desc(), INCIDENT.c.id.desc())
    chosen = select(*_LISTED).where(*where).order_by(*order).limit(limit).offset(offset)
    return tuple(_row(row) for row in connection.execute(chosen)), total


def every(connection: Connection, wanted: Filter, limit: int) -> Iterator[IncidentRow]:
    """Yield incidents that fit, newest first, without holding them all."""
    order = (INCIDENT.c.occurred_at.desc(), INCIDENT.c.id.desc())
    chosen = select(*_LISTED).where(*_where(wanted)).order_by(*order).limit(limit)
    for row in connection.execution_options(yield_per=1000).execute(chosen):
        yield _row(row)


def one(connection: Connection, incident_id: str) -> tuple[IncidentRow, bytes] | None:
    """Return an incident and the JSON it was sent as."""
    row = connection.execute(select(INCIDENT).where(INCIDENT.c.id == incident_id)).one_or_none()
    return None if row is None else (_row(row), row.body)


def change(
    connection: Connection,
    incident_id: str,
    held: IncidentState,
    **values: Any,  # noqa: ANN401 - column values
) -> bool:
    """Set columns of an incident that is in state `held`; False when it is not (any more)."""
    same = (INCIDENT.c.id == incident_id) & (INCIDENT.c.state == held.value)
    return connection.execute(update(INCIDENT).where(same).values(**values)).rowcount == 1


def add_note(connection: Connection, incident_id: str, comment: Comment) -> None:
    """Store a remark."""
    values = msgspec.structs.asdict(comment) | {"incident_id": incident_id}
    connection.execute(insert(NOTE).values(**values))


def notes(connection: Connection, incident_id: str) -> tuple[Comment, ...]:
    """Return the remarks of an incident, oldest first."""
    rows = connection.execute(select(NOTE).where(NOTE.c.incident_id == incident_id).order_by(NOTE.c.id))
    return tuple(Comment(row.at, row.author, row.kind, row.text) for row in rows)


def count_by(
    connection: Connection, column: str, where: Iterable[ColumnElement[bool]] = ()
) -> dict[str, int]:
    """Return how many incidents have each value of `column`."""
    chosen = select(INCIDENT.c[column], func.count()).where(*where).group_by(INCIDENT.c[column])
    return {str(value): number for value, number in connection.execute(chosen)}


def count_by_day(connection: Connection, since: datetime) -> dict[str, int]:
    """Return how many incidents there were on each day (ISO date, UTC) since an instant."""
    day = func.substr(type_coerce(INCIDENT.c.occurred_at, String), 1, 10)
    chosen = select(day, func.count()).where(INCIDENT.c.occurred_at >= since).group_by(day)
    return {str(value): number for value, number in connection.execute(chosen)}


def not_closed() -> ColumnElement[bool]:
    """Return the condition for incidents that still need work."""
    return INCIDENT.c.state != IncidentState.CLOSED.value


def since(moment: datetime) -> ColumnElement[bool]:
    """Return the condition for incidents since an instant."""
    return INCIDENT.c.occurred_at >= moment


def _where(wanted: Filter) -> list[ColumnElement[bool]]:
    exact = ("state", "severity", "channel", "device", "outcome", "rule", "assignee")
    found = [INCIDENT.c[name] == str(value) for name in exact if (value := getattr(wanted, name))]
    if wanted.text:
        columns = ("who", "what", "id", "rule", "types")
        parts = [INCIDENT.c[name].icontains(wanted.text, autoescape=True) for name in columns]
        found.append(parts[0] | parts[1] | parts[2] | parts[3] | parts[4])
    if wanted.since is not None:
        found.append(INCIDENT.c.occurred_at >= wanted.since)
    if wanted.until is not None:
        found.append(INCIDENT.c.occurred_at < wanted.until)
    return found


def _values(row: IncidentRow) -> dict[str, Any]:
    values: dict[str, Any] = msgspec.structs.asdict(row)
    return values | {"types": " ".join(row.types), "state": row.state.value}


def _row(row: Row[Any]) -> IncidentRow:
    values: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    values.pop("body", None)
    values |= {"types": tuple(row.types.split()), "state": IncidentState(row.state)}
    return IncidentRow(**values)
