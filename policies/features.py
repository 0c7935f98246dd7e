"""What a decision asks of an inspection: numbers and flags, never a value.

The same questions can be asked of stored rows, because nothing here needs the text.
"""

from collections.abc import Iterable, Sequence

import msgspec

from policies.detection import ACT_CONFIDENCE
from policies.finding import Finding
from policies.inspected import Inspection, InspectionVerdict
from policies.model import Condition
from policies.taxonomy import EntityType


class Features(msgspec.Struct, frozen=True):
    """The features of one inspected message or file."""

    findings: tuple[Finding, ...]
    uninspectable: bool
    reason: str
    format: str
    size: int  # octets
    sender_encrypted: bool
    encrypted_attachment: bool

    @property
    def password_disclosed(self) -> bool:
        """Whether a password is written out, at the confidence that policies act on."""
        return any(
            finding.type == EntityType.PASSWORD and finding.confidence >= ACT_CONFIDENCE
            for finding in self.findings
        )


def features_of(inspection: Inspection) -> Features:
    """Return the features of an inspection."""
    return Features(
        findings=inspection.findings,
        uninspectable=inspection.verdict is InspectionVerdict.UNINSPECTABLE,
        reason=inspection.reason,
        format=inspection.format,
        size=inspection.size,
        sender_encrypted=inspection.sender_encrypted,
        encrypted_attachment=bool(inspection.encrypted),
    )


def selects(condition: Condition) -> bool:
    """Return whether a condition asks about findings at all."""
    return bool(
        condition.entity
        or condition.grade
        or condition.category
        or condition.confidence is not None
        or condition.count
        or condition.distinct
    )


def enough(condition: Condition, findings: Iterable[Finding]) -> bool:
    """Return whether so many of the findings fit the selection as the condition asks for."""
    chosen = [finding for finding in findings if _fits(condition, finding)]
    different = {(finding.type, finding.value_hash) for finding in chosen}
    return len(chosen) >= (condition.count or 1) and len(different) >= (condition.distinct or 1)


def parts(findings: Iterable[Finding]) -> Sequence[tuple[Finding, ...]]:
    """Return the findings by the outermost place they stand in: the body, one attachment, one archive."""
    by_part: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        outermost = (finding.place[0].kind, finding.place[0].name) if finding.place else ("", "")
        by_part.setdefault(outermost, []).append(finding)
    return [tuple(found) for found in by_part.values()]


def _fits(condition: Condition, finding: Finding) -> bool:
    least = ACT_CONFIDENCE if condition.confidence is None else condition.confidence
    return (
        finding.confidence >= least
        and (not condition.entity or finding.type in condition.entity)
        and (not condition.grade or finding.grade in condition.grade)
        and (not condition.category or finding.category in condition.category)
    )
