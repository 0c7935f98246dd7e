"""What a rule that redacts acts on: the findings it asks to be there, and nothing else."""

import pytest

from policies.decision.redaction import acted_on, is_acted_on
from policies.finding import Category, Finding, Grade
from policies.model import Condition, Cumulative, Selection
from policies.taxonomy import EntityType

ID = Condition(entity=(EntityType.RESIDENT_ID,))
CARD = Condition(entity=(EntityType.BANK_CARD,), count=3)
OF_ID, OF_CARD = Selection(entity=(EntityType.RESIDENT_ID,)), Selection(entity=(EntityType.BANK_CARD,))


@pytest.mark.parametrize(
    ("condition", "masks"),
    [
        (None, ()),
        (ID, (OF_ID,)),
        (CARD, (OF_CARD,)),
        (Condition(count=5), (Selection(),)),
        (Condition(any=(ID, CARD, ID)), (OF_ID, OF_CARD)),
        (Condition(grade=(Grade.SENSITIVE,), all=(ID,)), (Selection(grade=(Grade.SENSITIVE,)), OF_ID)),
        (Condition(together=(ID, CARD)), (OF_ID, OF_CARD)),
        (Condition(not_=ID), ()),
        (Condition(password_disclosed=True), (Selection(entity=(EntityType.PASSWORD,)),)),
        (Condition(password_disclosed=False), ()),
        (Condition(password_hint_disclosed=True), (Selection(entity=(EntityType.PASSWORD_HINT,)),)),
        (Condition(uninspectable=True, term=("t",), amount=100), ()),
        (Condition(cumulative=Cumulative(count=5)), ()),  # what earlier mails hold cannot be masked
    ],
)
def test_what_is_acted_on(condition: Condition | None, masks: tuple[Selection, ...]) -> None:
    assert acted_on(condition) == masks


def test_beyond_an_agreement_only_the_other_categories() -> None:
    condition = Condition(beyond_agreement=True, category=(Category.IDENTITY, Category.PROPERTY))
    assert acted_on(condition, frozenset({Category.IDENTITY})) == (Selection(category=(Category.PROPERTY,)),)
    everything = acted_on(Condition(beyond_agreement=True), frozenset({Category.IDENTITY}))
    assert everything == (Selection(category=tuple(each for each in Category if each != Category.IDENTITY)),)


@pytest.mark.parametrize(
    ("confidence", "masks", "expected"),
    [(0.9, (OF_CARD, OF_ID), True), (0.6, (OF_ID,), False), (0.9, (), False)],
)
def test_a_finding_is_acted_on_as_a_rule_would(
    confidence: float, masks: tuple[Selection, ...], expected: bool
) -> None:
    found = Finding("RESIDENT_ID", Category.IDENTITY, Grade.SENSITIVE, confidence, "*", "1", ())
    assert is_acted_on(found, masks) is expected
