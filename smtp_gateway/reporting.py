"""From a decision to the incident that the console is told of: when a rule matched, or a release was used."""

from collections.abc import Mapping, Sequence

from policies.decision.decide import Decision
from policies.inspected import Inspection
from policies.model import MAIL_ACTIONS, Severity
from runtime.incidents import documents_of, from_inspection, line, masked_in, token
from smtp_gateway.arrived import Arrived
from wire import instant
from wire.incident import Incident, MailSubject, RecipientOutcome

_STRICTNESS = MAIL_ACTIONS
NOTHING_MASKED: Mapping[str, int] = {}
_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


def incident(
    message: Arrived,
    inspection: Inspection,
    decisions: Sequence[Decision],
    outcomes: Sequence[str],
    policy_version: int,
    *,
    masked: Mapping[str, int] = NOTHING_MASKED,
) -> Incident | None:
    """Return the incident of a message whose n-th recipient had the n-th decision and outcome.

    None when no rule matched for any of them, and none would have matched without a release. The subject line is
    not in it. `masked` tells how many values of each type were masked.
    """
    told = [n for n, decision in enumerate(decisions) if decision.rule or decision.approval]
    if not told:
        return None
    gravest = max(told, key=lambda n: _rank(decisions[n]))
    decision = decisions[gravest]
    findings, count = from_inspection(inspection)
    return Incident(
        id=message.id,
        occurred_at=instant.render(message.at),
        policy_version=policy_version,
        rule=token(decision.rule),
        severity=decision.severity.value,
        mode=decision.mode.value,
        outcome=token(outcomes[gravest]),
        reason=line(decision.reason if decision.rule else f"covered by release {decision.approval}"),
        inspection=inspection.verdict.value,
        inspection_reason=line(inspection.reason),
        subject=_subject(message, decisions, outcomes),
        finding_count=count,
        findings=findings,
        documents=documents_of(inspection),
        masked=masked_in(masked),
    )


def _subject(message: Arrived, decisions: Sequence[Decision], outcomes: Sequence[str]) -> MailSubject:
    told = zip(message.recipients(), outcomes, decisions, strict=True)
    return MailSubject(
        sender=line(message.sender),
        recipients=tuple(
            RecipientOutcome(line(who), token(outcome), token(by.rule), token(by.approval))
            for who, outcome, by in told
        ),
        message_id=line(message.facts.message_id),
        message_digest=message.digest,
        size=message.size,
    )


def _rank(decision: Decision) -> tuple[int, int]:
    strictness = _STRICTNESS.index(decision.action) if decision.action in _STRICTNESS else len(_STRICTNESS)
    return strictness, _GRAVITY[decision.severity]
