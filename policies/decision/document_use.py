"""Which registered documents policies ask for, so that whoever has no register knows before a decision."""

from collections.abc import Iterable, Iterator

from policies.model import Condition, Policy
from policies.wildcard import matches_any


class RegisterMissing(LookupError):
    """A rule asks for a registered document, and there was no register to look it up in.

    Like a missing count it is no "no": such a rule must not let anything pass.
    """


def asks_document(condition: Condition) -> bool:
    """Return whether a condition itself, not one within it, asks for a registered document."""
    return bool(condition.document) or condition.document_share is not None


def ask_documents(policies: Iterable[Policy]) -> bool:
    """Return whether a rule of these policies asks for a registered document."""
    return any(True for policy in policies for _ in _asking(policy))


def rules_asking(policy: Policy, names: Iterable[str]) -> tuple[str, ...]:
    """Return the rules that ask for a document of one of these names or categories."""
    names = tuple(names)
    return tuple(dict.fromkeys(rule for rule, condition in _asking(policy) if _fits(condition, names)))


def unmet(policy: Policy, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return rules with patterns of theirs that fit none of these names or categories, "*" for any document."""
    names = tuple(names)
    asked = (
        (rule, pattern) for rule, condition in _asking(policy) for pattern in condition.document or ("*",)
    )
    return tuple(
        dict.fromkeys(pair for pair in asked if not any(matches_any([pair[1]], name) for name in names))
    )


def _fits(condition: Condition, names: Iterable[str]) -> bool:
    return not condition.document or any(matches_any(condition.document, name) for name in names)


def _asking(policy: Policy) -> Iterator[tuple[str, Condition]]:
    for rule in policy.rules:
        if rule.when is not None:
            yield from ((rule.name, each) for each in _each(rule.when) if asks_document(each))


def _each(condition: Condition) -> Iterator[Condition]:
    yield condition
    inner = (*condition.together, *condition.all, *condition.any)
    for each in (*inner, *((condition.not_,) if condition.not_ else ())):
        yield from _each(each)
