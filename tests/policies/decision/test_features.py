"""Features of an inspection, and how findings are counted."""

from policies.decision.features import enough, features_of, parts
from policies.finding import Category, Finding, Grade, PlaceStep
from policies.inspected import EncryptedPart, Inspection, InspectionVerdict
from policies.model import Condition

NOTHING: frozenset[Category] = frozenset()


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
    assert not features.password_hint_disclosed


def test_distinct_values_are_counted_by_type_and_value() -> None:
    found = [finding("NAME", "1"), finding("NAME", "1"), finding("MOBILE", "1")]
    assert enough(Condition(distinct=2), found, NOTHING)
    assert not enough(Condition(distinct=3), found, NOTHING)
    assert enough(Condition(count=3), found, NOTHING)
    assert not enough(Condition(), [], NOTHING)


def test_what_an_agreement_covers_is_not_beyond_it_and_a_password_is_no_client_data() -> None:
    beyond, within = Condition(beyond_agreement=True), Condition(beyond_agreement=False)
    name, password = finding("NAME", "1"), finding("PASSWORD", "2")
    assert enough(beyond, [name], NOTHING)
    assert not enough(beyond, [name], frozenset({Category.IDENTITY}))
    assert enough(within, [name], frozenset({Category.IDENTITY}))
    assert not enough(beyond, [password], NOTHING)


def test_parts_are_the_outermost_places() -> None:
    found = [finding("NAME", "1", "a.zip", "x"), finding("NAME", "2", "a.zip", "y"), finding("NAME", "3")]
    assert [len(part) for part in parts(found)] == [2, 1]
