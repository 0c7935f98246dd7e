"""The journal: what the gateway has promised, in one SQLite file that also holds the outbox.

    message    a message whose outcome is durable: its reply, and whether the client read it
    copy       what is still to be delivered: a letter whose file lies in the spool
    outbox     events for the console (`runtime.outbox`)
    counted    what the mails before have added to cumulative counts (`smtp_gateway.cumulative`)

Copies, the incident, escrowed passwords, notices and counted values of one message become durable in
one transaction. Every change of state goes through `advance`, and through nothing else.
"""

import asyncio
import contextlib
import errno
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from runtime import log, sqlite
from runtime.outbox import Outbox
from smtp_gateway import cumulative
from smtp_gateway import letter as letters
from smtp_gateway.cumulative import Addition
from smtp_gateway.group_writer import Change, GroupWriter
from smtp_gateway.handler import StorageFull
from smtp_gateway.letter import Letter
from smtp_gateway.transaction import MessageState
from wire.event_batch import Event

_log = log.get(__name__)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    reply BLOB NOT NULL,
    expires_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS copy (
    id TEXT PRIMARY KEY,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL,
    held INTEGER NOT NULL,
    letter BLOB NOT NULL,
    file TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at REAL NOT NULL,
    due_at REAL NOT NULL,
    last_reply BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS copy_by_due ON copy (held, due_at)
"""
_FULL = ("full", "disk i/o error")


class Copy(msgspec.Struct, frozen=True):
    """One letter that waits in the queue; times are seconds since the epoch."""

    id: str
    message_id: str
    letter: Letter
    held: bool = False
    attempts: int = 0
    created_at: float = 0.0
    due_at: float = 0.0
    last_reply: bytes = b""
    state: MessageState = MessageState.COMMITTED


class Outcome(msgspec.Struct, frozen=True):
    """What becomes durable at the end of a decision, in one transaction."""

    fingerprint: bytes
    reply: bytes
    copies: tuple[Copy, ...] = ()
    events: tuple[Event, ...] = ()
    counted: tuple[Addition, ...] = ()


class Journal:
    """The journal in `state_dir`; its methods are called on the event loop."""

    def __init__(self, path: Path, outbox: Outbox, *, reply_seconds: float = 86_400.0) -> None:
        connection = sqlite.connect(path)
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        Outbox.attach(connection)
        cumulative.attach(connection)
        self._any_counted = cumulative.prune(connection, time.time())
        self._outbox = outbox
        self._reply_seconds = reply_seconds
        self._unread = _unread(connection)
        self._writer = GroupWriter(connection)

    async def advance(
        self, subject: str, state: MessageState, change: Change | None = None, *, lazy: bool = False
    ) -> None:
        """Bring message or copy `subject` into `state`: `change` is committed, or there is none to commit.

        Raises:
            StorageFull: the disk is full; nothing of the change was kept.
        """
        _log.debug("state", extra={"subject": subject, "state": state})
        if change is not None:
            await self._commit(change, lazy=lazy)

    async def settle(self, message_id: str, state: MessageState, outcome: Outcome) -> None:
        """Make the outcome of a decision durable: delivered, or committed.

        Raises:
            StorageFull: the disk is full; nothing was kept.
        """
        expires = time.time() + self._reply_seconds

        def change(connection: sqlite3.Connection) -> None:
            row = (message_id, state, outcome.fingerprint, outcome.reply, expires)
            connection.execute("INSERT INTO message VALUES (?, ?, ?, ?, ?)", row)
            for copy in outcome.copies:
                _insert(connection, copy)
            for event in outcome.events:
                self._outbox.put_in(connection, event)
            cumulative.record(connection, outcome.counted)

        self._any_counted = self._any_counted or bool(outcome.counted)
        await self.advance(message_id, state, change)
        if outcome.events:
            self._outbox.wake()

    async def replied(self, message_id: str, outcome: Outcome, *, read: bool) -> None:
        """Note that the client has its reply, or that it may not have read it and will come again."""
        if not read:
            self._unread[outcome.fingerprint] = (outcome.reply, time.time() + self._reply_seconds)

        def change(connection: sqlite3.Connection) -> None:
            if read:
                connection.execute("DELETE FROM message WHERE id = ?", (message_id,))
            else:
                state = (MessageState.REPLIED, message_id)
                connection.execute("UPDATE message SET state = ? WHERE id = ?", state)

        await self.advance(message_id, MessageState.REPLIED, change, lazy=True)

    def stored_reply(self, fingerprint: bytes) -> bytes | None:
        """Return the reply to this very message if the client never read it, None otherwise."""
        reply, expires = self._unread.get(fingerprint, (b"", 0.0))
        return reply if expires > time.time() else None

    async def forget(self, fingerprint: bytes) -> None:
        """Drop a stored reply, after the client has read it at last."""
        self._unread.pop(fingerprint, None)
        await self._commit(
            lambda c: c.execute("DELETE FROM message WHERE fingerprint = ?", (fingerprint,)), lazy=True
        )

    async def counted(self, additions: Sequence[Addition]) -> dict[bytes, int]:
        """Return the number of each tally, with what is to be added to it."""
        numbers: dict[bytes, int] = await self._commit(lambda c: cumulative.numbers(c, additions))
        return numbers

    async def due(self, now: float, limit: int) -> tuple[list[Copy], float | None]:
        """Return up to `limit` copies whose time has come, oldest first, and when the next one's comes."""
        query = "SELECT * FROM copy WHERE held = 0 AND due_at <= ? ORDER BY due_at LIMIT ?"
        coming = "SELECT min(due_at) FROM copy WHERE held = 0 AND due_at > ?"

        def read(connection: sqlite3.Connection) -> tuple[list[tuple[Any, ...]], float | None]:
            rows = connection.execute(query, (now, limit)).fetchall()
            return rows, connection.execute(coming, (now,)).fetchone()[0]

        rows, later = await self._commit(read)
        return [_copy(row) for row in rows], later

    async def end_copy(self, copy: Copy, state: MessageState, bounce: Copy | None = None) -> None:
        """End a copy as sent or bounced; its bounce is committed with it.

        Raises:
            StorageFull: the disk is full; the copy stays.
        """

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM copy WHERE id = ?", (copy.id,))
            if bounce is not None:
                _insert(connection, bounce)

        await self.advance(copy.id, state, change)

    async def defer(self, copy: Copy, bounce: Copy | None = None) -> None:
        """Keep `copy`, with what is left of it, for its new `due_at`; a bounce is committed with it.

        Raises:
            StorageFull: the disk is full; the copy stays as it was.
        """
        values = (copy.attempts, copy.due_at, copy.last_reply[:1024], letters.encode(copy.letter), copy.id)

        def change(connection: sqlite3.Connection) -> None:
            query = "UPDATE copy SET attempts = ?, due_at = ?, last_reply = ?, letter = ?, state = 'deferred'"
            connection.execute(f"{query} WHERE id = ?", values)
            if bounce is not None:
                _insert(connection, bounce)

        await self.advance(copy.id, MessageState.DEFERRED, change)

    async def clean(self) -> None:
        """Forget stored replies and counted values whose time is over."""
        now = time.time()
        self._unread = {key: kept for key, kept in self._unread.items() if kept[1] > now}

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM message WHERE expires_at <= ?", (now,))
            if self._any_counted:
                cumulative.prune(connection, now)

        await self._commit(change, lazy=True)

    async def files(self) -> set[str]:
        """Return the names of the spool files that copies need."""
        rows = await self._commit(lambda c: c.execute("SELECT DISTINCT file FROM copy").fetchall())
        return {row[0] for row in rows}

    async def needs(self, file: str) -> bool:
        """Return whether a copy still needs the spool file."""
        query: Callable[[sqlite3.Connection], Any] = lambda c: c.execute(  # noqa: E731
            "SELECT 1 FROM copy WHERE file = ? LIMIT 1", (file,)
        ).fetchone()
        return await self._commit(query) is not None

    def close(self) -> None:
        """Commit what waits and close."""
        self._writer.close()

    async def _commit(self, change: Change, *, lazy: bool = False) -> Any:  # noqa: ANN401 (the change's own result)
        try:
            return await asyncio.wrap_future(self._writer.submit(change, lazy=lazy))
        except sqlite3.OperationalError as error:
            told = f"{error} {error.__cause__}".lower()  # the cause, when SQLite rolled back by itself
            if any(word in told for word in _FULL):
                raise StorageFull(errno.errorcode[errno.ENOSPC]) from None
            raise


def _insert(connection: sqlite3.Connection, copy: Copy) -> None:
    connection.execute(
        "INSERT INTO copy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            copy.id, copy.message_id, copy.state, copy.held, letters.encode(copy.letter), copy.letter.file,
            copy.attempts, copy.created_at, copy.due_at, copy.last_reply,
        ),
    )  # fmt: skip


