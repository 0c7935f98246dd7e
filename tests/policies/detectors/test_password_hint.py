"""PASSWORD_HINT: clauses from which a password can be worked out."""

import pytest

from policies.detection import detect
from policies.detectors.base import Candidate
from policies.detectors.password_hint import explain, validate


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("密码是您手机号后六位", "您手机号后六位"),
        ("打开密码为身份证后6位。", "身份证后6位"),
        ("密码：您的生日", "您的生日"),
        ("密码是出生年月日", "出生年月日"),
        ("解压密码为卡号末四位数字", "卡号末四位数字"),
        ("密码还是老样子", "老样子"),
        ("密码同上次", "同上次"),
        ("密码跟以前一样", "跟以前一样"),
        ("老密码", "老密码"),
        ("The password is your date of birth.", "your date of birth"),
        ("password: the last 6 digits of your phone number", "the last 6 digits of your phone number"),
        ("the usual password", "the usual password"),
        ("The password is the same as last time", "the same as last time"),
    ],
)
def test_a_hint_is_found(text: str, clause: str) -> None:
    assert [text[span.start : span.end] for span in detect(text) if span.type == "PASSWORD_HINT"] == [clause]


@pytest.mark.parametrize(
    "text",
    ["密码另发", "密码见短信", "密码政策", "password policy", "密码将发送至您的手机", "password is required"],
)
def test_talk_about_passwords_is_no_hint(text: str) -> None:
    assert detect(text) == []


def test_a_fact_is_surer_than_a_habit() -> None:
    assert validate(Candidate("您手机号后六位", shape="derived")) > validate(
        Candidate("老样子", shape="usual")
    )
    assert explain(Candidate("老样子", shape="usual")) == ("hint:usual",)
