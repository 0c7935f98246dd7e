"""Amounts of money as people write them, and numbers that are none."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import money
from policies.money import greatest_in, yuan_of


def test_the_example_in_the_module_holds() -> None:
    assert doctest.testmod(money).failed == 0


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("转账500,000.99元", 500_000),
        ("转账12,3456元", 123_456),  # grouped by ten thousand
        ("合计，500元", 500),
        ("张三,13800138000,500元", 500),  # cells of a line
        ("五十万元", 500_000),
        ("0.29亿元", 29_000_000),  # exact: as a binary fraction it would fall below
        ("50多万元，3千万元", 30_000_000),
        ("一亿三千万元", 130_000_000),
        ("三万亿元", 3 * 10**12),
        ("人民币伍拾叁万柒仟圆整", 537_000),
        ("１２３，４５６元", 123_456),
        ("5\u200b0万 元", 500_000),
        ("\U0001f600五百万元\ud800", 5_000_000),
        ("¥3.5万", 35_000),
        ("￥-8,000", 8_000),
        ("人民币 500,000.00", 500_000),
        ("RMB 1.2 million", 1_200_000),
        ("共 CNY500k 整", 500_000),
        ("500,000 RMB", 500_000),
        ("授信额度50万", 500_000),
        ("交易金额：1,200,000.00", 1_200_000),
        ("余额（万元）：80", 800_000),
        ("余额（万元）：80元", 80),
        ("金额(元)|500", 500),
    ],
)
def test_amounts(text: str, yuan: int) -> None:
    assert greatest_in(text) == yuan


@pytest.mark.parametrize(
    "text",
    [
        "",
        "公元2026年，一个单元，元旦",
        "50万美元，港币500",
        "余额 2026-01-03",
        "限额100笔，名额3人",
        "交易额 13800138000",  # a number of something
        "20260101123456789元",  # more than there is
        "RMB",
        "额",
        "¥",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert greatest_in(text) == 0


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("35,000.00元", 35_000),
        ("3.5万", 35_000),
        ("约50万元以上", 500_000),
        ("1万/月", 10_000),
        ("五十万", 500_000),
        ("-1,000", 1_000),
        ("面议", 0),
        ("36个月", 0),
        ("2026-01-03", 0),
        ("USD 500", 0),
        ("12345678901", 0),
    ],
)
def test_cells(cell: str, yuan: int) -> None:
    assert yuan_of(cell) == yuan


@given(st.integers(1, money.GREATEST), st.integers(0, 3 << 15))
def test_any_amount_is_found_wherever_it_stands(yuan: int, before: int) -> None:
    assert greatest_in("会" * before + f"支付{yuan:,}元") == yuan


@given(st.text(alphabet="0123456789元额¥,.万亿 币人民(RMB)一十", max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    assert 0 <= greatest_in(text) <= money.GREATEST
