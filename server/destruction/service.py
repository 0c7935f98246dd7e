"""Rules of destruction records: stored as signed, checked on arrival, never changed."""

from server.destruction.types import RecordDetail, RecordFilter, RecordRow
from server.identity.types import Person
from server.paging import Page, PageRequest


class DestructionService:
    """Destruction records. All methods block; call them from a thread."""

    def page(self, actor: Person, wanted: RecordFilter, page: PageRequest) -> Page[RecordRow]:
        """Return records, newest first. Needs RECORDS_READ."""
        raise NotImplementedError

    def detail(self, actor: Person, record_id: str) -> RecordDetail:
        """Return one record; the reading is in the audit trail. Needs RECORDS_READ.

        Raises:
            NotFound: no such record.
        """
        raise NotImplementedError

    def signed_file(self, actor: Person, record_id: str) -> bytes:
        """Return the signed record as `ashseal-agent verify-record` reads it. Needs RECORDS_READ; audited."""
        raise NotImplementedError
