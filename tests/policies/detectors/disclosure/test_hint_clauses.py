"""Clauses that tell how a password is found."""

from time import perf_counter

import pytest

from policies.detectors.disclosure import hint_clauses as wording


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
        "和账号相同",
        "我们上次约定的",
        "大家之前约定的",
        "上周发你的密码",
        "文件名",
        "发票号码",
        "我的分机号重复两次",
        "用户名后面加123",
        "两个字母加公司电话",
        "身份证后六位（X大写）",
        "您的出生日期(如19800101)",
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
        "your mobile number, last 6 digits",
        "the company name plus the year",
        "has not changed since last month",
    ],
)
def test_english_clauses(clause: str) -> None:
    assert [
        match[0] for expression, _ in wording.CLAUSES_LATIN if (match := expression.match(clause + "."))
    ] == [clause]


@pytest.mark.parametrize(
    "words",
    ["手机银行登录密码", "您的隐私", "短信发送", "生日蛋糕", "与账号相同的用户", "和账号相同，须整改"],
)
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
    assert perf_counter() - begin < 0.1


def test_a_remark_in_brackets_is_no_part_of_the_hint() -> None:
    found = wording.CLAUSES_CHINESE[0][0].match("身份证后六位（区分大小写）")
    assert found
    assert found[0] == "身份证后六位"


@pytest.mark.parametrize("clause", ["abc加手机后四位", "123456倒过来"])
def test_what_begins_in_latin_letters_may_go_on_in_chinese(clause: str) -> None:
    found = [match[0] for expression, _ in wording.clauses(clause[0]) if (match := expression.match(clause))]
    assert found == [clause]


@pytest.mark.parametrize(
    ("line", "bare"), [("contract number\n", True), ("Account number\n", False), ("id no: 7", False)]
)
def test_a_bare_english_fact_is_all_of_its_line(line: str, *, bare: bool) -> None:
    assert bool(wording.BARE_ENGLISH.match(line)) is bare
