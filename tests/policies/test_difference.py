"""Differences between policies, as an approver reads them."""

from policies.difference import differences_of
from policies.language import parse

BEFORE = """schema: 1
name: p
title: {zh: 字, en: words}
rules:
  - {name: ids, when: {entity: RESIDENT_ID}, then: seal, reason: x, notice: {zh: 字, en: words}}
  - {name: gone, then: pass, reason: x}
"""


def test_nothing_differs_from_itself() -> None:
    assert list(differences_of(parse(BEFORE), parse(BEFORE))) == []


def test_each_difference_is_a_line() -> None:
    after = (
        BEFORE.replace("then: seal", "then: hold").replace("gone", "new").replace("RESIDENT_ID", "[MOBILE]")
    )
    assert list(
        differences_of(parse(BEFORE), parse(after.replace("schema: 1", "schema: 1\nmode: observe")))
    ) == [
        '~ mode: "enforce" -> "observe"',
        "- rules: gone",
        "+ rules: new",
        '~ rules ids: then: "seal" -> "hold"',
        '~ rules ids: when: {"entity":["RESIDENT_ID"],"within":"medium"} -> {"entity":["MOBILE"],"within":"medium"}',
    ]
