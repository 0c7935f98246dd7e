"""Both languages are complete and say the same."""

import string

import pytest

from agent.prompt import texts
from policies.taxonomy import ENTITY_TYPES

ZH, EN = texts.of("zh"), texts.of("en")


def fields_of(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_no_text_is_missing_and_blanks_are_the_same() -> None:
    for name in texts.Texts.__struct_fields__:
        chinese, english = getattr(ZH, name), getattr(EN, name)
        if isinstance(chinese, str):
            assert chinese
            assert fields_of(chinese) == fields_of(english)
        else:
            assert chinese.keys() == english.keys()


def test_chinese_is_chinese_and_english_is_not() -> None:
    assert any("\u4e00" <= letter <= "\u9fff" for letter in ZH.headline + ZH.destroy + ZH.vault)
    assert EN.destroy.isascii()
    assert EN.vault.isascii()


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_every_type_has_a_name_in_both(kind: str) -> None:
    assert texts.type_name(kind, "zh") != kind
    assert texts.type_name(kind, "en") != kind


@pytest.mark.parametrize(
    ("wanted", "environment", "language"),
    [
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("auto", {"LANG": "en_US.UTF-8"}, "en"),
        ("auto", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("auto", {"LC_ALL": "en_GB", "LANG": "zh_CN.UTF-8"}, "en"),
        ("auto", {"LC_MESSAGES": "", "LANG": "EN"}, "en"),
        ("auto", {"LANG": "C.UTF-8"}, "zh"),
        ("auto", {}, "zh"),
    ],
)
def test_the_sessions_language_is_taken(wanted: str, environment: dict[str, str], language: str) -> None:
    assert texts.choose(wanted, environment) == language


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-1, "Now due"),
        (0, "Now due"),
        (0.9, "00:00:00 left"),
        (59, "00:00:59 left"),
        (90_061, "1 d 01:01:01 left"),
    ],
)
def test_remaining(seconds: float, shown: str) -> None:
    assert texts.remaining(seconds, EN) == shown
