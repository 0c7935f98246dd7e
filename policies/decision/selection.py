"""Which findings a condition means."""

from policies.finding import ACT_CONFIDENCE, Finding, Grade, ListMatch
from policies.model import Selection
from policies.taxonomy import EntityType
from policies.wildcard import matches_any

SECRETS = (EntityType.PASSWORD, EntityType.PASSWORD_HINT)


def selects(selection: Selection) -> bool:
    """Return whether a selection names anything at all."""
    return bool(
        selection.entity
        or selection.grade
        or selection.category
        or selection.confidence is not None
        or selection.listed
        or selection.certain is not None
        or selection.consent
    )


def fits(selection: Selection, finding: Finding) -> bool:
    """Return whether every key of a selection fits a finding; without `confidence`, what policies act on."""
    least = ACT_CONFIDENCE if selection.confidence is None else selection.confidence
    return (
        finding.confidence >= least
        and (not selection.entity or finding.type in selection.entity)
        and (not selection.grade or _has_grade(selection.grade, finding.grade))
        and (not selection.category or finding.category in selection.category)
        and _is_listed(selection, finding)
    )


def is_client_data(finding: Finding) -> bool:
    """Return whether a finding says something of a client: a password, or a hint to one, does not."""
    return finding.type not in SECRETS and finding.confidence >= ACT_CONFIDENCE


def _has_grade(wanted: tuple[Grade, ...], grade: Grade) -> bool:
    """Restricted data is sensitive data of particular clients: no rule on sensitive data may miss it."""
    return grade in wanted or (grade is Grade.RESTRICTED and Grade.SENSITIVE in wanted)


def _is_listed(selection: Selection, finding: Finding) -> bool:
    met = [
        match
        for match in finding.matches
        if (not selection.listed or matches_any(selection.listed, match.index))
        and (selection.certain is None or match.certain is selection.certain)
    ]
    if not met and (selection.listed or selection.certain is not None):
        return False
    return not selection.consent or _consent(met) in selection.consent


def _consent(matches: list[ListMatch]) -> str:
    """One refusal outweighs every consent, and a consent counts only where the match is certain."""
    if any(match.consent is False for match in matches):
        return "refused"
    return "given" if any(match.consent and match.certain for match in matches) else "unrecorded"
