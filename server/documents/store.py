"""Tables of registered documents, of changes that wait, and of the register in the two forms that edges get."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

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
    delete,
    insert,
    select,
    update,
)

from server.database import METADATA, Instant
from server.documents.types import Change, ChangeState, DocumentRow

DOCUMENT = Table(
    "documents_document",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(128), nullable=False, index=True),
    Column("category", String(128), nullable=False),
    Column("letters", BigInteger, nullable=False),
    Column("mark", String(64), nullable=False),
    Column("grams", LargeBinary, nullable=False),  # encrypted; empty once the document is withdrawn
    Column("registered_at", Instant, nullable=False),
    Column("author", String(256), nullable=False),
    Column("reason", Text, nullable=False),
    Column("withdrawn_at", Instant, nullable=True),
    Column("withdrawn_by", String(256), nullable=False, default=""),
    Column("withdrawn_reason", Text, nullable=False, default=""),
)
CHANGE = Table(
    "documents_change",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("deed", String(16), nullable=False),
    Column("names", Text, nullable=False),  # one a line
    Column("author", String(256), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("decided_by", String(64), nullable=False, default=""),
    Column("decided_at", Instant),
    Column("comment", Text, nullable=False, default=""),
    Column("documents", LargeBinary, nullable=False),  # encrypted; empty once it was decided
)
REGISTER = Table(
    "documents_register",
    METADATA,
    Column("form", String(8), primary_key=True),  # full | edge
    Column("built_at", Instant, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("octets", LargeBinary, nullable=False),
)
_ACTIVE = DOCUMENT.c.withdrawn_at.is_(None)
_SHOWN = [DOCUMENT.c[name] for name in DocumentRow.__struct_fields__]


def rows(connection: Connection) -> tuple[DocumentRow, ...]:
    """Return what is registered, by name."""
    found = connection.execute(select(*_SHOWN).where(_ACTIVE).order_by(DOCUMENT.c.name))
    return tuple(DocumentRow(*row) for row in found)


def marks(connection: Connection) -> Mapping[str, tuple[str, str]]:
    """Return category and mark of what is registered, by name."""
    chosen = select(DOCUMENT.c.name, DOCUMENT.c.category, DOCUMENT.c.mark).where(_ACTIVE)
    return {row.name: (row.category, row.mark) for row in connection.execute(chosen)}


def kept(connection: Connection) -> list[tuple[DocumentRow, bytes]]:
    """Return what is registered with its encrypted grams, in the order of registration."""
    chosen = select(*_SHOWN, DOCUMENT.c.grams).where(_ACTIVE).order_by(DOCUMENT.c.id)
    return [(DocumentRow(*row[:-1]), row.grams) for row in connection.execute(chosen)]


def add(connection: Connection, row: DocumentRow, *, mark: str, grams: bytes) -> None:
    """Store a document with its encrypted grams."""
    values = {name: getattr(row, name) for name in row.__struct_fields__}
    connection.execute(insert(DOCUMENT).values(**values, mark=mark, grams=grams))


def withdraw(connection: Connection, names: Iterable[str], *, at: datetime, by: str, reason: str) -> int:
    """Withdraw documents by name; what was kept of them is dropped. Return how many there were."""
    wanted = _ACTIVE & DOCUMENT.c.name.in_(list(names))
    values = {"withdrawn_at": at, "withdrawn_by": by, "withdrawn_reason": reason, "grams": b""}
    return connection.execute(update(DOCUMENT).where(wanted).values(**values)).rowcount


def built_at(connection: Connection) -> Mapping[str, datetime]:
    """Return when the forms of the register were built."""
    chosen = select(REGISTER.c.form, REGISTER.c.built_at)
    return {row.form: row.built_at for row in connection.execute(chosen)}


def register(connection: Connection, form: str) -> tuple[int, bytes] | None:
    """Return number of documents and octets of one form, None before the first one."""
    chosen = select(REGISTER.c.documents, REGISTER.c.octets).where(REGISTER.c.form == form)
    row = connection.execute(chosen).one_or_none()
    return None if row is None else (row.documents, row.octets)


def put_register(connection: Connection, form: str, at: datetime, documents: int, octets: bytes) -> None:
    """Store a form in place of the one before."""
    connection.execute(delete(REGISTER).where(REGISTER.c.form == form))
    values = {"form": form, "built_at": at, "documents": documents, "octets": octets}
    connection.execute(insert(REGISTER).values(**values))


def add_change(connection: Connection, change: Change) -> int:
    """Store a change that waits (its `id` is not looked at), without its documents; return its id."""
    values: dict[str, Any] = msgspec.structs.asdict(change)
    del values["id"]
    values |= {"names": "\n".join(change.names), "state": change.state.value, "documents": b""}
    return int(connection.execute(insert(CHANGE).values(**values).returning(CHANGE.c.id)).scalar_one())


def put_payload(connection: Connection, change_id: int, documents: bytes) -> None:
    """Store the encrypted documents of a change."""
    connection.execute(update(CHANGE).where(CHANGE.c.id == change_id).values(documents=documents))


def change(connection: Connection, change_id: int) -> tuple[Change, bytes] | None:
    """Return a change with its encrypted documents."""
    row = connection.execute(select(CHANGE).where(CHANGE.c.id == change_id)).one_or_none()
    return None if row is None else (_change(row), row.documents)


def waiting(connection: Connection) -> tuple[Change, ...]:
    """Return the changes that wait, oldest first."""
    where = CHANGE.c.state == ChangeState.WAITING.value
    return tuple(map(_change, connection.execute(select(CHANGE).where(where).order_by(CHANGE.c.id))))


def decide(
    connection: Connection,
    change_id: int,
    **values: Any,  # noqa: ANN401 - column values
) -> bool:
    """Set columns of a change that waits and drop its documents; False when it does not wait (any more)."""
    same = (CHANGE.c.id == change_id) & (CHANGE.c.state == ChangeState.WAITING.value)
    return connection.execute(update(CHANGE).where(same).values(**values, documents=b"")).rowcount == 1


def _change(row: Row[Any]) -> Change:
    values: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    del values["documents"]
    return Change(**values | {"names": tuple(row.names.split("\n")), "state": ChangeState(row.state)})
