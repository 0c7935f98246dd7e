"""Rules of destruction records: stored as signed, checked on arrival, never changed."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from runtime.clock import Clock
from server.audit.service import AuditService
from server.authority import Authority
from server.authz import Permission
from server.database import Database
from server.destruction import store
from server.destruction.types import RecordDetail, RecordFilter, RecordRow, Verification
from server.destruction.verification import read, stored_of
from server.errors import NotFound
from server.identity.types import Person
from server.paging import Page, PageRequest
from wire.destruction import DestructionRecord, SignedRecord

_EXPORT_MAX = 100_000
_decoder = msgspec.json.Decoder(SignedRecord)


class DestructionService:
    """Destruction records. All methods block; call them from a thread."""

    def __init__(
        self, database: Database, audit: AuditService, authority: Authority, *, clock: Clock
    ) -> None:
        self._database = database
        self._audit = audit
        self._authority = authority
        self._clock = clock

    def take(
        self, connection: Connection, device: str, records: Iterable[SignedRecord]
    ) -> tuple[RecordRow, ...]:
        """Check and store new records of a device, in the transaction that marks their ids as seen.

        Returns those that failed the check.
        """
        now = self._clock.now()
        found = [stored_of(self._authority, device, signed, now) for signed in records]
        store.add(connection, found)
        rows = (stored.row for stored in found)
        return tuple(row for row in rows if row.verification is not Verification.VERIFIED)

    def page(self, actor: Person, wanted: RecordFilter, page: PageRequest) -> Page[RecordRow]:
        """Return records, newest first. Needs RECORDS_READ."""
        actor.require(Permission.RECORDS_READ)
        with self._database.read() as connection:
            rows, total = store.page(connection, wanted, page.limit, page.offset)
        return Page(rows, total, page.number, page.limit)

    def detail(self, actor: Person, record_id: str) -> RecordDetail:
        """Return one record; the reading is in the audit trail. Needs RECORDS_READ.

        Raises:
            NotFound: no such record.
        """
        actor.require(Permission.RECORDS_READ)
        with self._database.write() as connection:
            stored = _one(connection, record_id)
            record = read(_decoder.decode(stored.signed))
            previous = record.previous if record else ""
            first = bool(previous) and not previous.strip("0")
            chained = first or store.has_digest(connection, stored.row.device, previous)
            self._audit.record(connection, actor.name, "record.read", record_id)
        return RecordDetail(stored.row, record, stored.envelope_digest, chained)

    def signed_file(self, actor: Person, record_id: str) -> bytes:
        """Return the signed record as `ashseal-agent verify-record` reads it. Needs RECORDS_READ; audited."""
        actor.require(Permission.RECORDS_READ)
        with self._database.write() as connection:
            stored = _one(connection, record_id)
            self._audit.record(connection, actor.name, "record.download", record_id)
        return stored.signed

    def export_all(self) -> list[tuple[RecordRow, DestructionRecord | None]]:
        """Return every record for the command line of whoever owns the database, oldest first."""
        with self._database.read() as connection:
            rows, _ = store.page(connection, RecordFilter(), _EXPORT_MAX, 0)
            found = [store.one(connection, row.id) for row in reversed(rows)]
        return [(stored.row, read(_decoder.decode(stored.signed))) for stored in found if stored]


def _one(connection: Connection, record_id: str) -> store.Stored:
    stored = store.one(connection, record_id)
    if stored is None:
        raise NotFound("没有此销毁记录。", "There is no such destruction record.")
    return stored
