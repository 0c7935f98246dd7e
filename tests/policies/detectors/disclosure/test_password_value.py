"""The value of a password, cut out of what stands around it."""

import pytest

from policies.detectors.disclosure import password_wording as wording
from policies.detectors.disclosure.password_value import unquoted, value_at


def value_of(text: str, shape: str = "stated") -> str:
    return "".join(candidate.value for candidate in value_at(text, 0, len(text), shape))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("  Abc@1234，请查收", "Abc@1234"),
        ("“芝麻开门吧”", "芝麻开门吧"),
        ("《Abc@1234》", "Abc@1234"),
        ("[Abc1234]", "Abc1234"),
        ("Abc1234(区分大小写)", "Abc1234"),
        ("Abc1234).zip", "Abc1234"),
        ("(86452780)，有劳", "86452780"),
        ("“ 397282 ”", "397282"),
        ("41564608\n年终考核", "41564608"),
        ("A 1 b 2 C 3（去掉空格）", "A 1 b 2 C 3"),
        ("463 247\n谢谢", "463 247"),
        ("Summer 2026。", "Summer 2026"),
        ("七三五一零八", "七三五一零八"),
        ("一一对应的", ""),
        ("8位数字", ""),
        ("***（已隐藏）", ""),
        ("123456倒过来", ""),
        ("Teams通知", ""),
        ("minimum eight characters", ""),
        ("ABC+手机后四位", ""),
    ],
)
def test_what_belongs_to_a_value(text: str, value: str) -> None:
    assert value_of(text) == value


def test_the_ending_of_a_file_is_cut_where_a_keyword_stands_right_before() -> None:
    assert [each.value for each in value_at("密码Abc1234.zip", 2, 13, "adjacent")] == ["Abc1234"]
    assert [each.value for each in value_at("：Abc1234.zip", 1, 12, "stated")] == ["Abc1234.zip"]


def test_quotes_around_what_opens_a_file() -> None:
    used = wording.USED_BEFORE.search("use 'Abc1234' to ")
    assert used
    candidate = unquoted(used)
    assert (candidate.value, candidate.start, candidate.end) == ("Abc1234", 5, 12)
