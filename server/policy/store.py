"""Tables of policy: drafts on their way, and every version that was ever published."""

import hashlib
from collections.abc import Sequence
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

from server.database import METADATA, Instant
from server.policy.types import Draft, DraftState, PolicyVersion
from wire.bundle import PolicyDocument

DRAFT = Table(
    "policy_draft",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("state", String(16), nullable=False, index=True),
    Column("author", String(64), nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("documents", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("restores", Integer),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("submitted_at", Instant),
    Column("decided_by", String(64), nullable=False, default=""),
    Column("decided_at", Instant),
    Column("comment", Text, nullable=False, default=""),
    Column("version", Integer),
)
VERSION = Table(
    "policy_version",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("documents", LargeBinary, nullable=False),
    Column("author", String(64), nullable=False),
    Column("approver", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
)

_documents_decoder = msgspec.json.Decoder(tuple[PolicyDocument, ...])


def encode_documents(documents: Sequence[PolicyDocument]) -> bytes:
    """Return the stored form of a set of documents."""
    return msgspec.json.encode(documents)


def add_draft(connection: Connection, draft: Draft) -> int:
    """Store a new draft (its `id` is not looked at) and return its id."""
    values: dict[str, Any] = msgspec.structs.asdict(draft)
    del values["id"]
    values |= {"documents": encode_documents(draft.documents), "state": draft.state.value}
    return int(connection.execute(insert(DRAFT).values(**values).returning(DRAFT.c.id)).scalar_one())


def draft(connection: Connection, draft_id: int) -> Draft | None:
    """Return one draft."""
    row = connection.execute(select(DRAFT).where(DRAFT.c.id == draft_id)).one_or_none()
    return None if row is None else _draft(row)


def drafts(
    connection: Connection, state: DraftState | None, limit: int, offset: int
) -> tuple[tuple[Draft, ...], int]:
    """Return drafts, last changed first, and how many there are in all."""
    where = [] if state is None else [DRAFT.c.state == state.value]
    total = connection.execute(select(func.count()).select_from(DRAFT).where(*where)).scalar_one()
    order = (DRAFT.c.updated_at.desc(), DRAFT.c.id.desc())
    rows = connection.execute(select(DRAFT).where(*where).order_by(*order).limit(limit).offset(offset))
    return tuple(_draft(row) for row in rows), total


def change_draft(
    connection: Connection,
    draft_id: int,
    held: DraftState,
    **values: Any,  # noqa: ANN401 - column values
) -> bool:
    """Set columns of a draft that is in state `held`; False when it is not (any more)."""
    if "documents" in values:
        values["documents"] = encode_documents(values["documents"])
    same = (DRAFT.c.id == draft_id) & (DRAFT.c.state == held.value)
    return connection.execute(update(DRAFT).where(same).values(**values)).rowcount == 1


def add_version(connection: Connection, version: PolicyVersion, envelope: bytes) -> None:
    """Store a published version with its signed envelope; its number must be new."""
    values: dict[str, Any] = msgspec.structs.asdict(version)
    del values["digest"]
    values |= {"documents": encode_documents(version.documents), "envelope": envelope}
    connection.execute(insert(VERSION).values(**values))


def newest_number(connection: Connection) -> int:
    """Return the newest version's number, 0 when nothing was published."""
    return int(connection.execute(select(func.max(VERSION.c.version))).scalar_one() or 0)


def version(connection: Connection, number: int) -> PolicyVersion | None:
    """Return one published version."""
    row = connection.execute(select(VERSION).where(VERSION.c.version == number)).one_or_none()
    return None if row is None else _version(row)


def versions(connection: Connection, limit: int, offset: int) -> tuple[tuple[PolicyVersion, ...], int]:
    """Return published versions, newest first, and how many there are in all."""
    total = connection.execute(select(func.count()).select_from(VERSION)).scalar_one()
    order = VERSION.c.version.desc()
    rows = connection.execute(select(VERSION).order_by(order).limit(limit).offset(offset))
    return tuple(_version(row) for row in rows), total


def envelope(connection: Connection, number: int) -> bytes | None:
    """Return the signed envelope of one version."""
    chosen = select(VERSION.c.envelope).where(VERSION.c.version == number)
    return connection.execute(chosen).scalar_one_or_none()


def _draft(row: Row[Any]) -> Draft:
    values: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    values |= {"state": DraftState(row.state), "documents": _documents_decoder.decode(row.documents)}
    return Draft(**values)


def _version(row: Row[Any]) -> PolicyVersion:
    values: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    values["digest"] = hashlib.sha256(values.pop("envelope")).hexdigest()
    values["documents"] = _documents_decoder.decode(row.documents)
    return PolicyVersion(**values)
