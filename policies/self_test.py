"""A policy's own test cases, run through the real detection and the real decision."""

import hashlib
from datetime import UTC, datetime, time

import msgspec

from policies.decision import Decision, Subject, decide
from policies.detection import ACT_CONFIDENCE, detect, normal_value
from policies.finding import Finding, PlaceStep
from policies.inspected import EncryptedPart, Inspection, InspectionVerdict
from policies.masking import mask
from policies.model import Policy, TestCase
from policies.taxonomy import category_of, grade_of

_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)  # cases that name no day must not depend on today


class CaseResult(msgspec.Struct, frozen=True):
    """One case, and what came of it; `fault` is empty when it holds."""

    name: str
    fault: str
    decision: Decision


def run(policy: Policy) -> tuple[CaseResult, ...]:
    """Return the result of every test case of a policy, in order."""
    return tuple(run_case(policy, case) for case in policy.tests)


def run_case(policy: Policy, case: TestCase) -> CaseResult:
    """Return the result of one test case."""
    decision = decide(policy, subject_of(case))
    fault = ""
    if decision.would != case.expect:
        fault = f"expected {case.expect}, got {decision.would} by rule {decision.rule or '(none)'}"
    elif case.rule and case.rule not in decision.matched:
        fault = f"rule {case.rule} did not apply, but {', '.join(decision.matched) or 'none'}"
    return CaseResult(case.name, fault, decision)


def subject_of(case: TestCase) -> Subject:
    """Return the subject that a test case describes."""
    return Subject(
        channel=case.channel.value,
        direction=case.direction,
        sender=case.sender,
        recipient=case.recipient,
        person=case.person,
        path=case.path,
        inspection=_inspection_of(case),
        now=datetime.combine(case.on, time(), UTC) if case.on else _UNDATED,
    )


def findings_of(texts: tuple[str, ...], *, min_confidence: float = ACT_CONFIDENCE) -> tuple[Finding, ...]:
    """Return the findings of texts, each a part of its own; the hash is unkeyed and never leaves here."""
    found = []
    for index, text in enumerate(texts):
        for span in detect(text, min_confidence=min_confidence):
            value = text[span.start : span.end]
            digest = hashlib.sha256(
                f"{span.type}\0{normal_value(span.type, value)}".encode("utf-8", "surrogatepass")
            )
            found.append(
                Finding(
                    type=span.type,
                    category=category_of(span.type),
                    grade=grade_of(span.type),
                    confidence=span.confidence,
                    masked=mask(span.type, value),
                    value_hash=digest.hexdigest()[:32],
                    place=(PlaceStep("text", str(index + 1)),),
                    reasons=span.reasons,
                )
            )
    return tuple(found)


def _inspection_of(case: TestCase) -> Inspection:
    part = EncryptedPart((PlaceStep("attachment", "1"),), case.encrypted_attachment or "", "strong")
    return Inspection(
        verdict=InspectionVerdict.UNINSPECTABLE if case.uninspectable else InspectionVerdict.INSPECTED,
        reason=case.uninspectable or "",
        format="message" if case.channel == "mail" else "file",
        size=sum(map(len, case.texts)),
        seconds=0.0,
        findings=findings_of(case.texts),
        encrypted=(part,) if case.encrypted_attachment else (),
        sender_encrypted=case.encrypted_by_sender,
    )
