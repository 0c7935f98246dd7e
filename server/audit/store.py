"""Tables of the audit trail: entries not yet sealed, the sealed log, and its signed heads.

`audit_waiting` is filled inside the transaction of the action itself, by many at once. The
sequencer alone moves its rows into `audit_log`, which has no gaps. Nothing here is ever updated.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.sql.elements import ColumnElement

from server.audit.types import AuditFilter, AuditRow, Outcome
from server.database import METADATA, Instant

_SEQUENCER_LOCK = 0x61736873  # any number, the same in every replica

BigKey = BigInteger().with_variant(Integer(), "sqlite")

WAITING = Table(
    "audit_waiting",
    METADATA,
    Column("id", BigKey, primary_key=True, autoincrement=True),
    Column("body", LargeBinary, nullable=False),
)
LOG = Table(
    "audit_log",
    METADATA,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
    # What follows repeats the body for searching; the tree is over `body` alone.
    Column("at", Instant, nullable=False, index=True),
    Column("actor", String(256), nullable=False, index=True),
    Column("action", String(64), nullable=False, index=True),
    Column("object", String(1024), nullable=False),
    Column("outcome", String(16), nullable=False),
)
HEAD = Table(
    "audit_head",
    METADATA,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    Column("sealed_at", Instant, nullable=False),
)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is hashed: one action. `detail` holds identifiers and digests, never found values."""

    at: str
    actor: str
    action: str
    object: str
    outcome: Outcome
    client: str
    detail: dict[str, str]


class Head(msgspec.Struct, frozen=True):
    """A signed head as stored."""

    size: int
    root: bytes
    frontier: bytes
    note: str
    sealed_at: datetime


_decoder = msgspec.json.Decoder(Entry)


def add_waiting(connection: Connection, body: bytes) -> None:
    """Put an entry into the queue, in the transaction of the action."""
    connection.execute(insert(WAITING).values(body=body))


def lock_sequencer(connection: Connection) -> None:
    """Let one sequencer at a time pass until the transaction ends (SQLite: the write lock does it)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SEQUENCER_LOCK})


def waiting(connection: Connection, limit: int) -> list[tuple[int, bytes]]:
    """Return ids and bodies of unsealed entries, oldest first."""
    rows = connection.execute(select(WAITING.c.id, WAITING.c.body).order_by(WAITING.c.id).limit(limit))
    return [(row.id, row.body) for row in rows]


def seal(connection: Connection, rows: Sequence[tuple[int, int, bytes]]) -> None:
    """Move entries given as (waiting id, sequence, body) into the log."""
    values = []
    for _, sequence, body in rows:
        entry = _decoder.decode(body)
        values.append(
            {
                "sequence": sequence,
                "body": body,
                "at": datetime.fromisoformat(entry.at),
                "actor": entry.actor,
                "action": entry.action,
                "object": entry.object,
                "outcome": entry.outcome,
            }
        )
    connection.execute(insert(LOG), values)
    connection.execute(delete(WAITING).where(WAITING.c.id.in_([waiting_id for waiting_id, _, _ in rows])))


def add_head(connection: Connection, head: Head) -> None:
    """Store a new signed head."""
    connection.execute(insert(HEAD).values(**msgspec.structs.asdict(head)))


def newest_head(connection: Connection) -> Head | None:
    """Return the head of the log, None when nothing was sealed yet."""
    row = connection.execute(select(HEAD).order_by(HEAD.c.size.desc()).limit(1)).one_or_none()
    return None if row is None else Head(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def bodies(connection: Connection) -> Iterator[tuple[int, bytes]]:
    """Yield sequence and body of the whole log in order, in pieces."""
    found = connection.execution_options(yield_per=2000).execute(
        select(LOG.c.sequence, LOG.c.body).order_by(LOG.c.sequence)
    )
    for row in found:
        yield row.sequence, row.body


def count(connection: Connection, wanted: AuditFilter) -> int:
    """Return how many entries fit."""
    return connection.execute(select(func.count()).select_from(LOG).where(*_where(wanted))).scalar_one()


def page(connection: Connection, wanted: AuditFilter, limit: int, offset: int) -> tuple[AuditRow, ...]:
    """Return entries that fit, newest first."""
    chosen = select(LOG.c.sequence, LOG.c.body).where(*_where(wanted))
    rows = connection.execute(chosen.order_by(LOG.c.sequence.desc()).limit(limit).offset(offset))
    return tuple(_row(row.sequence, row.body) for row in rows)


def _row(sequence: int, body: bytes) -> AuditRow:
    entry = _decoder.decode(body)
    return AuditRow(
        sequence=sequence,
        at=datetime.fromisoformat(entry.at),
        actor=entry.actor,
        action=entry.action,
        object=entry.object,
        outcome=entry.outcome,
        detail=entry.detail,
        client=entry.client,
    )


def _where(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    columns: dict[str, Column[Any]] = {"actor": LOG.c.actor, "outcome": LOG.c.outcome}
    found = [columns[name] == value for name in columns if (value := getattr(wanted, name))]
    if wanted.action:
        found.append(LOG.c.action.startswith(wanted.action, autoescape=True))
    if wanted.object:
        found.append(LOG.c.object.contains(wanted.object, autoescape=True))
    if wanted.since is not None:
        found.append(LOG.c.at >= wanted.since)
    if wanted.until is not None:
        found.append(LOG.c.at < wanted.until)
    return found
