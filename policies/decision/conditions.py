"""Whether a condition holds of the features of a subject. Each key of the language is one line here."""

from policies.decision.counters import reached
from policies.decision.document_use import RegisterMissing, asks_document
from policies.decision.features import Features, enough, parts
from policies.decision.selection import selects
from policies.model import Condition
from policies.wildcard import matches_any


def holds(condition: Condition | None, features: Features) -> bool:
    """Return whether every key of the condition holds; no condition at all always does.

    Raises:
        CounterMissing: it asks for a cumulative count whose number is not there.
        RegisterMissing: it asks for a document, and nobody could look for one.
    """
    if condition is None:
        return True
    return (
        _flags_hold(condition, features)
        and _kinds_hold(condition, features)
        and _registers_hold(condition, features)
        and (not asks_findings(condition) or enough(condition, features.findings, features.agreed))
        and (not condition.together or _together(condition, features))
        and all(holds(each, features) for each in condition.all)
        and (not condition.any or any(holds(each, features) for each in condition.any))
        and (condition.not_ is None or not holds(condition.not_, features))
    )


def asks_findings(condition: Condition) -> bool:
    """Return whether a condition itself, not one within it, asks about findings."""
    return bool(
        selects(condition) or condition.beyond_agreement is not None or condition.count or condition.distinct
    )


def _flags_hold(condition: Condition, features: Features) -> bool:
    flags = (
        (condition.password_disclosed, features.password_disclosed),
        (condition.password_hint_disclosed, features.password_hint_disclosed),
        (condition.encrypted_attachment, features.encrypted_attachment),
        (condition.encrypted_by_sender, features.sender_encrypted),
        (condition.uninspectable, features.uninspectable),
        (condition.approved, features.approved),
    )
    return all(wanted is None or wanted is actual for wanted, actual in flags)


def _kinds_hold(condition: Condition, features: Features) -> bool:
    kinds = (
        (condition.uninspectable_reason, (features.reason,)),
        (condition.unread, features.unread),
        (condition.format, (features.format, *features.formats)),
        (condition.partner, (features.partner,)),
        (tuple(f"{features.policy}/{name}" for name in condition.term), tuple(features.terms)),
    )
    return all(
        not patterns or any(matches_any(patterns, value) for value in values) for patterns, values in kinds
    )


def _registers_hold(condition: Condition, features: Features) -> bool:
    return (
        (condition.size_over is None or features.size > condition.size_over)
        and (condition.amount is None or features.amount >= condition.amount)
        and _document_holds(condition, features)
        and (condition.cumulative is None or reached(condition.cumulative, features.totals))
    )


def _document_holds(condition: Condition, features: Features) -> bool:
    if not asks_document(condition):
        return True
    if features.documents is None:
        raise RegisterMissing("no register of documents is there to look them up in")
    return any(
        (
            not condition.document
            or any(matches_any(condition.document, name) for name in (met.name, met.category))
        )
        and met.share >= (condition.document_share or 0.0)
        for met in features.documents
    )


def _together(condition: Condition, features: Features) -> bool:
    """Row R17: general data in the same medium as sensitive data is treated as sensitive."""
    media = [features.findings] if condition.within == "medium" else parts(features.findings)
    return any(all(enough(each, found, features.agreed) for each in condition.together) for found in media)
