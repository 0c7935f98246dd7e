"""The features that an incident tells: less than an inspection, and marked so.

An incident says nothing of groups, places, formats, parts that were not read, encrypted parts, amounts,
terms, exact-match lists, approvals and cumulative counts: a rule on these cannot be answered from it. One that
tells of no registered document may come from a machine that could not look for any. Mails and files for which
no rule applied have no incident at all.
"""

from collections.abc import Iterator

from server.replay.rows import Ordinals, Row, Shape, StoredFinding, low, stored_documents, stored_instant
from wire import instant
from wire.incident import DOCUMENTS_MAX, FileSubject, Incident, MailSubject


def rows_of(incident: Incident) -> Iterator[tuple[Row, Shape]]:
    """Yield a row for each recipient of the mail, or the one of the file."""
    shape = _shape_of(incident)
    for sender, recipient, person, path in _concerned(incident.subject):
        yield (
            Row(
                id=incident.id,
                at=stored_instant(instant.parse(incident.occurred_at)),
                sender=low(sender),
                recipient=low(recipient),
                domain=low(recipient.rpartition("@")[2]),
                person=low(person),
                path=low(path),
                unit=low(sender.rpartition("@")[2]),
                size=incident.subject.size,
                policy_version=incident.policy_version,
                shape=shape.shape,
                value_hashes=tuple(finding.value_hash for finding in incident.findings),
            ),
            shape,
        )


def _concerned(subject: MailSubject | FileSubject) -> Iterator[tuple[str, str, str, str]]:
    """Yield sender, recipient, person and path."""
    if isinstance(subject, FileSubject):
        yield "", "", subject.person, subject.path
    else:
        for outcome in subject.recipients:
            yield subject.sender, outcome.recipient, "", ""


def _shape_of(incident: Incident) -> Shape:
    values, parts = Ordinals(), Ordinals()
    told = tuple(
        StoredFinding(
            type=finding.type,
            category=finding.category,
            grade=finding.grade,
            confidence=finding.confidence,
            value=values.of((finding.type, finding.value_hash)),
            part=parts.of((finding.place[0].kind, finding.place[0].name) if finding.place else None),
            matches=(),
        )
        for finding in incident.findings
    )
    return Shape(
        source="incident",
        channel="mail" if isinstance(incident.subject, MailSubject) else "file",
        direction="outbound",  # gateways and agents decide on nothing else
        uninspectable=incident.inspection == "uninspectable",
        reason=low(incident.inspection_reason),
        whole=incident.finding_count <= len(told),
        listed_known=False,
        documents=stored_documents(incident.documents)
        if 0 < len(incident.documents) < DOCUMENTS_MAX
        else None,
        findings=told,
    ).numbered()