def _copy(row: tuple[Any, ...]) -> Copy:
    key, message_id, state, held, letter, _file, attempts, created_at, due_at, last_reply = row
    return Copy(
        key,
        message_id,
        letters.decode(letter),
        bool(held),
        attempts,
        created_at,
        due_at,
        last_reply,
        MessageState(state),
    )


def _unread(connection: sqlite3.Connection) -> dict[bytes, tuple[bytes, float]]:
    """Return the replies that nobody is known to have read: of the process before this one, all there are."""
    rows = connection.execute(
        "SELECT fingerprint, reply, expires_at FROM message WHERE expires_at > ?", (time.time(),)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def read_copies(path: Path) -> list[Copy]:
    """Return all copies of the journal `path`, held ones too, without disturbing a running gateway.

    Raises:
        sqlite3.Error: it is no journal, or missing.
    """
    with contextlib.closing(_read_only(path)) as connection:
        return [_copy(row) for row in connection.execute("SELECT * FROM copy ORDER BY created_at, id")]


def read_counted(path: Path, additions: Sequence[Addition]) -> dict[bytes, int]:
    """Return what `Journal.counted` does, without disturbing a running gateway.

    Raises:
        sqlite3.Error: it is no journal, or missing.
    """
    with contextlib.closing(_read_only(path)) as connection:
        return cumulative.numbers(connection, additions)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
