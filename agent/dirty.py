"""The dirty list: files that changed and were not looked at since.

It is a table of the journal's database that the watcher's own process writes to, so this module
imports as little as it can. Whoever reads takes an entry together with its
`sequence`; settling it with that number leaves a change that came in between on the list.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from runtime import sqlite

SCHEMA = """
CREATE TABLE IF NOT EXISTS dirty(
    path BLOB PRIMARY KEY, tree INTEGER NOT NULL, sequence INTEGER NOT NULL,
    not_before REAL NOT NULL, seen_at REAL NOT NULL,
    pid INTEGER, started INTEGER, uid INTEGER, login_uid INTEGER, session TEXT);
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
UNSET_UID = 4294967295  # what the kernel shows as loginuid of a process outside any log-in


class Writer(NamedTuple):
    """The process that closed or moved a file, as the kernel told at first sight.

    `started` is in clock ticks since boot (field 22 of proc(5) stat): with the pid it names one
    process for ever. `session` is the logind session of its control group, or "".
    """

    pid: int
    started: int
    uid: int
    login_uid: int
    session: str


class Dirty(NamedTuple):
    """One entry: look at `path` (a directory and all below it if `tree`)."""

    path: bytes
    tree: bool
    seen_at: float  # seconds since the epoch
    writer: Writer | None = None
    sequence: int = 0


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to the journal's database with the dirty list in it.

    Losing the last entries in a power cut is allowed: the reconcile scan at the start finds them.
    Everything that must not be lost is written by `agent.journal`, which syncs.
    """
    connection = sqlite.connect(path)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(SCHEMA)
    return connection


_MARK = """
INSERT INTO dirty VALUES(?, ?, 1, 0, ?, ?, ?, ?, ?, ?)
ON CONFLICT(path) DO UPDATE SET sequence = sequence + 1, tree = max(tree, excluded.tree), not_before = 0,
    seen_at = excluded.seen_at, pid = coalesce(excluded.pid, pid),
    started = coalesce(excluded.started, started), uid = coalesce(excluded.uid, uid),
    login_uid = coalesce(excluded.login_uid, login_uid), session = coalesce(excluded.session, session)
"""
_NOBODY = (None, None, None, None, None)


def mark(connection: sqlite3.Connection, entries: Iterable[Dirty]) -> None:
    """Put `entries` on the list in one transaction."""
    rows = [(e.path, int(e.tree), e.seen_at, *(e.writer or _NOBODY)) for e in entries]
    with sqlite.transaction(connection):
        connection.executemany(_MARK, rows)


def due(connection: sqlite3.Connection, now: float, limit: int) -> list[Dirty]:
    """Return up to `limit` entries that may be looked at at `now` (epoch seconds), oldest first."""
    rows = connection.execute(
        "SELECT path, tree, seen_at, pid, started, uid, login_uid, session, sequence FROM dirty"
        " WHERE not_before <= ? ORDER BY seen_at LIMIT ?",
        (now, limit),
    )
    return [
        Dirty(row[0], bool(row[1]), row[2], Writer(*row[3:8]) if row[3] is not None else None, row[8])
        for row in rows
    ]


def settle(connection: sqlite3.Connection, entry: Dirty) -> None:
    """Take `entry` off the list unless it was marked again since it was read."""
    connection.execute("DELETE FROM dirty WHERE path = ? AND sequence = ?", (entry.path, entry.sequence))


def postpone(connection: sqlite3.Connection, entry: Dirty, until: float) -> None:
    """Leave `entry` alone until `until` (epoch seconds)."""
    connection.execute("UPDATE dirty SET not_before = ? WHERE path = ?", (until, entry.path))


def count(connection: sqlite3.Connection) -> int:
    """Return how many entries are on the list."""
    (number,) = connection.execute("SELECT count(*) FROM dirty").fetchone()
    return int(number)


def set_unreconciled(connection: sqlite3.Connection, *, unreconciled: bool) -> None:
    """Remember across restarts that events may have been lost, so that a full scan is owed."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES('unreconciled', ?)", (str(int(unreconciled)),))


def is_unreconciled(connection: sqlite3.Connection) -> bool:
    """Tell whether a full scan is owed."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'unreconciled'").fetchone()
    return row is not None and row[0] == "1"


def is_marked(connection: sqlite3.Connection, path: bytes) -> bool:
    """Tell whether `path` waits to be looked at."""
    return connection.execute("SELECT 1 FROM dirty WHERE path = ?", (path,)).fetchone() is not None
