"""Rules of alerts: like incidents share a mail, few mails an hour, none lost while mail is down."""

from server.alerts.types import AlertRow
from server.identity.types import Person
from server.paging import Page, PageRequest


class AlertService:
    """Alerts. All methods block; call them from a thread."""

    def page(self, actor: Person, page: PageRequest) -> Page[AlertRow]:
        """Return alerts, newest first. Needs ALERTS_READ."""
        raise NotImplementedError
