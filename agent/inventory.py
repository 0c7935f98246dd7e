"""The inventory: files with client data that lie where they should not, and what became of them.

Of the content it holds masked samples and a keyed fingerprint, never a value. An entry stays the
same while its file is edited, replaced in place or moved about: the term runs from when it was
found first, so that touching a file does not buy time.
"""

import sqlite3
from collections.abc import Iterable
from typing import Literal

import msgspec

from agent.attribution import Attribution
from agent.journal import Journal
from wire.incident import IncidentFinding

Status = Literal["open", "destroyed", "vaulted", "kept", "gone"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS leftover(
    id TEXT PRIMARY KEY, path BLOB NOT NULL, dev INTEGER NOT NULL, inode INTEGER NOT NULL,
    account TEXT NOT NULL, deadline TEXT NOT NULL, status TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS leftover_open ON leftover(status, deadline);
CREATE INDEX IF NOT EXISTS leftover_inode ON leftover(dev, inode);
CREATE INDEX IF NOT EXISTS leftover_path ON leftover(path);
"""
_COLUMNS = "id, path, dev, inode, account, deadline, status, body"


class Leftover(msgspec.Struct, frozen=True):
    """One file with client data. Instants are `wire.instant` texts, paths raw octets.

    `deadline` is "" when nothing is destroyed on its own: unknown person, or policy in observation.
    """

    id: str
    root: bytes
    path: bytes
    dev: int
    inode: int
    size: int  # octets
    fingerprint: str  # hex HMAC-SHA-256 under the device's fingerprint key
    found_at: str
    deadline: str
    attribution: Attribution
    rule: str
    severity: str
    reason: str
    notice_zh: str
    notice_en: str
    mode: str
    allow_vault: bool
    policy_version: int
    finding_count: int
    findings: tuple[IncidentFinding, ...]
    status: Status = "open"


_decoder = msgspec.json.Decoder(Leftover)


class Inventory:
    """The leftovers in the journal's database."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        journal.prepare(_SCHEMA)

    def put(self, leftover: Leftover, connection: sqlite3.Connection | None = None) -> None:
        """Insert or replace `leftover`, within the transaction of `connection` if one is given."""
        row = (
            leftover.id,
            leftover.path,
            leftover.dev,
            leftover.inode,
            leftover.attribution.account,
            leftover.deadline,
            leftover.status,
            msgspec.json.encode(leftover),
        )
        query = f"INSERT OR REPLACE INTO leftover({_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
        if connection is not None:
            connection.execute(query, row)
            return
        with self._journal.transaction() as own:
            own.execute(query, row)

    def settle(self, connection: sqlite3.Connection, leftover_id: str, status: Status) -> None:
        """Note how a leftover ended; one that is not known is passed over."""
        row = connection.execute("SELECT body FROM leftover WHERE id = ?", (leftover_id,)).fetchone()
        if row is not None:
            self.put(msgspec.structs.replace(_decoder.decode(row[0]), status=status), connection)

    def get(self, leftover_id: str) -> Leftover | None:
        """Return one leftover by its id."""
        found = self._select("id = ?", (leftover_id,))
        return found[0] if found else None

    def known(self, path: bytes, dev: int, inode: int, fingerprint: str) -> Leftover | None:
        """Return the open leftover that is this file: the one at this path, else the one moved here.

        An inode number alone does not name a file (it is given away again after a deletion), so a
        file counts as moved only if its content is the same.
        """
        moved = [
            one
            for one in self._select("status = 'open' AND dev = ? AND inode = ?", (dev, inode))
            if one.fingerprint == fingerprint
        ]
        return self.at(path) or (moved[0] if moved else None)

    def at(self, path: bytes) -> Leftover | None:
        """Return the open leftover at `path`."""
        found = self._select("status = 'open' AND path = ?", (path,))
        return found[0] if found else None

    def open_of(self, account: str) -> list[Leftover]:
        """Return the open leftovers that `account` left."""
        return self._select("status = 'open' AND account = ?", (account,))

    def open(self) -> list[Leftover]:
        """Return all open leftovers, the next deadline first."""
        return self._select("status = 'open'", ())

    def everything(self) -> list[Leftover]:
        """Return all leftovers that were ever found on this machine."""
        return self._select("1", ())

    def _select(self, where: str, values: Iterable[object]) -> list[Leftover]:
        query = f"SELECT body FROM leftover WHERE {where} ORDER BY deadline, id"  # noqa: S608 - literals above
        with self._journal.reading() as connection:
            return [_decoder.decode(body) for (body,) in connection.execute(query, tuple(values))]
