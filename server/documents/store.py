"""Tables of registered documents, and of the register in the two forms that edges get."""

from collections.abc import Iterable, Mapping
from datetime import datetime

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
    insert,
    select,
    update,
)

from server.database import METADATA, Instant
from server.documents.types import DocumentRow

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
