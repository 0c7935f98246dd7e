"""What a rule asks: numbers and flags of an inspection and of its circumstances, never a value.

The same questions can be asked of stored rows, because nothing here needs the text.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from policies.decision.counters import Counter
from policies.decision.selection import fits, is_client_data
from policies.finding import ACT_CONFIDENCE, Category, Finding
from policies.inspected import DocumentMatch, Inspection, InspectionVerdict
from policies.model import Condition
from policies.taxonomy import EntityType

Standing = Literal["registered", "expired", "unknown"]


class Features(msgspec.Struct, frozen=True):
    """The features of one inspected message or file; those of its circumstances come last.

    `terms` are names with the name of their policy before them, `partner` and `agreed` what the
    register says of the recipient, `totals` the numbers of the counters that the policies ask for.
    """

    findings: tuple[Finding, ...]
    uninspectable: bool
    reason: str
    format: str
    size: int  # octets
    sender_encrypted: bool
    encrypted_attachment: bool
    formats: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    amount: int = 0  # yuan, coarse
    documents: tuple[DocumentMatch, ...] | None = ()  # None: nobody could look for any
    terms: frozenset[str] = frozenset()
    policy: str = ""
    partner: Standing = "unknown"
    agreed: frozenset[Category] = frozenset()
    approved: bool = False
    totals: Mapping[Counter, int] = {}

    @property
    def password_disclosed(self) -> bool:
        """Whether a password is written out, at the confidence that policies act on."""
        return self._tells(EntityType.PASSWORD)

    @property
    def password_hint_disclosed(self) -> bool:
        """Whether a hint to a password stands there, at the confidence that policies act on."""
        return self._tells(EntityType.PASSWORD_HINT)

    def _tells(self, kind: EntityType) -> bool:
        return any(each.type == kind and each.confidence >= ACT_CONFIDENCE for each in self.findings)


def features_of(inspection: Inspection) -> Features:
    """Return the features of an inspection, its circumstances unknown."""
    return Features(
        findings=inspection.findings,
        uninspectable=inspection.verdict is InspectionVerdict.UNINSPECTABLE,
        reason=inspection.reason,
        format=inspection.format,
        size=inspection.size,
        sender_encrypted=inspection.sender_encrypted,
        encrypted_attachment=bool(inspection.encrypted),
        formats=inspection.formats,
        unread=inspection.unread,
        amount=inspection.amount,
        documents=inspection.documents,
        terms=frozenset(match.name for match in inspection.terms),
    )


def enough(condition: Condition, findings: Iterable[Finding], agreed: frozenset[Category]) -> bool:
    """Return whether so many of the findings fit the selection as the condition asks for.

    `agreed` are the categories that the recipient's agreement covers.
    """
    chosen = [
        finding
        for finding in findings
        if fits(condition, finding)
        and (condition.beyond_agreement is None or condition.beyond_agreement is _is_beyond(finding, agreed))
    ]
    different = {(finding.type, finding.value_hash) for finding in chosen}
    return len(chosen) >= (condition.count or 1) and len(different) >= (condition.distinct or 1)


def _is_beyond(finding: Finding, agreed: frozenset[Category]) -> bool:
    return is_client_data(finding) and finding.category not in agreed


def parts(findings: Iterable[Finding]) -> Sequence[tuple[Finding, ...]]:
    """Return the findings by the outermost place they stand in: the body, one attachment, one archive."""
    by_part: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        outermost = (finding.place[0].kind, finding.place[0].name) if finding.place else ("", "")
        by_part.setdefault(outermost, []).append(finding)
    return [tuple(found) for found in by_part.values()]
