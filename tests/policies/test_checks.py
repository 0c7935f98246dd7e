"""Faults of a well-formed policy."""

import datetime as dt

import pytest

from policies.checks import check
from policies.model import (
    Action,
    Channel,
    Clause,
    Condition,
    ExceptionGrant,
    Policy,
    Rule,
    Scope,
    TestCase,
    Words,
)
from policies.taxonomy import EntityType

WORDS = Words("字", "words")
ID = Condition(entity=(EntityType.RESIDENT_ID,))
MANY = Condition(distinct=5)


def faults(**changes: object) -> list[tuple[int, int, str]]:
    rule = Rule(name="r", then=Action.SEAL, reason="x", notice=WORDS, **{"when": ID, **changes})  # type: ignore[arg-type]
    places = {(): (1, 1), ("rules", 0): (5, 3), ("rules", 0, "when"): (6, 5)}
    policy = Policy(schema=1, name="p", title=WORDS, rules=(rule,))
    return [(problem.line, problem.column, problem.message) for problem in check(policy, places)]


def test_a_sound_rule_has_no_fault() -> None:
    assert faults() == []
    assert faults(when=None) == []
    assert faults(when=Condition(together=(ID, MANY), within="part")) == []


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ({"when": Condition()}, (6, 5), "the condition says nothing"),
        ({"when": Condition(any=(ID, Condition()))}, (6, 5), "the condition says nothing"),
        ({"when": Condition(not_=Condition())}, (6, 5), "the condition says nothing"),
        ({"when": Condition(entity=ID.entity, within="part")}, (6, 5), "`within` belongs to `together`"),
        ({"when": Condition(together=(ID,))}, (6, 5), "together needs at least two selections"),
        (
            {"when": Condition(together=(ID, Condition(uninspectable=True)))},
            (6, 5),
            "only findings can be together",
        ),
        ({"split": True}, (5, 3), "`split` belongs to refuse"),
        ({"allow_vault": True}, (5, 3), "`allow_vault` belongs to destroy"),
        ({"notice": None}, (5, 3), "rule 'r' has no notice"),
        ({"scope": Scope(channels=(Channel.FILE,))}, (5, 3), "seal is no action of this channel"),
    ],
)
def test_faults_of_a_rule(changes: dict[str, object], place: tuple[int, int], message: str) -> None:
    changes = {"notice": WORDS, **changes}
    when = changes.pop("when", ID)
    notice = changes.pop("notice")
    rule = Rule(name="r", then=Action.SEAL, reason="x", notice=notice, when=when, **changes)  # type: ignore[arg-type]
    policy = Policy(schema=1, name="p", title=WORDS, rules=(rule,))
    places = {(): (1, 1), ("rules", 0): (5, 3), ("rules", 0, "when"): (6, 5)}
    assert [(each.line, each.column, each.message) for each in check(policy, places)] == [(*place, message)]


def test_an_exception_for_everybody_is_a_fault() -> None:
    grant = ExceptionGrant(owner="a", reason="b", expires=dt.date(2027, 1, 1), applies_to=Scope())
    assert [fault[2] for fault in faults(exceptions=(grant,))] == ["the exception lets everybody off"]


def test_names_are_unique_and_cases_fit_their_channel() -> None:
    rule = Rule(name="r", then=Action.PASS, reason="x")
    policy = Policy(
        schema=1,
        name="p",
        title=WORDS,
        clauses=(Clause("c", "text"), Clause("c", "text")),
        rules=(rule, rule),
        tests=(TestCase(name="t", expect=Action.DESTROY), TestCase(name="u", expect=Action.PASS, rule="s")),
    )
    assert [problem.message for problem in check(policy, {(): (1, 1)})] == [
        "'r' is used twice",
        "'c' is used twice",
        "a mail never ends as destroy",
        "no rule 's'",
    ]
