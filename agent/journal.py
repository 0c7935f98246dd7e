"""The agent's memory: one SQLite file that survives kill -9 and power cuts.

It holds the dirty list (`agent.dirty`), what was read and found clean (`seen`), the inventory of
leftovers (`agent.inventory`), the intents of destruction, the log-offs that wait, the signed
records (`agent.records`) and the outbox (`runtime.outbox`), so that one commit can change several
of them at once. The only place where the state of a destruction is written is `Journal.advance`.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from agent import dirty
from agent.destruction import DestructionState, Intent
from runtime import sqlite
from runtime.outbox import Outbox

_SCHEMA = """
CREATE TABLE IF NOT EXISTS seen(
    dev INTEGER, inode INTEGER, ctime_ns INTEGER, mtime_ns INTEGER, size INTEGER, policy TEXT, verdict TEXT,
    PRIMARY KEY(dev, inode)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS intent(
    id TEXT PRIMARY KEY, leftover_id TEXT NOT NULL, state TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS intent_by_state ON intent(state);
CREATE TABLE IF NOT EXISTS log_off(
    id INTEGER PRIMARY KEY, account TEXT NOT NULL, asked_at TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
"""
_encode = msgspec.json.encode
_decoder = msgspec.json.Decoder(Intent)


class Superseded(Exception):
    """The intent is not in the state it was read in: somebody else took it further."""


class Version(NamedTuple):
    """One version of a file's content, as far as its inode tells without reading it.

    The change time decides: unlike the modification time no user can set it.
    """

    dev: int
    inode: int
    ctime_ns: int
    mtime_ns: int
    size: int


class Journal:
    """The database `path`; safe to use from several threads and beside other processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection = sqlite.connect(path)
        self._connection.executescript(dirty.SCHEMA + _SCHEMA)
        Outbox.attach(self._connection)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection; what happens inside is committed as a whole or not at all.

        Raises:
            sqlite3.Error: the disk is full or another process held the database too long.
        """
        with self._lock, sqlite.transaction(self._connection) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for looking only: other processes may write meanwhile."""
        with self._lock:
            yield self._connection

    def prepare(self, schema: str) -> None:
        """Create the tables of a part of the agent that keeps its own in this file."""
        with self._lock:
            self._connection.executescript(schema)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def advance(
        self,
        intent: Intent,
        previous: DestructionState | None,
        also: Callable[[sqlite3.Connection], None] | None = None,
    ) -> Intent:
        """Commit that `intent` came from `previous` (None: is new) to its state, and return it.

        `also` runs inside of the same transaction; if it fails nothing is changed.

        Raises:
            Superseded: the intent is in another state than `previous`, or exists already.
        """
        with self.transaction() as connection:
            if previous is None:
                changed = connection.execute(
                    "INSERT INTO intent VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (intent.id, intent.leftover_id, intent.state, _encode(intent)),
                )
            else:
                changed = connection.execute(
                    "UPDATE intent SET state = ?, body = ? WHERE id = ? AND state = ?",
                    (intent.state, _encode(intent), intent.id, previous),
                )
            if changed.rowcount != 1:
                raise Superseded(f"destruction {intent.id} is no longer {previous or 'new'}")
            if also is not None:
                also(connection)
        return intent

    def unfinished(self) -> list[Intent]:
        """Return the intents that have no record yet, in the order in which they were planned."""
        return self._intents("state != ?", DestructionState.RECORDED)

    def intent_of(self, leftover_id: str) -> Intent | None:
        """Return the unfinished intent for a leftover, if there is one."""
        found = [
            one
            for one in self._intents("leftover_id = ?", leftover_id)
            if one.state is not DestructionState.RECORDED
        ]
        return found[0] if found else None

    def intent(self, intent_id: str) -> Intent | None:
        """Return one intent by its id, finished or not."""
        found = self._intents("id = ?", intent_id)
        return found[0] if found else None

    def _intents(self, where: str, value: str) -> list[Intent]:
        query = f"SELECT body FROM intent WHERE {where} ORDER BY rowid"  # noqa: S608 - two literals above
        with self._lock:
            return [_decoder.decode(body) for (body,) in self._connection.execute(query, (value,))]

    def verdict(self, version: Version, policy: str) -> str | None:
        """Return the verdict on exactly this version under `policy`, if it was read before."""
        query = (
            "SELECT verdict FROM seen WHERE dev = ? AND inode = ? AND ctime_ns = ? AND mtime_ns = ?"
            " AND size = ? AND policy = ?"
        )
        with self._lock:
            row = self._connection.execute(query, (*version, policy)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, version: Version, policy: str, verdict: str) -> None:
        """Keep the verdict on this version; it replaces what was known of the inode."""
        with self.transaction() as connection:
            row = (*version, policy, verdict)
            connection.execute("INSERT OR REPLACE INTO seen VALUES(?, ?, ?, ?, ?, ?, ?)", row)

    def ask_log_off(self, account: str, asked_at: str) -> None:
        """Write down that `account` logs off; the running agent, or the next one, acts on it."""
        with self.transaction() as connection:
            connection.execute("INSERT INTO log_off(account, asked_at) VALUES(?, ?)", (account, asked_at))

    def log_offs(self) -> list[tuple[int, str]]:
        """Return (id, account) of the log-offs that were not acted on."""
        with self._lock:
            return list(
                self._connection.execute("SELECT id, account FROM log_off WHERE done = 0 ORDER BY id")
            )

    def settle_log_off(self, log_off_id: int) -> None:
        """Note that everything the account left was dealt with."""
        with self.transaction() as connection:
            connection.execute("UPDATE log_off SET done = 1 WHERE id = ?", (log_off_id,))
