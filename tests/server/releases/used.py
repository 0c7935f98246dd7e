"""Incidents that tell of the use of a release."""

import msgspec

from wire.incident import Incident, MailSubject


def used_for(incident: Incident, release: str) -> Incident:
    """Return an incident in which every recipient owes his copy to a release."""
    assert isinstance(incident.subject, MailSubject)
    recipients = tuple(msgspec.structs.replace(one, release=release) for one in incident.subject.recipients)
    subject = msgspec.structs.replace(incident.subject, recipients=recipients)
    return msgspec.structs.replace(incident, subject=subject)
