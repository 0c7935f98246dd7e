"""What a list shows of an incident, taken from the incident as it was sent."""

from datetime import datetime

from server.database import storable
from server.incidents.types import IncidentRow, IncidentState
from wire import instant
from wire.incident import FileSubject, Incident, MailSubject

WHAT_MAX = 4000  # characters of all recipients together


def row_of(device: str, incident: Incident, received_at: datetime) -> IncidentRow:
    """Return the line of the list for an incident that `device` sent."""
    subject = incident.subject
    return IncidentRow(
        id=incident.id,
        device=device,
        channel="mail" if isinstance(subject, MailSubject) else "file",
        occurred_at=instant.parse(incident.occurred_at),
        received_at=received_at,
        severity=incident.severity,
        rule=incident.rule,
        mode=incident.mode,
        outcome=incident.outcome,
        who=_who(subject),
        what=_what(subject),
        types=tuple(sorted({finding.type for finding in incident.findings})),
        finding_count=incident.finding_count,
        policy_version=incident.policy_version,
        state=IncidentState.OPEN,
    )


def _who(subject: MailSubject | FileSubject) -> str:
    who = subject.sender if isinstance(subject, MailSubject) else subject.person or subject.account
    return storable(who)


def _what(subject: MailSubject | FileSubject) -> str:
    if isinstance(subject, FileSubject):
        return storable(subject.path)
    return storable(", ".join(outcome.recipient for outcome in subject.recipients))[:WHAT_MAX]
