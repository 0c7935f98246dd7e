"""Whether a condition holds of the features of an inspection. Each key of the language is one line here."""

from policies.features import Features, enough, parts, selects
from policies.model import Condition
from policies.wildcard import matches_any


def holds(condition: Condition | None, features: Features) -> bool:
    """Return whether every key of the condition holds; no condition at all always does."""
    if condition is None:
        return True
    return (
        _flags_hold(condition, features)
        and (not selects(condition) or enough(condition, features.findings))
        and (not condition.together or _together(condition, features))
        and all(holds(each, features) for each in condition.all)
        and (not condition.any or any(holds(each, features) for each in condition.any))
        and (condition.not_ is None or not holds(condition.not_, features))
    )


def _flags_hold(condition: Condition, features: Features) -> bool:
    flags = (
        (condition.password_disclosed, features.password_disclosed),
        (condition.encrypted_attachment, features.encrypted_attachment),
        (condition.encrypted_by_sender, features.sender_encrypted),
        (condition.uninspectable, features.uninspectable),
    )
    return (
        all(wanted is None or wanted is actual for wanted, actual in flags)
        and (
            not condition.uninspectable_reason or matches_any(condition.uninspectable_reason, features.reason)
        )
        and (not condition.format or matches_any(condition.format, features.format))
        and (condition.size_over is None or features.size > condition.size_over)
    )


def _together(condition: Condition, features: Features) -> bool:
    """Row R17: general data in the same medium as sensitive data is treated as sensitive."""
    media = [features.findings] if condition.within == "medium" else parts(features.findings)
    return any(all(enough(each, found) for each in condition.together) for found in media)
