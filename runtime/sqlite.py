"""SQLite as the components use it: one durable file, write-ahead log, explicit transactions.

`synchronous=FULL` makes a commit survive a power cut: what `transaction` has left is on the disk.
Connections are in autocommit mode, so nothing is in a transaction unless it says so.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUSY_SECONDS = 30.0  # how long a writer waits for another one


def connect(path: Path) -> sqlite3.Connection:
    """Open, or create with mode 0600, the database `path`.

    The connection may be handed from thread to thread; two threads must not use it at once.

    Raises:
        sqlite3.Error: the file is no database or cannot be opened.
        OSError: the file cannot be created.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # a settled event leaves no copy in free pages
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Commit what happens inside, or nothing of it.

    Inside of a transaction that is already open it joins that one, which then decides.

    Raises:
        sqlite3.Error: the disk is full or another writer held on for `BUSY_SECONDS`.
    """
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
