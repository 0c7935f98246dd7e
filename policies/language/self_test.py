"""A policy's own test cases, run through the real detection and the real decision."""

import msgspec

from policies.decision.decide import Decision, decide
from policies.language.case_subject import subject_of
from policies.model import Policy, TestCase


class CaseResult(msgspec.Struct, frozen=True):
    """One case, and what came of it; `fault` is empty when it holds."""

    name: str
    fault: str
    decision: Decision


def run(policy: Policy) -> tuple[CaseResult, ...]:
    """Return the result of every test case of a policy, in order."""
    return tuple(run_case(policy, case) for case in policy.tests)


def run_case(policy: Policy, case: TestCase) -> CaseResult:
    """Return the result of one test case."""
    decision = decide(policy, subject_of(case, policy))
    fault = ""
    if decision.would != case.expect:
        fault = f"expected {case.expect}, got {decision.would} by rule {decision.rule or '(none)'}"
    elif case.rule and case.rule not in decision.matched:
        fault = f"rule {case.rule} did not apply, but {', '.join(decision.matched) or 'none'}"
    return CaseResult(case.name, fault, decision)


def untried(policy: Policy, results: tuple[CaseResult, ...]) -> tuple[str, ...]:
    """Return the names of the rules that no case has made apply: nobody has seen them work."""
    seen = {name for result in results for name in (*result.decision.matched, *result.decision.excepted)}
    return tuple(rule.name for rule in policy.rules if rule.name not in seen)
