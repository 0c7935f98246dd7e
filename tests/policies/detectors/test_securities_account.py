"""SECURITIES_ACCOUNT: Shanghai, Shenzhen and all-in-one accounts behind a word for them."""

import pytest

from policies.detectors.base import Candidate
from policies.detectors.securities_account import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

FOUND = [
    ("一码通号码：\n121280537639", "121280537639"),
    ("股东账号A123456789", "A123456789"),
    ("股东账号：A 123 456 789", "A 123 456 789"),
    ("股东账号：A123-456-789", "A123-456-789"),
    ("股东账号：Ａ１２３４５６７８９", "Ａ１２３４５６７８９"),
    ("股东账号：a123456789", "a123456789"),
    ("股东账号：A1234\u200b56789", "A1234\u200b56789"),
    ("股东账号：A 1 2 3 4 5 6 7 8 9", "A 1 2 3 4 5 6 7 8 9"),
    ("股东账号：A一二三四五六七八九", "A一二三四五六七八九"),
    ("股东账号：A12345\n6789", "A12345\n6789"),
    ("股东账号：A12345=\r\n6789", "A12345=\r\n6789"),
    ("股东代码：0123456789", "0123456789"),
    ("深圳股东账户：0 1 2 3 4 5 6 7 8 9", "0 1 2 3 4 5 6 7 8 9"),
    ("一码通：180012345678", "180012345678"),
    ("一码通账户：1800 1234 5678", "1800 1234 5678"),
    ("一码通：壹捌零零壹贰叁肆伍陆柒捌", "壹捌零零壹贰叁肆伍陆柒捌"),
    ("股东账号：B880123456", "B880123456"),
    ("股东代码\t姓名\nA123456789\t张三\n", "A123456789"),
    ("The securities account A123456789 has no margin permission.", "A123456789"),
    ("股東帳號：А123456789", "А123456789"),  # the letter is Cyrillic
    ("SELECT * FROM t WHERE zjzh='A123456789'", "A123456789"),
    ("Securities A/C No.: 0123456789", "0123456789"),
    ("fundAccount=12345678", "12345678"),
    ("股东代码：\t10101499\n15位身份证号：无", "10101499"),
    ("您的证券账户18063819\n> 9796已于今日完成指定交易。", "18063819\n> 9796"),
]
LOOK_ALIKES = [
    "A123456789",
    "0123456789",
    "180012345678",
    "订单号：A123456789",
    "型号 B880123456",
    "股东账号：0000000000",
    "股东账号：A000000000",
    "股东账号：AA123456789",
    "股东账号：A1234567890",
    "股东账号：G123456789",
    "股东人数：12345678",
    "证券账户开户日期20240311",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_an_account_is_found_as_written(text: str, value: str) -> None:
    assert found("SECURITIES_ACCOUNT", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("SECURITIES_ACCOUNT", text) == []


def test_two_accounts_are_two() -> None:
    text = "沪A股东账号：A123456789，深A股东账号：0123456789"
    assert found("SECURITIES_ACCOUNT", text) == ["A123456789", "0123456789"]


def test_the_label_decides() -> None:
    by_label = {label: validate(Candidate("A123456789", label=label)) for label in (None, *Topic)}
    assert by_label.pop(Topic.SECURITIES_ACCOUNT) >= ACT_CONFIDENCE > by_label.pop(None) > 0.0
    assert set(by_label.values()) == {0.0}
    assert explain(Candidate("A123456789", label=Topic.SECURITIES_ACCOUNT)) == (
        "form",
        "label:securities account",
    )
