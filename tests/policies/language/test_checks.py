"""Faults of a well-formed policy."""

import datetime as dt

import pytest

from policies.finding import Category
from policies.language.checks import WORDS_MAX, check
from policies.model import (
    Action,
    Channel,
    Clause,
    Condition,
    Policy,
    Rule,
    Scope,
    TestCase,
    Words,
)
from policies.registers import Partner, Term
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
        ({"split": True}, (5, 3), "`split` belongs to refuse"),
        ({"allow_vault": True}, (5, 3), "`allow_vault` belongs to destroy"),
        ({"otherwise": "refuse"}, (5, 3), "`otherwise` belongs to redact"),
        (
            {"then": Action.REDACT, "when": Condition(uninspectable=True)},
            (5, 3),
            "there is nothing that `redact` could mask",
        ),
        ({"notice": None}, (5, 3), "rule 'r' has no notice"),
        ({"scope": Scope(channels=(Channel.FILE,))}, (5, 3), "seal is no action of this channel"),
    ],
)
def test_faults_of_a_rule(changes: dict[str, object], place: tuple[int, int], message: str) -> None:
    changes = {"notice": WORDS, **changes}
    when = changes.pop("when", ID)
    notice = changes.pop("notice")
    changes = {"then": Action.SEAL, **changes}
    rule = Rule(name="r", reason="x", notice=notice, when=when, **changes)  # type: ignore[arg-type]
    policy = Policy(schema=1, name="p", title=WORDS, rules=(rule,))
    places = {(): (1, 1), ("rules", 0): (5, 3), ("rules", 0, "when"): (6, 5)}
    assert [(each.line, each.column, each.message) for each in check(policy, places)] == [(*place, message)]


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


def test_faults_of_registers() -> None:
    partner = Partner("甲", ("x.example",), "通知", (Category.IDENTITY,), "A-1", dt.date(2027, 1, 1))
    policy = Policy(
        schema=1,
        name="p",
        title=WORDS,
        rules=(Rule(name="r", then=Action.PASS, reason="x"),),
        partners=(partner, partner),
        terms=(
            Term("t", tuple(f"word {number}" for number in range(WORDS_MAX))),
            Term("t", ("one",), "(a+)+"),
            Term("u"),
        ),
    )
    assert [problem.message for problem in check(policy, {(): (1, 1)})] == [
        "'甲' is used twice",
        "'t' is used twice",
        "the expression is refused: it repeats without end",
        "the term 'u' says nothing",
        f"more than {WORDS_MAX} words",
    ]
