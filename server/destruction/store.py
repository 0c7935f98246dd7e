"""Table of destruction records: the signed record as it came, and what lists and searches need."""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    func,
    insert,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from server.database import METADATA, Instant
from server.destruction.types import RecordFilter, RecordRow, Verification

RECORD = Table(
    "destruction_record",
    METADATA,
    Column("id", String(128), primary_key=True),
    Column("device", String(128), nullable=False, index=True),
    Column("person", String(1024), nullable=False),
    Column("path", Text, nullable=False),
    Column("result", String(16), nullable=False),
    Column("method", String(128), nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("finished_at", Instant, nullable=False, index=True),
    Column("received_at", Instant, nullable=False),
    Column("verification", String(32), nullable=False),
    Column("envelope_digest", String(64), nullable=False, index=True),
    Column("signed", LargeBinary, nullable=False),  # wire.destruction.SignedRecord as JSON
)
_EXTRA = {"envelope_digest", "signed"}
_LISTED = [column for column in RECORD.c if column.name not in _EXTRA]


class Stored(msgspec.Struct, frozen=True):
    """One record with what the list does not show."""

    row: RecordRow
    envelope_digest: str
    signed: bytes


def add(connection: Connection, records: Iterable[Stored]) -> None:
    """Store new records."""
    rows = [
        msgspec.structs.asdict(stored.row)
        | {
            "verification": stored.row.verification.value,
            "envelope_digest": stored.envelope_digest,
            "signed": stored.signed,
        }
        for stored in records
    ]
    if rows:
        connection.execute(insert(RECORD), rows)


def page(
    connection: Connection, wanted: RecordFilter, limit: int, offset: int
) -> tuple[tuple[RecordRow, ...], int]:
    """Return records that fit, newest first, and how many there are in all."""
    where = _where(wanted)
    total = connection.execute(select(func.count()).select_from(RECORD).where(*where)).scalar_one()
    order = (RECORD.c.finished_at.desc(), RECORD.c.id.desc())
    rows = connection.execute(select(*_LISTED).where(*where).order_by(*order).limit(limit).offset(offset))
    return tuple(_row(row) for row in rows), total


def one(connection: Connection, record_id: str) -> Stored | None:
    """Return one record."""
    row = connection.execute(select(RECORD).where(RECORD.c.id == record_id)).one_or_none()
    return None if row is None else Stored(_row(row), row.envelope_digest, row.signed)


def has_digest(connection: Connection, device: str, digest: str) -> bool:
    """Whether a record of `device` has this envelope digest."""
    same = (RECORD.c.envelope_digest == digest) & (RECORD.c.device == device)
    return connection.execute(select(RECORD.c.id).where(same).limit(1)).first() is not None


def _where(wanted: RecordFilter) -> list[ColumnElement[bool]]:
    exact = ("result", "device", "verification")
    found = [RECORD.c[name] == str(value) for name in exact if (value := getattr(wanted, name))]
    if wanted.text:
        parts = [RECORD.c[name].icontains(wanted.text, autoescape=True) for name in ("person", "path", "id")]
        found.append(parts[0] | parts[1] | parts[2])
    if wanted.since is not None:
        found.append(RECORD.c.finished_at >= wanted.since)
    if wanted.until is not None:
        found.append(RECORD.c.finished_at < wanted.until)
    return found


def _row(row: Row[Any]) -> RecordRow:
    values: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    for name in _EXTRA & values.keys():
        del values[name]
    return RecordRow(**values | {"verification": Verification(row.verification)})
