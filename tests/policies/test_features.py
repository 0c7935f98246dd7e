"""Features of an inspection, and how findings are counted."""

from policies.features import enough, features_of, parts, selects
from policies.finding import Category, Finding, Grade, PlaceStep
from policies.inspected import EncryptedPart, Inspection, InspectionVerdict
from policies.model import Condition


def finding(kind: str, value: str, *place: str, confidence: float = 0.9) -> Finding:
    steps = tuple(PlaceStep("part", name) for name in place)
    return Finding(kind, Category.IDENTITY, Grade.GENERAL, confidence, "*", value, steps)


def test_features_say_what_decisions_ask() -> None:
    inspection = Inspection(
        InspectionVerdict.UNINSPECTABLE,
        "encrypted:zip",
        "message",
        7,
        0.1,
        (finding("PASSWORD", "1", confidence=0.6),),
        (EncryptedPart((), "zip", "weak"),),
        sender_encrypted=True,
    )
    features = features_of(inspection)
    assert (features.uninspectable, features.reason, features.size) == (True, "encrypted:zip", 7)
    assert features.encrypted_attachment
    assert features.sender_encrypted
    assert not features.password_disclosed  # too doubtful to act on


def test_distinct_values_are_counted_by_type_and_value() -> None:
    found = [finding("NAME", "1"), finding("NAME", "1"), finding("MOBILE", "1")]
    assert enough(Condition(distinct=2), found)
    assert not enough(Condition(distinct=3), found)
    assert enough(Condition(count=3), found)
    assert not enough(Condition(), [])


def test_parts_are_the_outermost_places() -> None:
    found = [finding("NAME", "1", "a.zip", "x"), finding("NAME", "2", "a.zip", "y"), finding("NAME", "3")]
    assert [len(part) for part in parts(found)] == [2, 1]


def test_which_conditions_select() -> None:
    assert selects(Condition(confidence=0.0))
    assert not selects(Condition(uninspectable=True))
