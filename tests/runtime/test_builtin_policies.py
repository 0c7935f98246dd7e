"""The shipped policies are policies, cite their clauses, and prove themselves."""

import pytest

from policies.language.parser import parse
from policies.language.self_test import CaseResult, run, untried
from policies.model import Action, Channel, Policy
from runtime.builtin_policies import NAMES, load

PACKS = {name: parse(load(name), name=name) for name in NAMES}
RESULTS: dict[str, tuple[CaseResult, ...]] = {name: run(policy) for name, policy in PACKS.items()}
OBSERVERS = {"observe"}

packs = pytest.mark.parametrize("policy", PACKS.values(), ids=PACKS)


@packs
def test_a_shipped_policy_holds_all_its_own_cases_and_tries_every_rule(policy: Policy) -> None:
    results = RESULTS[policy.name]
    assert [(result.name, result.fault) for result in results if result.fault] == []
    assert untried(policy, results) == ()
    assert {"pass", "keep"} & {case.expect for case in policy.tests}, "a case that nothing happens to"


@packs
def test_every_rule_cites_a_clause_and_every_clause_is_cited(policy: Policy) -> None:
    assert all(rule.clauses for rule in policy.rules)
    assert {clause.id for clause in policy.clauses} == {
        each for rule in policy.rules for each in rule.clauses
    }


@packs
def test_what_a_person_reads_is_there_in_both_languages(policy: Policy) -> None:
    notices = [rule.notice for rule in policy.rules if rule.notice]
    assert all(notice.en.isascii() or "“" in notice.en for notice in notices)
    assert not any(notice.zh.isascii() for notice in notices)


@packs
def test_what_could_not_be_read_never_leaves_unless_its_sender_sealed_it(policy: Policy) -> None:
    unread = {
        result.decision.would
        for case, result in zip(policy.tests, RESULTS[policy.name], strict=True)
        if case.uninspectable and case.channel is Channel.MAIL and not case.encrypted_by_sender
    }
    assert unread <= {Action.HOLD, Action.REFUSE}


def test_public_workstations_are_about_files_only() -> None:
    assert {rule.channels for rule in PACKS["public-workstation"].rules} == {(Channel.FILE,)}


def test_observe_never_acts() -> None:
    for name in OBSERVERS:
        assert {result.decision.action for result in RESULTS[name]} <= {"pass", "keep"}


@pytest.mark.parametrize("name", ["nothing", "../bank", "builtin:", ""])
def test_another_name_is_an_error(name: str) -> None:
    with pytest.raises(LookupError, match="there are bank, observe, broker, general, public-workstation"):
        load(name)
