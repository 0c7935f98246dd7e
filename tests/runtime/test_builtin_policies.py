"""The shipped policies are policies, cite their clauses, and prove themselves."""

import pytest

from policies.language import parse
from policies.self_test import run
from runtime.builtin_policies import NAMES, load


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_policy_holds_all_its_own_cases(name: str) -> None:
    policy = parse(load(name), name=name)
    assert policy.name == name
    assert [(result.name, result.fault) for result in run(policy) if result.fault] == []
    assert {case.expect for case in policy.tests} >= {"pass", "seal", "destroy"}


def test_every_rule_of_the_bank_cites_a_clause_and_every_rule_is_tested() -> None:
    policy = parse(load("builtin:bank"))
    assert all(rule.clauses for rule in policy.rules)
    applied = {name for result in run(policy) for name in result.decision.matched}
    assert applied == {rule.name for rule in policy.rules}
    assert {clause.id for clause in policy.clauses} == {
        each for rule in policy.rules for each in rule.clauses
    }


def test_observe_never_acts() -> None:
    assert {result.decision.action for result in run(parse(load("observe")))} <= {"pass", "keep"}


@pytest.mark.parametrize("name", ["nothing", "../bank", "builtin:", ""])
def test_another_name_is_an_error(name: str) -> None:
    with pytest.raises(LookupError, match="there are bank, observe"):
        load(name)
