"""BANK_ACCOUNT: the label makes it one; days, amounts, cards and telephones are none."""

import pytest

from policies.detectors.bank_account import explain, validate
from policies.detectors.base import Candidate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

FOUND = [
    ("账号：7202.8870.0995.4238.4", "7202.8870.0995.4238.4"),
    ("账号：零二0000三三一九200一二三四五六", "零二0000三三一九200一二三四五六"),
    ("account no零二零零零零三三一九二零零一二三", "零二零零零零三三一九二零零一二三"),
    ("*账号*：\n*1100958154294719773*", "1100958154294719773"),
    ("【账号】\n1100958154294719773", "1100958154294719773"),
    ("账号：0200003319200123456", "0200003319200123456"),
    ("账号 0200 0033 1920 0123 456，开户行", "0200 0033 1920 0123 456"),
    ("账号：0200-0033-1920-0123-456", "0200-0033-1920-0123-456"),
    ("账号：7559.1234.5610.201", "7559.1234.5610.201"),
    ("账号：6665 2572 5099 4474 8197", "6665 2572 5099 4474 8197"),  # holds a card by chance
    ("账号：０２００００３３１９２００１２３４５６", "０２００００３３１９２００１２３４５６"),
    ("账号：0200\u200b003319200123456", "0200\u200b003319200123456"),
    ("账号：0 2 0 0 0 0 3 3 1 9 2 0 0 1 2 3 4 5 6", "0 2 0 0 0 0 3 3 1 9 2 0 0 1 2 3 4 5 6"),
    ("账号：零二零零零零三三一九二零零一二三四五六", "零二零零零零三三一九二零零一二三四五六"),
    ("账号：0200003319\n200123456", "0200003319\n200123456"),
    ("账号：0200003319=\r\n200123456", "0200003319=\r\n200123456"),
    ("户名\t账号\n张三\t0200003319200123456\n", "0200003319200123456"),
    ("账号 | 0200003319200123456 | 户名 | 张三", "0200003319200123456"),
    ("A/C No.: 0200003319200123456", "0200003319200123456"),
    ("The beneficiary account number is 123456789012.", "123456789012"),
    ("對公帳戶（0200003319200123456）", "0200003319200123456"),
    ("我司结算账号为755912345610201", "755912345610201"),
    ("户口號碼：0200003319200123456", "0200003319200123456"),
    (":59:/0200003319200123456\nZHANG SAN", "0200003319200123456"),
    ("账号：\t020000331920\n0123456\n", "020000331920\n0123456"),
    ("基本户账号322855202396(1).docx", "322855202396"),
]
LOOK_ALIKES = [
    "IBAN DE89 3704 0044 0532 0130 00",
    "IBAN GB82 WEST 1234 5698 7654 32",
    "0200003319200123456",
    "订单号：0200003319200123456",
    "账号：12345678",
    "账号：12345678901234567890123",
    "账号：000000000000",
    "账号：abc0200003319200123456",
    "账号：13800138000",
    "账号：6222021234567890128",
    "账户余额123456789元",
    "账户金额：1,234,567,890.00",
    "账号余额：223456789.50",
    "账户开户日期 2024-03-11 12:30",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_an_account_is_found_as_written(text: str, value: str) -> None:
    assert found("BANK_ACCOUNT", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("BANK_ACCOUNT", text) == []


def test_the_longer_the_surer_and_a_mobile_is_a_log_in() -> None:
    long, short, mobile = (
        validate(Candidate(value, label=Topic.ACCOUNT))
        for value in ("755912345610", "755912345", "13800138000")
    )
    assert long > short > ACT_CONFIDENCE > mobile > 0.0


def test_only_the_word_for_an_account_makes_one() -> None:
    assert validate(Candidate("755912345610")) == 0.0
    assert validate(Candidate("755912345610", label=Topic.OTHER_NUMBER)) == 0.0
    assert explain(Candidate("755912345610", label=Topic.ACCOUNT)) == ("label:account", "digits:12")
