"""Rules of incidents: who sees them, what can be done in which state, what leaves a trace."""

from server.identity.types import Person
from server.incidents.types import Disposition, Filter, IncidentCounts, IncidentDetail, IncidentRow
from server.paging import Page, PageRequest


class IncidentService:
    """Incidents and the work on them. All methods block; call them from a thread."""

    def page(self, actor: Person, wanted: Filter, page: PageRequest) -> Page[IncidentRow]:
        """Return incidents, newest first. Needs INCIDENTS_READ."""
        raise NotImplementedError

    def detail(self, actor: Person, incident_id: str) -> IncidentDetail:
        """Return one incident; the reading is in the audit trail (row R20). Needs INCIDENTS_READ.

        Raises:
            NotFound: no such incident.
        """
        raise NotImplementedError

    def counts(self, actor: Person) -> IncidentCounts:
        """Return numbers for the overview. Needs INCIDENTS_READ."""
        raise NotImplementedError

    def assignees(self, actor: Person) -> tuple[str, ...]:
        """Return account names an incident can be given to. Needs INCIDENTS_WORK."""
        raise NotImplementedError

    def assign(self, actor: Person, incident_id: str, assignee: str) -> None:
        """Give an incident that is not closed to a reviewer. Needs INCIDENTS_WORK.

        Raises:
            Invalid: `assignee` is no active reviewer.
            Conflict: the incident is closed.
        """
        raise NotImplementedError

    def comment(self, actor: Person, incident_id: str, text: str) -> None:
        """Add a remark of 1 to 4000 characters. Needs INCIDENTS_WORK."""
        raise NotImplementedError

    def close(self, actor: Person, incident_id: str, disposition: Disposition, text: str) -> None:
        """Close with a disposition and a remark. Needs INCIDENTS_WORK.

        Raises:
            Forbidden: the incident is about the actor's own mail or file.
            Conflict: it is closed already.
        """
        raise NotImplementedError

    def reopen(self, actor: Person, incident_id: str, text: str) -> None:
        """Open a closed incident again. Needs INCIDENTS_WORK."""
        raise NotImplementedError

    def export_csv(self, actor: Person, wanted: Filter) -> bytes:
        """Return up to 100,000 rows as CSV (RFC 4180, UTF-8 with BOM, formula-safe). Needs INCIDENTS_EXPORT."""
        raise NotImplementedError
