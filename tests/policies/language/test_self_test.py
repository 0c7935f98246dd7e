"""A policy proves itself by its cases: right ones hold, wrong ones say why."""

from policies.language.parser import parse
from policies.language.self_test import run, untried

POLICY = parse("""schema: 1
name: p
title: {zh: 字, en: words}
rules:
  - {name: ids, when: {entity: RESIDENT_ID}, then: seal, reason: x, notice: {zh: 字, en: words}}
  - {name: mobiles, when: {entity: MOBILE}, then: pass, reason: x}
tests:
  - {name: right, texts: 身份证11010519491231002X, expect: seal, rule: ids}
  - {name: wrong action, texts: 身份证11010519491231002X, expect: pass}
  - {name: wrong rule, texts: 身份证11010519491231002X, expect: seal, rule: mobiles}
""")


def test_each_case_holds_or_says_why_not() -> None:
    assert [(result.name, result.fault) for result in run(POLICY)] == [
        ("right", ""),
        ("wrong action", "expected pass, got seal by rule ids"),
        ("wrong rule", "rule mobiles did not apply, but ids"),
    ]


def test_rules_that_no_case_tries_are_named() -> None:
    assert untried(POLICY, run(POLICY)) == ("mobiles",)
