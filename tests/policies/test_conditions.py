"""Conditions beyond the decision table: emptiness, nesting and negation."""

import pytest

from policies.conditions import holds
from policies.features import Features
from policies.model import Condition

EMPTY = Features(
    (),
    uninspectable=False,
    reason="",
    format="eml",
    size=0,
    sender_encrypted=False,
    encrypted_attachment=False,
)
YES, NO = Condition(uninspectable=False), Condition(uninspectable=True)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        (YES, True),
        (NO, False),
        (Condition(not_=NO), True),
        (Condition(all=(YES, YES)), True),
        (Condition(all=(YES, NO)), False),
        (Condition(any=(NO, YES)), True),
        (Condition(any=(NO, NO)), False),
        (Condition(all=(Condition(any=(NO, Condition(not_=NO))), YES)), True),
        (Condition(count=1), False),
        (Condition(format=("eml", "msg")), True),
        (Condition(format=("docx",)), False),
    ],
)
def test_holds(condition: Condition | None, *, expected: bool) -> None:
    assert holds(condition, EMPTY) is expected
