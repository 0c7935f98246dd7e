"""Table of escrowed passwords. The sealed form is deleted when it was opened or has expired."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, LargeBinary, Row, String, Table, insert, select, update

from server.database import METADATA, Instant
from server.escrow.types import EscrowState, EscrowView

ESCROW = Table(
    "escrow_password",
    METADATA,
    Column("id", String(128), primary_key=True),
    Column("device", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    Column("sender", String(1024), nullable=False),  # as sent: the seal is bound to it
    Column("owner", String(1024), nullable=False, index=True),  # the sender's address in lower case
    Column("recipients", LargeBinary, nullable=False),
    Column("container", String(128), nullable=False),
    Column("incident_id", String(128), nullable=False),
    Column("occurred_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("opened_at", Instant),
    Column("sealed", LargeBinary),
)


class Stored(msgspec.Struct, frozen=True):
    """One escrowed password, sealed."""

    view: EscrowView
    device: str
    sender: str
    owner: str
    sealed: bytes | None

    def __repr__(self) -> str:
        return f"Stored({self.view.id!r}, …)"


def add(connection: Connection, stored: Iterable[Stored]) -> None:
    """Store new escrowed passwords."""
    rows = []
    for item in stored:
        values: dict[str, Any] = msgspec.structs.asdict(item.view)
        values |= {"state": item.view.state.value, "recipients": msgspec.json.encode(item.view.recipients)}
        values |= {"device": item.device, "sender": item.sender, "owner": item.owner, "sealed": item.sealed}
        rows.append(values)
    if rows:
        connection.execute(insert(ESCROW), rows)


def one(connection: Connection, escrow_id: str) -> Stored | None:
    """Return one escrowed password, still sealed."""
    row = connection.execute(select(ESCROW).where(ESCROW.c.id == escrow_id)).one_or_none()
    return None if row is None else Stored(_view(row), row.device, row.sender, row.owner, row.sealed)


def owned(connection: Connection, owner: str, limit: int) -> tuple[EscrowView, ...]:
    """Return what belongs to an address, newest first."""
    order = ESCROW.c.occurred_at.desc()
    rows = connection.execute(select(ESCROW).where(ESCROW.c.owner == owner).order_by(order).limit(limit))
    return tuple(_view(row) for row in rows)


def advance(
    connection: Connection, escrow_id: str, state: EscrowState, opened_at: datetime | None = None
) -> bool:
    """Leave WAITING for `state` and delete the sealed form; False when it was not waiting (any more).

    The one way the state of an escrowed password changes.
    """
    waiting = (ESCROW.c.id == escrow_id) & (ESCROW.c.state == EscrowState.WAITING.value)
    changed = update(ESCROW).where(waiting).values(state=state.value, opened_at=opened_at, sealed=None)
    return connection.execute(changed).rowcount == 1


def overdue(connection: Connection, now: datetime, limit: int) -> tuple[str, ...]:
    """Return ids of waiting passwords whose time is over."""
    late = (ESCROW.c.state == EscrowState.WAITING.value) & (ESCROW.c.expires_at <= now)
    return tuple(connection.execute(select(ESCROW.c.id).where(late).limit(limit)).scalars())


def _view(row: Row[Any]) -> EscrowView:
    return EscrowView(
        id=row.id,
        state=EscrowState(row.state),
        recipients=msgspec.json.decode(row.recipients, type=tuple[str, ...]),
        container=row.container,
        incident_id=row.incident_id,
        occurred_at=row.occurred_at,
        expires_at=row.expires_at,
        opened_at=row.opened_at,
    )
