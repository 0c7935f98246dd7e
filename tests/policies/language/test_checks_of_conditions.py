"""Faults of conditions, with the path to each."""

import pytest

from policies.language.checks_of_conditions import condition_faults
from policies.model import Condition, Cumulative
from policies.taxonomy import EntityType

ID = Condition(entity=(EntityType.RESIDENT_ID,))
MANY = Condition(distinct=5)


def faults(condition: Condition, *, for_files: bool = False) -> list[tuple[str, str]]:
    found = condition_faults(condition, ("when",), terms={"projects"}, for_files=for_files)
    return [(".".join(map(str, path)), message) for path, message, _ in found]


@pytest.mark.parametrize(
    "condition",
    [
        ID,
        Condition(together=(ID, MANY), within="part"),
        Condition(together=(ID, Condition(listed=("vip",), beyond_agreement=True))),
        Condition(term=("projects",)),
        Condition(amount=350_000),
        Condition(cumulative=Cumulative(count=5)),
    ],
)
def test_a_sound_condition_has_no_fault(condition: Condition) -> None:
    assert faults(condition) == []


@pytest.mark.parametrize(
    ("condition", "place", "message"),
    [
        (Condition(any=(ID, Condition())), "when.any.1", "the condition says nothing"),
        (Condition(all=(ID, Condition())), "when.all.1", "the condition says nothing"),
        (Condition(not_=Condition()), "when.not", "the condition says nothing"),
        (Condition(entity=ID.entity, within="part"), "when.within", "`within` belongs to `together`"),
        (Condition(together=(ID,)), "when.together", "together needs at least two selections"),
        (
            Condition(together=(ID, Condition(uninspectable=True))),
            "when.together.1",
            "only findings can be together",
        ),
        (Condition(not_=Condition(term=("forms",))), "when.not.term.0", "no term 'forms'"),
        (Condition(amount=352_000), "when.amount", "an amount has at most two digits before its zeros"),
        (Condition(cumulative=Cumulative()), "when.cumulative", "`cumulative` needs one limit"),
        (
            Condition(cumulative=Cumulative(count=1, distinct=1)),
            "when.cumulative",
            "`cumulative` needs one limit",
        ),
    ],
)
def test_faults(condition: Condition, place: str, message: str) -> None:
    assert faults(condition) == [(place, message)]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cumulative", Cumulative(count=5)),
        ("partner", ("unknown",)),
        ("beyond_agreement", True),
        ("approved", False),
        ("encrypted_by_sender", True),
    ],
)
def test_a_file_has_no_recipient_and_no_one_counts_between_files(key: str, value: object) -> None:
    condition = Condition(any=(Condition(**{key: value}), ID))  # type: ignore[arg-type]
    assert faults(condition) == []
    assert faults(condition, for_files=True) == [(f"when.any.0.{key}", f"`{key}` belongs to mail")]
