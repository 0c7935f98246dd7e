"""Rules of the audit trail: written with the action, sealed in one order, read by the auditors alone."""

from server.audit.types import AuditFilter, AuditRow, AuditState
from server.identity.types import Person
from server.paging import Page, PageRequest


class AuditService:
    """The audit trail. All methods block; call them from a thread."""

    def page(self, actor: Person, wanted: AuditFilter, page: PageRequest) -> Page[AuditRow]:
        """Return sealed entries, newest first. Needs AUDIT_READ."""
        raise NotImplementedError

    def state(self, actor: Person) -> AuditState:
        """Recompute the tree over the whole log and compare it with the signed head. Needs AUDIT_READ."""
        raise NotImplementedError

    def export(self, actor: Person) -> bytes:
        """Return the whole sealed log as `ashseal-console verify-audit` reads it. Needs AUDIT_EXPORT; audited."""
        raise NotImplementedError
