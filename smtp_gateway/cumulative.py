"""The numbers behind `cumulative` (`policies.decision.counters`), kept in the journal's database.

    counted    what mails that left have added to a tally, until its window is over

A tally is one counter for one party. It has a row for each different value, or for each message where
findings are counted; a row holds keyed hashes and no address. Beyond `ROWS_MAX` rows of a tally, or new rows
of one mail over all its tallies, the rest is only added up, in slices of its window: a value that is met again
counts again then, and for up to a slice too long, so that the number is never below the true one.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from policies.decision.counters import Counter, contributions, party_of
from policies.finding import Finding

ROWS_MAX = 10_000  # of a tally, and new ones of a mail; the slices beyond come on top
SLICES = 24  # of a window
_TALLY_OCTETS = 16
_SCHEMA = """
CREATE TABLE IF NOT EXISTS counted (
    tally BLOB NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL,
    expires_at REAL NOT NULL,
    PRIMARY KEY (tally, value)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counted_by_end ON counted (expires_at)
"""
_AMONG = "value IN (SELECT value FROM json_each(?))"


class Addition(msgspec.Struct, frozen=True):
    """What one mail adds to one tally: numbers by value; `at` is in seconds since the epoch."""

    tally: bytes
    values: Mapping[str, int]
    seconds: int  # length of the window
    at: float

    @property
    def expires_at(self) -> float:
        """When the window is over."""
        return self.at + self.seconds


class MailCounts(msgspec.Struct, frozen=True):
    """What a mail of `sender` adds, at `at` (UTC), to each counter that the policies ask for.

    `numbers` are those of its tallies, this mail included; without counters there is nothing to ask for.
    """

    sender: str
    at: datetime
    values: Mapping[Counter, Mapping[str, int]] = {}
    numbers: Mapping[bytes, int] = {}

    def additions(self, recipients: Iterable[str]) -> tuple[Addition, ...]:
        """Return what a mail to `recipients` adds, one for each tally, also where that is nothing."""
        tallies = {
            tally_of(counter, self.sender, recipient): counter
            for recipient in recipients
            for counter in self.values
        }
        at = self.at.timestamp()
        return tuple(
            Addition(tally, self.values[counter], counter.seconds, at) for tally, counter in tallies.items()
        )

    def totals(self, recipient: str) -> dict[Counter, int]:
        """Return the number of each counter for one recipient, as `policies.decision.subject.Subject` wants it.

        Raises:
            KeyError: `numbers` has none for the recipient.
        """
        return {each: self.numbers[tally_of(each, self.sender, recipient)] for each in self.values}


def counts_of(
    counters: Iterable[Counter], findings: Sequence[Finding], *, message_id: str, sender: str, at: datetime
) -> MailCounts:
    """Return what a mail adds to counters; the numbers are still to be asked for."""
    values: dict[Counter, dict[str, int]] = {}
    for counter in counters:
        added = contributions(counter, findings)
        one_row = {message_id: len(added)} if added else {}
        values[counter] = one_row if counter.measure == "count" else dict.fromkeys(added, 1)
    return MailCounts(sender, at, values)


def tally_of(counter: Counter, sender: str, recipient: str) -> bytes:
    """Return the key of a tally."""
    party = party_of(counter, sender, recipient).encode("utf-8", "surrogatepass")  # as the client wrote it
    return hashlib.blake2b(msgspec.json.encode(counter) + b"\n" + party, digest_size=_TALLY_OCTETS).digest()


def attach(connection: sqlite3.Connection) -> None:
    """Make the table where it is missing."""
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)


def numbers(connection: sqlite3.Connection, additions: Sequence[Addition]) -> dict[bytes, int]:
    """Return the number of each tally with its addition, at the time of that; reads only."""
    query = (
        f"SELECT coalesce(sum(number), 0) FROM counted WHERE tally = ? AND expires_at > ? AND NOT {_AMONG}"  # noqa: S608 (constants)
    )
    found = alone(additions)
    for each in additions:
        (before,) = connection.execute(query, (each.tally, each.at, _json(each.values))).fetchone()
        found[each.tally] += before
    return found


def alone(additions: Iterable[Addition]) -> dict[bytes, int]:
    """Return the numbers as if no mail had been before this one."""
    return {each.tally: sum(each.values.values()) for each in additions}


def record(connection: sqlite3.Connection, additions: Iterable[Addition], rows_max: int = ROWS_MAX) -> None:
    """Add what a mail that leaves adds, as a part of the caller's transaction."""
    additions = [each for each in additions if each.values]
    for each in additions:
        _record(connection, each, rows_max, fresh_max=max(1, rows_max // len(additions)))


def prune(connection: sqlite3.Connection, now: float) -> bool:
    """Remove what no window reaches any more; return whether anything is left."""
    connection.execute("DELETE FROM counted WHERE expires_at <= ?", (now,))
    return connection.execute("SELECT 1 FROM counted LIMIT 1").fetchone() is not None


def _record(connection: sqlite3.Connection, added: Addition, rows_max: int, fresh_max: int) -> None:
    tally, values = added.tally, added.values
    connection.execute("DELETE FROM counted WHERE tally = ? AND expires_at <= ?", (tally, added.at))
    query = f"SELECT value FROM counted WHERE tally = ? AND {_AMONG}"  # noqa: S608 (constants)
    known = {row[0] for row in connection.execute(query, (tally, _json(values)))}
    (rows,) = connection.execute("SELECT count(*) FROM counted WHERE tally = ?", (tally,)).fetchone()
    fresh = [value for value in values if value not in known]
    room = min(max(0, rows_max - rows), fresh_max)
    put = [(value, 0) for value in known]  # counted already: only its time is new
    put += [(value, values[value]) for value in fresh[:room]]
    if beyond := sum(values[value] for value in fresh[room:]):
        put.append((_slice(added), beyond))
    connection.executemany(
        "INSERT INTO counted VALUES (?, ?, ?, ?) ON CONFLICT (tally, value) DO UPDATE SET "
        "number = number + excluded.number, expires_at = max(expires_at, excluded.expires_at)",
        [(tally, value, number, added.expires_at) for value, number in put],
    )


def _slice(added: Addition) -> str:
    """Return the row for what has none of its own; no value and no message begins with a `+`."""
    return f"+{int(added.at // max(1, added.seconds // SLICES))}"


def _json(values: Mapping[str, int]) -> str:
    return msgspec.json.encode(list(values)).decode()
