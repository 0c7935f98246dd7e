"""The console's database: SQLite with a write-ahead log, or PostgreSQL, behind two context managers.

`write()` gives a connection inside a transaction that is committed when the block ends and rolled
back when it raises; `read()` gives one that sees a single state. On SQLite a writing transaction
takes the write lock at its start (BEGIN IMMEDIATE), so that it never fails half-way because
another one wrote first; commits survive a power cut (synchronous=FULL).
Each area defines its own tables on `METADATA` and writes only those.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, MetaData, String, TypeDecorator, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from wire import instant

BUSY_SECONDS = 20.0  # how long a writer waits for another one (SQLite)
POOL_SIZE = 8
POOL_OVERFLOW = 24
KEY_END = 2**31  # integer keys stay below; larger ones from outside name nothing
_WRITES = "ashseal_writes"

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, stored as the text `wire.instant` writes; that text sorts by time."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy passes it
        """Return the stored text."""
        return None if value is None else instant.render(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy passes it
        """Return the aware datetime."""
        return None if value is None else datetime.fromisoformat(value).astimezone(UTC)


class Database:
    """One engine. Blocking; use it from threads, never on an event loop."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = create_engine(
            self.url,
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            pool_pre_ping=True,
            hide_parameters=True,
        )
        if self.sqlite:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
        self._writer = self._engine.execution_options(**{_WRITES: True})

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Commit what happens inside, or nothing of it.

        Raises:
            sqlalchemy.exc.OperationalError: the database is away or locked for too long.
        """
        with self._writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for reading one consistent state; nothing is ever committed."""
        with self._engine.connect() as connection:
            yield connection

    @property
    def engine(self) -> Engine:
        """The engine itself, for migrations and backup."""
        return self._engine

    def close(self) -> None:
        """Close all pooled connections."""
        self._engine.dispose()


def storable(text: str) -> str:
    """Return text from outside without what a database refuses: NUL (PostgreSQL) and lone surrogates."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def sqlite_url(path: Path) -> URL:
    """Return the URL of the SQLite file `path`."""
    return URL.create("sqlite+pysqlite", database=str(path))


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite` alone
    for pragma in (
        f"busy_timeout = {int(BUSY_SECONDS * 1000)}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # an opened escrow leaves no copy in free pages
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")
