"""The incident that tells the console of a leftover: masked, attributed, with what happens next."""

from typing import Literal

from agent.inventory import Leftover
from agent.records import show_path
from policies.decision.decide import Decision
from policies.inspected import Inspection
from policies.model import Action
from runtime.incidents import documents_of, from_inspection, line, token
from wire.incident import FileSubject, Incident


def incident_of(leftover: Leftover, decision: Decision, inspection: Inspection) -> Incident:
    """Return the incident of a leftover that was found; its id follows from the leftover's."""
    shown, count = from_inspection(inspection)
    return Incident(
        id=f"i-{leftover.id}",
        occurred_at=leftover.found_at,
        policy_version=leftover.policy_version,
        rule=token(decision.rule),
        severity=decision.severity.value,
        mode=decision.mode.value,
        outcome=outcome(leftover, decision),
        reason=line(decision.reason),
        inspection=inspection.verdict.value,
        inspection_reason=line(inspection.reason),
        subject=FileSubject(
            path=show_path(leftover.path),
            size=leftover.size,
            person=line(leftover.attribution.person),
            account=line(leftover.attribution.account),
            attribution=leftover.attribution.confidence,
        ),
        finding_count=count,
        findings=shown,
        proof=inspection.proof,
        documents=documents_of(inspection),
    )


def outcome(leftover: Leftover, decision: Decision) -> Literal["prompted", "kept", "would-destroy"]:
    """Return what becomes of it now: a term runs, it stays, or it would go if the rule were enforced."""
    if leftover.deadline:
        return "prompted"
    return "would-destroy" if decision.action is Action.KEEP and decision.would is Action.DESTROY else "kept"
