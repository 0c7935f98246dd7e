"""Clauses that tell how a password is found."""

from time import perf_counter

import pytest

from policies.detectors import hint_wording as wording


@pytest.mark.parametrize(
    "clause",
    [
        "您手机号后六位",
        "姓名全拼加生日",
        "对方身份证末四位",
        "公司名称首字母加今天日期",
        "手机尾号",
        "合同号后四位",
        "老样子",
        "跟上次一样",
        "与之前相同",
    ],
)
def test_chinese_clauses(clause: str) -> None:
    assert [
        match[0] for expression, _ in wording.CLAUSES_CHINESE if (match := expression.match(clause + "。"))
    ] == [clause]


@pytest.mark.parametrize(
    "clause",
    [
        "your date of birth",
        "the last six digits of your phone number",
        "same as last time",
        "the usual one",
        "your employee number",
        "the first four digits of the contract number",
    ],
)
def test_english_clauses(clause: str) -> None:
    assert [
        match[0] for expression, _ in wording.CLAUSES_LATIN if (match := expression.match(clause + "."))
    ] == [clause]


@pytest.mark.parametrize("words", ["手机银行登录密码", "您的隐私", "短信发送", "生日蛋糕"])
def test_other_words(words: str) -> None:
    assert not any(expression.match(words) for expression, _ in wording.CLAUSES_CHINESE)


@pytest.mark.parametrize(
    "piece", ["前六位加", "生日", "的", "我", "密码是", "的那个", "last 4 digits of ", "your in ", "a b "]
)
def test_no_clause_is_catastrophic(piece: str) -> None:
    text = piece * 500
    begin = perf_counter()
    for expression, _ in (*wording.CLAUSES_CHINESE, *wording.CLAUSES_LATIN):
        expression.match(text, 0, 120)  # no more is ever looked at
    wording.GIVER.search(text)
    assert perf_counter() - begin < 0.1


def test_a_rule_about_passwords_is_no_hint() -> None:
    assert wording.FORBIDDEN.search("密码不得使用")
    assert not wording.FORBIDDEN.search("附件的")
