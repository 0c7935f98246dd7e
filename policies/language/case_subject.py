"""The subject that a test case describes: its texts through the real detection, the rest as it says."""

import hashlib
from datetime import UTC, datetime, time

import msgspec

from policies.amounts import coarse
from policies.decision.counters import totals_of_one_mail
from policies.decision.subject import Approval, Subject
from policies.detection import detect, normal_value
from policies.finding import ACT_CONFIDENCE, Finding, ListMatch, PlaceStep
from policies.house_terms import terms_of
from policies.inspected import DocumentMatch, EncryptedPart, Inspection, InspectionVerdict, TermMatch
from policies.masking import mask
from policies.model import Listing, Policy, TestCase
from policies.money import greatest_in
from policies.tables.column_units import greatest_in_cells
from policies.taxonomy import category_of, grade_of
from policies.terms import Terms

_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)  # cases that name no day must not depend on today


def subject_of(case: TestCase, policy: Policy) -> Subject:
    """Return the subject that a test case of a policy describes."""
    now = datetime.combine(case.on, time(), UTC) if case.on else _UNDATED
    inspection = _inspection_of(case, policy)
    return Subject(
        channel=case.channel.value,
        direction=case.direction,
        sender=case.sender,
        recipient=case.recipient,
        person=case.person,
        path=case.path,
        places=case.places,
        groups=case.groups,
        inspection=inspection,
        now=now,
        totals=totals_of_one_mail((policy,), inspection.findings, case.sent_before),
        approvals=_approvals_of(case, now),
    )


def findings_of(texts: tuple[str, ...], *, min_confidence: float = ACT_CONFIDENCE) -> tuple[Finding, ...]:
    """Return the findings of texts, each a part of its own; the hash is unkeyed and never leaves here."""
    return tuple(
        Finding(
            type=span.type,
            category=category_of(span.type),
            grade=grade_of(span.type),
            confidence=span.confidence,
            masked=mask(span.type, text[span.start : span.end]),
            value_hash=_digest(span.type, text[span.start : span.end]),
            place=_place(index),
            reasons=span.reasons,
        )
        for index, text in enumerate(texts)
        for span in detect(text, min_confidence=min_confidence)
    )


def _inspection_of(case: TestCase, policy: Policy) -> Inspection:
    attachment = (PlaceStep("attachment", "1"),)
    part = EncryptedPart(attachment, case.encrypted_attachment or "", "strong")
    return Inspection(
        verdict=InspectionVerdict.UNINSPECTABLE if case.uninspectable else InspectionVerdict.INSPECTED,
        reason=case.uninspectable or "",
        format="message" if case.channel == "mail" else "file",
        size=sum(map(len, case.texts)) if case.size is None else case.size,
        seconds=0.0,
        findings=tuple(_listed(finding, case.listed) for finding in findings_of(case.texts)),
        encrypted=(part,) if case.encrypted_attachment else (),
        sender_encrypted=case.encrypted_by_sender,
        unread=case.unread,
        documents=tuple(
            DocumentMatch(shown.name, shown.share, attachment, shown.category or "")
            for shown in case.documents
        ),
        terms=_terms_of(case, policy),
        formats=case.formats,
        amount=coarse(_greatest(case.texts) if case.amount is None else case.amount),
    )


def _greatest(texts: tuple[str, ...]) -> int:
    """The greatest sum in yuan that stands in one of the texts."""
    return max((max(greatest_in(text), greatest_in_cells(text, detect(text))) for text in texts), default=0)


def _listed(finding: Finding, listings: tuple[Listing, ...]) -> Finding:
    """A finding with the rows that the case says it belongs to; the gravest of their grades counts."""
    met = [each for each in listings if not each.entity or finding.type in each.entity]
    grades = [each.grade for each in met if each.grade]
    return msgspec.structs.replace(
        finding,
        matches=tuple(ListMatch(each.index, (), each.certain, each.consent) for each in met),
        grade=grades[0] if grades else finding.grade,
    )


def _terms_of(case: TestCase, policy: Policy) -> tuple[TermMatch, ...]:
    terms = Terms(terms_of((policy,)))
    return tuple(
        TermMatch(name, count, _place(index))
        for index, text in enumerate(case.texts)
        for name, count in terms.found_in(text)
    )


def _approvals_of(case: TestCase, now: datetime) -> tuple[Approval, ...]:
    if not case.approved_for:
        return ()
    approval = Approval(
        id="test",
        sender=case.sender,
        recipients=(case.recipient,),
        categories=case.approved_for,
        until=now,
    )
    return (approval,)


def _place(index: int) -> tuple[PlaceStep, ...]:
    return (PlaceStep("text", str(index + 1)),)


def _digest(kind: str, value: str) -> str:
    plain = f"{kind}\0{normal_value(kind, value)}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(plain).hexdigest()[:32]
