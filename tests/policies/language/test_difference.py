"""Differences between policies, as an approver reads them."""

from policies.language.difference import Difference, differences_of
from policies.language.parser import parse

BEFORE = """schema: 1
name: p
title: {zh: 字, en: words}
terms: [{name: projects, words: 凤凰}]
rules:
  - name: ids
    when: {any: [{entity: RESIDENT_ID}, {entity: MOBILE, distinct: 5}]}
    then: hold
    reason: x
    notice: {zh: 字, en: words}
  - {name: gone, then: pass, reason: x}
"""


def test_nothing_differs_from_itself() -> None:
    assert list(differences_of(parse(BEFORE), parse(BEFORE))) == []


def test_each_difference_names_its_key_and_what_becomes_milder() -> None:
    after = (
        BEFORE.replace("then: hold", "then: seal")
        .replace("gone", "new")
        .replace("distinct: 5", "distinct: 9")
    )
    after = after.replace("words: 凤凰", "words: [凤凰, 麒麟]").replace(
        "reason: x\n    notice", "split: false\n    reason: x\n    notice"
    )
    after = after.replace("schema: 1", "schema: 1\nmode: observe")
    assert list(differences_of(parse(BEFORE), parse(after))) == [
        Difference("changed", "", "", "mode", "enforce", "observe", milder=True),
        Difference("changed", "terms", "projects", "words", "凤凰", "凤凰, 麒麟"),
        Difference("gone", "rules", "gone", milder=True),
        Difference("changed", "rules", "ids", "then", "hold", "seal", milder=True),
        Difference("changed", "rules", "ids", "when.any[2].distinct", "5", "9", milder=True),
        Difference("new", "rules", "new"),
    ]


def test_a_key_that_comes_or_goes_has_one_side() -> None:
    after = BEFORE.replace(
        "    reason: x\n    notice", "    severity: high\n    split: true\n    reason: x\n    notice"
    )
    after = after.replace("then: hold", "then: refuse").replace(", {entity: MOBILE, distinct: 5}", "")
    shown = {each.key: (each.before, each.after) for each in differences_of(parse(BEFORE), parse(after))}
    assert shown == {
        "then": ("hold", "refuse"),
        "severity": ("medium", "high"),
        "split": ("", "True"),
        "when.any[2].entity": ("MOBILE", ""),
        "when.any[2].distinct": ("5", ""),
    }


def test_to_hold_where_a_mail_was_refused_that_could_not_be_masked_is_milder() -> None:
    before = BEFORE.replace("then: hold", "then: redact\n    otherwise: refuse")
    held = before.replace("otherwise: refuse", "otherwise: hold")
    assert [each.milder for each in differences_of(parse(before), parse(held))] == [True]
    assert [each.milder for each in differences_of(parse(held), parse(before))] == [False]
    assert not any(each.milder for each in differences_of(parse(before), parse(BEFORE)))


def test_to_ask_for_more_is_milder_unless_it_is_denied() -> None:
    denied = BEFORE.replace("{entity: MOBILE, distinct: 5}", "{not: {entity: MOBILE, distinct: 5}}")
    for text, milder in ((BEFORE, True), (denied, False)):
        more = text.replace("distinct: 5", "distinct: 9")
        assert [each.milder for each in differences_of(parse(text), parse(more))] == [milder]
        assert [each.milder for each in differences_of(parse(more), parse(text))] == [False]


def test_an_exception_and_its_extension_are_milder() -> None:
    grant = "exceptions: [{owner: a, reason: b, expires: 2026-01-01, applies_to: {senders: a@x.example}}]"
    granted = BEFORE.replace("then: hold", f"then: hold\n    {grant}")
    longer = granted.replace("2026-01-01", "2026-06-30")
    assert any(each.milder for each in differences_of(parse(BEFORE), parse(granted)))
    assert [each.milder for each in differences_of(parse(granted), parse(longer))] == [True]
    assert [each.milder for each in differences_of(parse(longer), parse(granted))] == [False]
