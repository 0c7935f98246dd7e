"""A policy proves itself by its cases: right ones hold, wrong ones say why."""

import datetime as dt

import msgspec

from policies.language import parse
from policies.model import Action, TestCase
from policies.self_test import findings_of, run, run_case, subject_of

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


def test_circumstances_of_a_case_reach_the_decision() -> None:
    case = TestCase(
        name="t",
        expect=Action.PASS,
        uninspectable="limit:depth",
        encrypted_attachment="zip",
        encrypted_by_sender=True,
        on=dt.date(2027, 1, 2),
        texts=("a", "b"),
    )
    subject = subject_of(case)
    assert subject.inspection.reason == "limit:depth"
    assert subject.inspection.encrypted[0].format == "zip"
    assert subject.inspection.sender_encrypted
    assert subject.now == dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
    assert run_case(POLICY, case).fault == ""


def test_findings_hold_no_plain_value_and_hash_the_normal_form() -> None:
    found = findings_of(("11010519491231002X", "身份证 110105 19491231 002x"))
    assert [finding.value_hash for finding in found] == [found[0].value_hash] * 2
    assert [finding.place[0].name for finding in found] == ["1", "2"]
    assert b"19491231" not in msgspec.json.encode(found)
