"""What a rule that redacts acts on: the findings that have to be masked for it to hold no longer."""

from collections.abc import Iterator

import msgspec

from policies.decision.conditions import asks_findings
from policies.decision.selection import fits
from policies.finding import Category, Finding
from policies.model import Condition, Selection
from policies.taxonomy import EntityType

_NOBODY: frozenset[Category] = frozenset()
_DISCLOSED = (
    ("password_disclosed", EntityType.PASSWORD),
    ("password_hint_disclosed", EntityType.PASSWORD_HINT),
)


def acted_on(condition: Condition | None, agreed: frozenset[Category] = _NOBODY) -> tuple[Selection, ...]:
    """Return the selections of findings that a condition asks to be there, each once.

    `agreed` are the categories that the recipient's agreement covers. What a condition asks not to be
    there, and what is no finding (a term, a document, an amount), cannot be masked and is not among them.
    """
    return tuple(dict.fromkeys(_acted_on(condition, agreed))) if condition is not None else ()


def is_acted_on(finding: Finding, masks: tuple[Selection, ...]) -> bool:
    """Return whether a finding is one of those that have to go."""
    return any(fits(each, finding) for each in masks)


def _acted_on(condition: Condition, agreed: frozenset[Category]) -> Iterator[Selection]:
    if asks_findings(condition):
        yield _selection(condition, agreed)
    for key, kind in _DISCLOSED:
        if getattr(condition, key):
            yield Selection(entity=(kind,))
    for each in (*condition.together, *condition.all, *condition.any):
        yield from _acted_on(each, agreed)


def _selection(condition: Condition, agreed: frozenset[Category]) -> Selection:
    chosen = Selection(**{key: getattr(condition, key) for key in Selection.__struct_fields__})
    if not condition.beyond_agreement:
        return chosen
    beyond = tuple(each for each in chosen.category or Category if each not in agreed)
    return msgspec.structs.replace(chosen, category=beyond) if beyond else chosen
