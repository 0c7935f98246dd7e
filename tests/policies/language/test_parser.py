"""Policy texts: what is read, and for every mistake the exact line, column and remedy."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.language.errors import PolicyInvalid, Problem
from policies.language.parser import nearest, parse
from policies.model import Action, Channel, Condition, Mode, Severity
from policies.taxonomy import EntityType

SMALL = """schema: 1
name: small
title: {zh: 小, en: Small}
rules:
  - name: seal-ids
    when:
      entity: RESIDENT_ID
      confidence: 0.9
    then: seal
    reason: Client data.
    notice: {zh: 加密, en: Sealed}
"""


def problems(text: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(PolicyInvalid) as caught:
        parse(text, name="p.yaml")
    return [(each.line, each.column, each.message, each.remedy) for each in caught.value.problems]


def test_a_small_policy() -> None:
    policy = parse(SMALL)
    rule = policy.rules[0]
    assert (policy.name, policy.mode, rule.then, rule.severity) == (
        "small",
        Mode.ENFORCE,
        Action.SEAL,
        Severity.MEDIUM,
    )
    assert rule.when == Condition(entity=(EntityType.RESIDENT_ID,), confidence=0.9)
    assert rule.channels == (Channel.MAIL,)


def test_every_kind_of_value() -> None:
    text = SMALL.replace(
        "    then: seal\n",
        """    then: destroy
    scope: {channels: file, paths: [/home/*, /srv/*]}
    deadline: 8h
    allow_vault: true
    exceptions:
      - {owner: 王主任, reason: 演练, expires: 2027-03-31, applies_to: {persons: li}}
""",
    )
    rule = parse(text).rules[0]
    assert rule.deadline_seconds == 8 * 3600
    assert rule.allow_vault
    assert rule.exceptions[0].expires == dt.date(2027, 3, 31)
    assert rule.scope.paths == ("/home/*", "/srv/*")


MISTAKES = [
    ("    when:", "    whn:", 6, 5, "unknown key 'whn' in rules[1]", "did you mean 'when'?"),
    (
        "      entity: RESIDENT_ID",
        "      entity: RESIDENT_IDS",
        7,
        15,
        "rules[1].when.entity[1] cannot be 'RESIDENT_IDS'",
        "did you mean 'RESIDENT_ID'?",
    ),
    (
        "      confidence: 0.9",
        "      confidence: 9",
        8,
        19,
        "rules[1].when.confidence cannot be '9'",
        "write a number from 0.0 to 1.0",
    ),
    (
        "      confidence: 0.9",
        "      count: many",
        8,
        14,
        "rules[1].when.count cannot be 'many'",
        "write a whole number from 1 to 1000000",
    ),
    (
        "      confidence: 0.9",
        "      uninspectable: yes",
        8,
        22,
        "rules[1].when.uninspectable cannot be 'yes'",
        "write true or false",
    ),
    ("    then: seal", "    then: sael", 9, 11, "rules[1].then cannot be 'sael'", "did you mean 'seal'?"),
    ("    then: seal\n", "", 5, 5, "rules[1] has no 'then'", "add `then: …`"),
    (
        "    reason: Client data.",
        "    reason: 客户信息",
        10,
        13,
        "rules[1].reason cannot be '客户信息'",
        "write one line of at most 200 ASCII characters",
    ),
    (
        "    notice: {zh: 加密, en: Sealed}",
        "    notice: Sealed",
        11,
        13,
        "rules[1].notice is a mapping",
        "write keys such as zh, en below it",
    ),
    (
        "    notice: {zh: 加密, en: Sealed}\n",
        "",
        5,
        5,
        "rule 'seal-ids' has no notice",
        "add `notice: {zh: …, en: …}`: people must learn what to do",
    ),
    ("name: small", "name: small\nname: other", 3, 1, "key 'name' is written twice", "keep one of the two"),
    ("    then: seal", "    then：seal", 9, 9, "： behind a key", "write a half-width `: ` behind the key"),
    (
        "    then: seal",
        "    then: seal\n    scope: {senders：a@x.example}",
        10,
        13,
        "unknown key 'senders：a@x.example' in rules[1].scope",
        "write a half-width `: ` behind the key",
    ),
    (
        "entity: RESIDENT_ID",
        "entity: resident_id",
        7,
        15,
        "rules[1].when.entity[1] cannot be 'resident_id'",
        "did you mean 'RESIDENT_ID'?",
    ),
    ("schema: 1", "schema: 2", 1, 9, "schema cannot be '2'", "known here: 1"),
    (
        "name: small",
        "name: [small]",
        2,
        7,
        "name is one value",
        "write lower-case letters, digits and hyphens, such as cards-leave-sealed behind the colon",
    ),
    (
        "      entity: RESIDENT_ID",
        "      entity: []",
        7,
        15,
        "rules[1].when.entity is an empty list",
        "add an entry or take the key away",
    ),
    ("    when:", "    clauses: no-such\n    when:", 6, 14, "no clause 'no-such'", "known here: none"),
    (
        "    notice: {zh: 加密, en: Sealed}",
        "    notice: {zh: 您好, 已加密, en: Sealed}",
        11,
        22,
        "unknown key '已加密' in rules[1].notice",
        "put the text in quotes: inside {…} a comma ends it",
    ),
    (
        "      confidence: 0.9",
        "      cumulative: {over: 1w, distinct: 5}",
        8,
        26,
        "rules[1].when.cumulative.over cannot be '1w'",
        "write a number and s, m, h or d, such as 24h",
    ),
    (
        "      confidence: 0.9",
        "      cumulative: {over: 7d}",
        8,
        19,
        "`cumulative` needs one limit",
        "add `count` or `distinct`, not both",
    ),
    (
        "      confidence: 0.9",
        "      amount: 350001",
        8,
        15,
        "an amount has at most two digits before its zeros",
        "write a round figure such as 350000",
    ),
    (
        "      confidence: 0.9",
        "      partner: known",
        8,
        16,
        "rules[1].when.partner[1] cannot be 'known'",
        "did you mean 'unknown'?",
    ),
    ("      confidence: 0.9", "      term: projects", 8, 13, "no term 'projects'", "known here: none"),
    (
        "rules:",
        "terms:\n  - {name: numbers, expression: '(no-?){1,9}x{0,9}'}\nrules:",
        5,
        33,
        "the expression is refused: a repetition stands within a repetition, so one text can be read in 10,220 ways",
        "at most 256: use smaller numbers, or make two terms of it",
    ),
    ("rules:", "terms: {name: nothing}\nrules:", 4, 8, "terms is a list", "put `- ` before each entry"),
    (
        "rules:",
        "terms:\n  - name: nothing\nrules:",
        5,
        5,
        "the term 'nothing' says nothing",
        "add `words` or an `expression`",
    ),
    (
        "rules:",
        "partners:\n  - {name: 甲, domains: x.example, purpose: 通知, agreement: A-1, expires: 2027-01-01}\nrules:",
        5,
        5,
        "partners[1] has no 'categories'",
        "add `categories: …`",
    ),
    (
        "    when:",
        "    deadline: 2h\n    when:",
        6,
        15,
        "`deadline` belongs to destroy",
        "take `deadline` away",
    ),
    (
        "    when:",
        "    scope: {channels: file}\n    when:",
        6,
        23,
        "seal is no action of this channel",
        "change `then` or `channels`",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "column", "message", "remedy"), MISTAKES)
def test_a_mistake_is_shown_where_it_is_with_its_remedy(  # noqa: PLR0917 - the columns of the table
    old: str, new: str, line: int, column: int, message: str, remedy: str
) -> None:
    assert SMALL.count(old) == 1
    assert problems(SMALL.replace(old, new)) == [(line, column, message, remedy)]


def test_all_mistakes_are_shown_at_once_in_the_order_of_the_text() -> None:
    text = SMALL.replace("name: small", "nam: small").replace("then: seal", "then: sael")
    assert [(line, column) for line, column, *_ in problems(text)] == [(1, 1), (2, 1), (9, 11)]


def test_a_list_where_a_mapping_stands() -> None:
    text = SMALL.replace("  - name: seal-ids", "    name: seal-ids")
    assert problems(text)[0][2:] == ("rules is a list", "put `- ` before each entry")


def test_the_message_names_the_file() -> None:
    with pytest.raises(
        PolicyInvalid, match=r"^p\.yaml:9:11: rules\[1\]\.then cannot be 'sael' — did you mean 'seal'\?$"
    ):
        parse(SMALL.replace("then: seal", "then: sael"), name="p.yaml")


@given(st.text(max_size=300))
def test_any_text_is_a_policy_or_a_list_of_problems(text: str) -> None:
    with pytest.raises(PolicyInvalid) as caught:
        parse(text)
    assert caught.value.problems


@given(st.integers(0, len(SMALL) - 1), st.characters())
def test_one_changed_character_never_breaks_the_reader(place: int, character: str) -> None:
    found: tuple[Problem, ...] = ()
    try:
        parse(SMALL[:place] + character + SMALL[place + 1 :])
    except PolicyInvalid as invalid:
        found = invalid.problems
    assert all(problem.line >= 1 and problem.remedy for problem in found)


def test_a_far_word_shows_what_is_known() -> None:
    assert nearest("zzz", ["seal", "pass"]) == "known here: seal, pass"
