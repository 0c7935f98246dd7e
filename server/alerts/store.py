"""Table of alerts: each row becomes one e-mail, for one or several like happenings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
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
    update,
)

from server.alerts.types import AlertRow, AlertState
from server.database import METADATA, Instant

ALERT = Table(
    "alerts_alert",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(512), nullable=False, index=True),
    Column("state", String(16), nullable=False, index=True),
    Column("severity", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("examples", LargeBinary, nullable=False),
    Column("count", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text, nullable=False, default=""),
    Column("sent_at", Instant),
)
_LISTED = [column for column in ALERT.c if column.name != "examples"]


class Example(msgspec.Struct, frozen=True):
    """One of the happenings that an alert stands for."""

    id: str  # of the incident or record, "" when there is none
    at: datetime
    what: str


class Pending(msgspec.Struct, frozen=True):
    """An alert with what its mail says."""

    row: AlertRow
    examples: tuple[Example, ...]


_examples_decoder = msgspec.json.Decoder(tuple[Example, ...])


def waiting(connection: Connection, key: str) -> Pending | None:
    """Return the alert of `key` that was not sent yet."""
    held = (ALERT.c.key == key) & (ALERT.c.state == AlertState.WAITING.value)
    row = connection.execute(select(ALERT).where(held).order_by(ALERT.c.id).limit(1)).one_or_none()
    return None if row is None else _pending(row)


def last_sent(connection: Connection, key: str) -> datetime | None:
    """Return when an alert of `key` was sent last."""
    chosen = select(func.max(ALERT.c.sent_at)).where(ALERT.c.key == key)
    newest: datetime | None = connection.execute(chosen).scalar_one()
    return newest


def sent_since(connection: Connection, moment: datetime) -> int:
    """Return how many mails were sent since an instant."""
    chosen = select(func.count()).select_from(ALERT).where(ALERT.c.sent_at > moment)
    return connection.execute(chosen).scalar_one()


def add(connection: Connection, row: AlertRow, examples: Iterable[Example]) -> None:
    """Store a new alert (its `id` is not looked at)."""
    values: dict[str, Any] = msgspec.structs.asdict(row)
    del values["id"]
    values |= {"state": row.state.value, "examples": msgspec.json.encode(tuple(examples))}
    connection.execute(insert(ALERT).values(**values))


def extend(connection: Connection, alert_id: int, count: int, examples: Iterable[Example]) -> None:
    """Let a waiting alert stand for more happenings."""
    values = {"count": count, "examples": msgspec.json.encode(tuple(examples))}
    connection.execute(update(ALERT).where(ALERT.c.id == alert_id).values(**values))


def due(connection: Connection, now: datetime) -> Pending | None:
    """Return the waiting alert that should be sent next, if its time has come."""
    late = (ALERT.c.state == AlertState.WAITING.value) & (ALERT.c.due_at <= now)
    row = connection.execute(select(ALERT).where(late).order_by(ALERT.c.due_at).limit(1)).one_or_none()
    return None if row is None else _pending(row)


def set_state(
    connection: Connection,
    alert_id: int,
    held: AlertState,
    state: AlertState,
    **values: Any,  # noqa: ANN401 - column values
) -> bool:
    """Move an alert from `held` to `state`; False when it is not in `held` (any more)."""
    same = (ALERT.c.id == alert_id) & (ALERT.c.state == held.value)
    changed = update(ALERT).where(same).values(state=state.value, **values)
    return connection.execute(changed).rowcount == 1


def in_state(connection: Connection, state: AlertState) -> tuple[int, ...]:
    """Return ids of alerts in a state."""
    return tuple(connection.execute(select(ALERT.c.id).where(ALERT.c.state == state.value)).scalars())


def page(connection: Connection, limit: int, offset: int) -> tuple[tuple[AlertRow, ...], int]:
    """Return alerts, newest first, and how many there are in all."""
    total = connection.execute(select(func.count()).select_from(ALERT)).scalar_one()
    rows = connection.execute(select(*_LISTED).order_by(ALERT.c.id.desc()).limit(limit).offset(offset))
    return tuple(_row(row) for row in rows), total


def _pending(row: Row[Any]) -> Pending:
    return Pending(_row(row), _examples_decoder.decode(row.examples))


def _row(row: Row[Any]) -> AlertRow:
    values: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    values.pop("examples", None)
    return AlertRow(**values | {"state": AlertState(row.state)})
