"""The outbox: events for the console wait here, on the disk, until the console has committed them.

An event is `pending` from the commit that wrote it, `delivered` when the console said that it has
committed it, or `parked` when the console will never take it (or it does not fit the wire). Only
`advance` changes a state. A delivered event leaves its id behind for a while, so that the same id
put again stays one event. A parked one is kept for a person to look at and stops nobody.

The table can live in a component's own database file, so that an event and the journal entry it
tells of are one commit:

    Outbox.attach(connection)
    with sqlite.transaction(connection):
        connection.execute("UPDATE message SET state = 'decided' …")
        outbox.put_in(connection, incident)
    outbox.wake()
"""

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import msgspec

from runtime import log, sqlite
from wire.bounds import Line
from wire.errors import SchemaRefused
from wire.event_batch import BatchReply, Event, decode_event, encode_event

REMEMBERED = 10_000  # delivered ids that are kept

_log = log.get(__name__)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    raw BLOB NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS outbox_by_state ON outbox (state, sequence);
"""


class OutboxState(StrEnum):
    """Where an event stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    PARKED = "parked"


class Entry(msgspec.Struct, frozen=True):
    """One event in the outbox; `reason` says why a parked one was refused."""

    id: str
    raw: bytes  # canonical JSON, as `wire.event_batch.encode_event` gives it
    reason: Line = ""


class Outbox:
    """The outbox in the database file `path`; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(path)
        self._lock = threading.Lock()
        self._wakers: set[Callable[[], object]] = set()
        self._signals = 0
        self.attach(self._connection)

    @staticmethod
    def attach(connection: sqlite3.Connection) -> None:
        """Create the outbox's table in the database of `connection` unless it is there.

        Call it outside of a transaction.
        """
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)

    def put(self, event: Event, *, connection: sqlite3.Connection | None = None) -> None:
        """Make `event` durable, once: a second event with the same id changes nothing.

        With `connection` it becomes part of that connection's transaction, see `put_in`.

        Raises:
            sqlite3.Error: the disk is full; the event is not taken then.
        """
        if connection is not None:
            self.put_in(connection, event)
            return
        with self._lock:
            self.put_in(self._connection, event)
        self.wake()

    def put_in(self, connection: sqlite3.Connection, event: Event) -> None:
        """Add `event` in the transaction of the caller's `connection` to the same database file.

        Call `wake` after the commit; without it the event leaves a few seconds later. An event
        that does not fit the bounds of the wire is parked at once.
        """
        raw = encode_event(event)
        try:
            decode_event(raw)
        except SchemaRefused:
            _log.exception("event-parked", extra={"id": event.id, "reason": "does not fit the wire"})
            self.advance(connection, event.id, OutboxState.PARKED, raw=raw, reason="does not fit the wire")
        else:
            self.advance(connection, event.id, OutboxState.PENDING, raw=raw)

    def advance(
        self,
        connection: sqlite3.Connection,
        event_id: str,
        state: OutboxState,
        *,
        raw: bytes | None = None,
        reason: str = "",
    ) -> None:
        """Bring an event into `state`: with `raw` a new one, else one that is on its way.

        It is the only place where a state is written. A new event whose id is known, and a
        settled one that is settled again, stay as they are.
        """
        if raw is not None:
            connection.execute(
                "INSERT INTO outbox (id, raw, state, reason) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (event_id, raw, state, reason),
            )
            return
        came_from = OutboxState.PARKED if state is OutboxState.PENDING else OutboxState.PENDING
        connection.execute(
            "UPDATE outbox SET state = ?1, reason = ?2, raw = CASE ?1 WHEN ?3 THEN x'' ELSE raw END"
            " WHERE id = ?4 AND state = ?5",
            (state, reason, OutboxState.DELIVERED, event_id, came_from),
        )

    def pending(self, limit: int) -> list[Entry]:
        """Return up to `limit` events that the console has not committed, oldest first."""
        return self._select(OutboxState.PENDING, limit)

    def parked(self, limit: int = 1000) -> list[Entry]:
        """Return up to `limit` events that the console refused for good, oldest first."""
        return self._select(OutboxState.PARKED, limit)

    def settle(self, reply: BatchReply) -> int:
        """Take over the console's answer in one commit; return how many pending events it settled."""
        with self._lock, sqlite.transaction(self._connection) as connection:
            before = self._count(OutboxState.PENDING)
            for event_id in reply.accepted:
                self.advance(connection, event_id, OutboxState.DELIVERED)
            for refused in reply.refused:
                _log.error("event-parked", extra={"id": refused.id, "reason": refused.reason})
                self.advance(connection, refused.id, OutboxState.PARKED, reason=refused.reason)
            self._forget(connection)
            return before - self._count(OutboxState.PENDING)

    def retry_parked(self) -> int:
        """Make every parked event pending again, after the cause was removed; return how many."""
        with self._lock, sqlite.transaction(self._connection) as connection:
            parked = [row[0] for row in connection.execute("SELECT id FROM outbox WHERE state = 'parked'")]
            for event_id in parked:
                self.advance(connection, event_id, OutboxState.PENDING)
        self.wake()
        return len(parked)

    def depth(self) -> int:
        """Return how many events wait for the console."""
        with self._lock:
            return self._count(OutboxState.PENDING)

    def parked_count(self) -> int:
        """Return how many events the console refused for good."""
        with self._lock:
            return self._count(OutboxState.PARKED)

    @property
    def signals(self) -> int:
        """How often `wake` was called; give it to `changed` to miss nothing in between."""
        return self._signals

    def wake(self) -> None:
        """Tell whoever waits in `changed` that there is something to send; from any thread."""
        self._signals += 1
        for waker in tuple(self._wakers):
            waker()

    async def changed(self, seconds: float, *, since: int) -> None:
        """Wait until `signals` is no longer `since`, at most `seconds`."""
        loop, event = asyncio.get_running_loop(), asyncio.Event()

        def waker() -> None:
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(event.set)

        self._wakers.add(waker)
        try:
            if self._signals == since:
                await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self._wakers.discard(waker)

    def close(self) -> None:
        """Close the database; the outbox is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def _select(self, state: OutboxState, limit: int) -> list[Entry]:
        query = "SELECT id, raw, reason FROM outbox WHERE state = ? ORDER BY sequence LIMIT ?"
        with self._lock:
            return [Entry(*row) for row in self._connection.execute(query, (state, limit))]

    def _count(self, state: OutboxState) -> int:
        row = self._connection.execute("SELECT count(*) FROM outbox WHERE state = ?", (state,)).fetchone()
        return int(row[0])

    @staticmethod
    def _forget(connection: sqlite3.Connection) -> None:
        """Drop delivered ids beyond the newest `REMEMBERED`."""
        connection.execute(
            "DELETE FROM outbox WHERE state = ?1 AND sequence <= (SELECT sequence FROM outbox"
            " WHERE state = ?1 ORDER BY sequence DESC LIMIT 1 OFFSET ?2)",
            (OutboxState.DELIVERED, REMEMBERED),
        )
