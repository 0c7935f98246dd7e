"""Tokens have words in both languages, and reasons of detectors are sentences."""

import doctest

import pytest

from policies.finding import Category, Grade
from policies.language.case_subject import findings_of
from policies.model import Action, Severity
from policies.taxonomy import ENTITY_TYPES
from policies.vocabulary import Topic
from runtime import policy_words
from runtime.policy_words import language_of, reason_in_words, word
from tests.corpus.dev.corpus import samples


@pytest.mark.parametrize(
    ("table", "tokens"),
    [
        (policy_words.TYPE, ENTITY_TYPES),
        (policy_words.CATEGORY, Category),
        (policy_words.GRADE, Grade),
        (policy_words.ACTION, Action),
        (policy_words.SEVERITY, Severity),
    ],
)
def test_every_token_of_the_language_has_words(
    table: dict[str, tuple[str, str]], tokens: tuple[str, ...]
) -> None:
    assert set(table) == set(tokens)
    assert all(en.isascii() and not zh.isascii() for zh, en in table.values())


def test_the_example_in_the_module_holds() -> None:
    assert doctest.testmod(policy_words).failed == 0


TEXTS = (
    "身份证号11010519491231002X，手机 138 0013 8000，卡号 6222 0212 3456 7890 128，邮箱 a@b.example",
    "密码：Abc@1234\n密码是您手机号后六位\n密码同上次\n解压用Xyz#2026",
    "附件解压密码是手机后六位，另一个文件用 Abc@1234 打开\nXk29#dfa 就是附件的密码\n邮箱 a@b.example 密码 Qw12#zzk",
    "姓名\t电话\n张三\t+86 13800138001\n李先生",
    "统一社会信用代码：91110000802100433B，护照号 E12345678，证券账户：A123456789，固话 010-88886666",
)


def test_no_reason_of_a_detector_is_shown_as_a_token() -> None:
    mails = tuple(sample.text for sample in samples(seed=3, count=400))
    reasons = {
        reason for finding in findings_of(TEXTS + mails, min_confidence=0.3) for reason in finding.reasons
    }
    assert len({reason.partition(":")[0] for reason in reasons}) > 15
    assert [reason for reason in sorted(reasons) if reason_in_words(reason, "zh").isascii()] == []
    unknown = [
        detail
        for kind, _, detail in (reason.partition(":") for reason in sorted(reasons))
        if "{}" in policy_words.REASON[kind][0]
        and detail.isascii()
        and any(map(str.islower, detail))
        and detail not in policy_words.DETAIL
    ]
    assert unknown == []


def test_labels_that_detectors_know_have_words() -> None:
    unsaid = {Topic.NEUTRAL}  # a header's filler is the label of no value
    assert [
        topic for topic in Topic if topic not in unsaid and word(policy_words.DETAIL, topic, "zh") == topic
    ] == []


def test_an_unknown_reason_is_shown_as_it_is() -> None:
    assert reason_in_words("moon-phase:full", "zh") == "moon-phase:full"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_terminal(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language
