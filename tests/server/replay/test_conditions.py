"""Every key of the language is compiled; one that it gains later cannot be passed over in silence."""

from typing import Any

import msgspec
import pytest
from sqlglot import exp

from policies.model import Action, Condition, Cumulative, Policy, Rule, Scope, Words
from policies.registers import Term
from server.replay import conditions
from server.replay.conditions import Questions, RuleCompiler

INNER = Condition(uninspectable=True)
VALUES: dict[str, Any] = {
    "entity": ("MOBILE",), "grade": ("general",), "category": ("identity",), "confidence": 0.1, "listed": ("a",),
    "certain": True, "consent": ("refused",), "beyond_agreement": True, "count": 2, "distinct": 2,
    "cumulative": Cumulative(count=2), "amount": 1, "password_disclosed": True, "password_hint_disclosed": True,
    "encrypted_attachment": True, "encrypted_by_sender": True, "uninspectable": True, "uninspectable_reason": ("a",),
    "unread": ("a",), "format": ("a",), "size_over": 1, "term": ("words",), "document": ("a",), "document_share": 0.1,
    "partner": ("unknown",), "approved": True, "together": (Condition(count=1), Condition(count=2)), "all": (INNER,),
    "any": (INNER,), "not_": INNER,
}  # fmt: skip
TERMS = (Term("words", ("a word",)),)


def compiled(when: Condition | None, scope: Scope | None = None) -> tuple[str, ...]:
    """Return the formula of a rule and all its questions."""
    rule = Rule("r", Action.HOLD, "A reason.", when=when, scope=scope or Scope())
    policy = Policy(schema=1, name="p", title=Words("-", "-"), rules=(rule,), terms=TERMS)
    facts, asked = Questions("fact"), Questions("asked")
    formula = RuleCompiler((policy,), facts, asked).applies(policy, rule)
    return (formula.sql(), *(each.sql() for each in (*facts.columns(), *asked.columns())))


@pytest.mark.parametrize("key", [name for name in Condition.__struct_fields__ if name != "within"])
def test_each_key_of_a_condition_is_asked(key: str) -> None:
    assert compiled(Condition(**{key: VALUES[key]})) != compiled(None)


@pytest.mark.parametrize("key", [name for name in Scope.__struct_fields__ if name != "channels"])
def test_each_key_of_a_scope_is_asked(key: str) -> None:
    assert compiled(None, Scope(**{key: ("outbound",)})) != compiled(None)


def test_within_is_asked() -> None:
    medium = Condition(together=VALUES["together"])
    assert compiled(medium) != compiled(msgspec.structs.replace(medium, within="part"))


def test_a_key_that_is_not_known_here_cannot_be_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "_CONDITION", conditions._CONDITION - {"amount"})
    monkeypatch.setattr(conditions, "_SCOPE", conditions._SCOPE - {"paths"})
    assert compiled(Condition(amount=1))[0].endswith("AND NULL")
    assert "NULL" in compiled(None, Scope(paths=("*.zip",)))[0]


def test_an_equal_question_is_asked_once() -> None:
    twice = Condition(all=(Condition(entity=("MOBILE",)), Condition(entity=("MOBILE",))))
    assert len(compiled(twice)) == len(compiled(Condition(entity=("MOBILE",))))
    questions = Questions("q")
    assert questions.name_of(exp.true()) == exp.true()
    assert questions.names() == []
