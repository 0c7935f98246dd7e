"""Each sentence the policy language refuses with, in Chinese."""

import re
from collections.abc import Iterator

import pytest

from policies.language import parser
from policies.language.checks import WORDS_MAX
from policies.language.errors import PolicyInvalid
from policies.language.expressions import fault_of
from policies.language.self_test import run
from policies.language.yaml_tree import DEPTH_MAX, LENGTH_MAX, NODES_MAX
from runtime.known_sentences import KnownSentences
from runtime.policy_complaints import CHINESE, complaint_in_words

SOUND = """\
schema: 1
name: small
title: {zh: 小策略, en: A small policy}
mode: enforce
clauses:
  - {id: seal, text: 必须加密, source: 规定}
rules:
  - name: sensitive-mail
    clauses: seal
    when: {grade: sensitive}
    then: seal
    severity: high
    reason: The mail holds client data.
    notice: {zh: 已加密。, en: It was sealed.}
tests:
  - name: an identity number is sealed
    texts: ["身份证号11010519491231002X"]
    expect: seal
"""
OTHER_RULE = "  - {name: other, when: {grade: general}, then: seal, reason: a, notice: {zh: a, en: a}}\n"
WHEN = "{grade: sensitive}"
TITLE = "title: {zh: 小策略, en: A small policy}"
RULES = "rules:\n  - name"
MANY_WORDS = ", ".join(f"word{number}" for number in range(WORDS_MAX + 1))
REFUSED_EXPRESSIONS = (
    "(a+)+", "(?=a)b", r"(a)\1", "(a{1,9}){1,9}", "[a-z]{1,50}[a-z]{1,50}", "a(", "a?", "[a--z]",
    "(?:a{100}){3}",
)  # fmt: skip
CHANGES = [  # what is written instead of what, so that each fault of the language comes up
    (SOUND, "- just a list"),
    (SOUND, "\ta: 1"),
    (SOUND, "a: 'open"),
    (SOUND, "a: \x07"),
    (SOUND, "a" * (LENGTH_MAX + 1)),
    (SOUND, "a: [" + "1," * NODES_MAX + "]"),
    (SOUND, "a: " + "[" * DEPTH_MAX + "]" * DEPTH_MAX),
    (SOUND, SOUND + "---\na: 1"),
    ("schema: 1", "schema: &one 1"),
    ("schema: 1", "schema: *one"),
    ("schema: 1", "schema: !!str 1"),
    ("schema: 1", "schema: 2"),
    ("schema: 1\n", ""),
    ("schema: 1", "sheme: 1"),
    ("then: seal", "then：seal"),
    ("clauses: seal", "scope: {senders：a@x.example}"),
    ("mode: enforce", "mode: enforce\nmode: observe"),
    ("mode: enforce", "mode: [enforce]"),
    ("mode: enforce", "mode: {a: b}"),
    ("mode: enforce", "mode: quietly"),
    (TITLE, "title: words"),
    (TITLE, "title: {zh: '', en: A small policy}"),
    ("name: small", "name: Not A Name"),
    ("reason: The mail holds client data.", "reason: ''"),
    ("clauses: seal", "clauses: []"),
    ("clauses: seal", "clauses: of-nobody"),
    ("clauses: seal", "clauses: {a: b}"),
    ("clauses: seal", "deadline: 3"),
    ("clauses: seal", "allow_vault: perhaps"),
    ("clauses: seal", "allow_vault: true"),
    ("clauses: seal", "scope: {channels: file}"),
    ("clauses: seal", "exceptions: [{owner: li, reason: a, expires: soon, applies_to: {}}]"),
    ("clauses: seal", "exceptions: [{owner: li, reason: a, expires: 2027-03-31, applies_to: {}}]"),
    ("    notice: {zh: 已加密。, en: It was sealed.}\n", ""),
    (WHEN, "{}"),
    (WHEN, "{confidence: 7}"),
    (WHEN, "{grade: sensitive, count: many}"),
    (WHEN, "{grade: sensitive, within: part}"),
    (f"when: {WHEN}\n    then: seal", "when: {uninspectable: true}\n    then: redact"),
    (WHEN, "{together: [{grade: sensitive}]}"),
    (WHEN, "{together: [{grade: sensitive}, {uninspectable: true}]}"),
    ("expect: seal", "expect: destroy"),
    ("expect: seal", "expect: seal\n    rule: of-nobody"),
    ("expect: seal", "expect: pass"),
    ("tests:\n  -", f"{OTHER_RULE}tests:\n  - rule: other\n   "),
    ("  - {id: seal", "  - {id: seal, text: 必须, source: 规定}\n  - {id: seal"),
    ("mode: enforce", "mode: @enforce"),
    ("mode: enforce", "mode: a: b"),
    (TITLE, "title: {zh: 小策略, 又一句, en: A small policy}"),
    ("clauses: seal", "scope: {domains: '*@x.example'}"),
    ("clauses: seal", "scope: {senders: x.example}"),
    (WHEN, "{term: of-nobody}"),
    (WHEN, "{amount: 123456}"),
    (WHEN, "{cumulative: {entity: NAME}}"),
    (RULES, f"terms: [{{name: t}}]\n{RULES}"),
    (RULES, f"terms: [{{name: t, words: [{MANY_WORDS}]}}]\n{RULES}"),
    *((RULES, f"terms: [{{name: t, expression: '{each}'}}]\n{RULES}") for each in REFUSED_EXPRESSIONS),
]  # fmt: skip


def said(text: str) -> Iterator[str]:
    """Yield every sentence that the language says about a text."""
    try:
        yield from (result.fault for result in run(parser.parse(text)) if result.fault)
    except PolicyInvalid as error:
        for problem in error.problems:
            yield from (problem.message, problem.remedy)


SAID_OF = [(new, list(said(SOUND.replace(old, new)))) for old, new in CHANGES]
SAID = [sentence for _, sentences in SAID_OF for sentence in sentences]


def test_every_change_is_refused() -> None:
    assert list(said(SOUND)) == []
    assert [new for new, sentences in SAID_OF if not sentences] == []


@pytest.mark.parametrize("sentence", sorted(set(SAID)), ids=lambda sentence: sentence[:40])
def test_whatever_the_language_says_is_said_in_chinese(sentence: str) -> None:
    shown = complaint_in_words(sentence, "zh")
    assert re.search(r"[\u4e00-\u9fff]", shown), shown
    assert complaint_in_words(sentence, "en") == sentence


def test_no_known_sentence_is_dead() -> None:
    """Each is said of one of the texts above: one that the language no longer says is to go."""
    used: set[str] = set()

    def note(text: str) -> str:
        used.add(text)
        return text

    known = KnownSentences(CHINESE)
    for sentence in SAID:
        assert known.translated(sentence, note) == sentence
    assert set(CHINESE) - used == set()


def test_gaps_keep_what_stood_in_them() -> None:
    shown = complaint_in_words("unknown key 'sheme' in the policy", "zh")
    assert shown == "策略 中有未知的键 'sheme'"
    assert complaint_in_words("write a whole number from 1 to 9", "zh") == "请填写 1 到 9 之间的整数"


def test_words_within_a_sentence_are_translated_too() -> None:
    (many, _), (few, _) = (fault_of(text) or ("", "") for text in ("(a{1,9}){1,9}", "(a{1,2}){1,9}"))
    assert "同一段文字有 超过一百万 种读法" in complaint_in_words(many, "zh")
    assert "同一段文字有 1,022 种读法" in complaint_in_words(few, "zh")
