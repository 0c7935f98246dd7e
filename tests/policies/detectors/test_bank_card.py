"""BANK_CARD: Luhn, issuer ranges, lengths, grouping and labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detectors.bank_card import explain, validate
from policies.detectors.base import Candidate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.corpus import check_digits
from tests.policies.detectors.found import found


def with_check_digit(body: str) -> str:
    return body + check_digits.luhn(body)


CARD_19, CARD_16 = with_check_digit("622202123456789012"), with_check_digit("622848123456789")
VISA, MASTERCARD = with_check_digit("411111222233334"), with_check_digit("555544443333222")
AMEX = with_check_digit("37828224631000")

FOUND = [
    ("卡号：6222零二123456七八九0128", "6222零二123456七八九0128"),
    ("٦٢٢٢٠٢١٢٣٤٥٦٧٨٩٠١٢٨", "٦٢٢٢٠٢١٢٣٤٥٦٧٨٩٠١٢٨"),
    ("卡号=3D&#54;222021234567890128", "&#54;222021234567890128"),
    ("六二二二 〇二一二 三四五六 七八九〇 一二八", "六二二二 〇二一二 三四五六 七八九〇 一二八"),
    (CARD_19, CARD_19),
    (f"卡号：{CARD_16}", CARD_16),
    ("卡号 6222 0212 3456 7890 128", "6222 0212 3456 7890 128"),
    ("6222-0212-3456-7890-128", "6222-0212-3456-7890-128"),
    ("622202 1234567890128", "622202 1234567890128"),
    ("卡号 621799-4514377415-296", "621799-4514377415-296"),  # its first 16 digits pass as well
    ("卡号 6227005089520301=\n780", "6227005089520301=\n780"),
    ("６２２２０２１２３４５６７８９０１２８", "６２２２０２１２３４５６７８９０１２８"),
    ("6222\u200b02123456\u200b7890128", "6222\u200b02123456\u200b7890128"),
    ("6222.0212.3456.7890.128", "6222.0212.3456.7890.128"),
    ("6 2 2 2 0 2 1 2 3 4 5 6 7 8 9 0 1 2 8", "6 2 2 2 0 2 1 2 3 4 5 6 7 8 9 0 1 2 8"),
    ("六二二二〇二一二三四五六七八九〇一二八", "六二二二〇二一二三四五六七八九〇一二八"),
    ("卡號：陸貳貳貳零貳壹貳參肆伍陸柒捌玖零壹貳捌", "陸貳貳貳零貳壹貳參肆伍陸柒捌玖零壹貳捌"),
    ("6222021234\n567890128", "6222021234\n567890128"),
    ("6222021234=\r\n567890128", "6222021234=\r\n567890128"),
    ("<td>银行卡号</td><td>6222021234567890128</td>", "6222021234567890128"),
    (VISA, VISA),
    (f"信用卡 {VISA}", VISA),
    (f"card number: {MASTERCARD}", MASTERCARD),
    (f"credit card {AMEX}", AMEX),
    (f"户名\t卡号\n张三\t{VISA}", VISA),
    (f"{CARD_16} 13800138000", CARD_16),
    (f"{VISA[:4]} {VISA[4:8]} {VISA[8:12]} {VISA[12:]}", f"{VISA[:4]} {VISA[4:8]} {VISA[8:12]} {VISA[12:]}"),
]

LOOK_ALIKES = [
    "物流 6217 0065 3021 2797 960",
    "身份证号：621102182001013677",
    "证件号码：6204 0219 3604 2859 73",
    "M 22762 17927 66878 62532 5903 67346 9273 2980 7302 6794",  # coordinates of a drawing
    'boundary="===============8138484103299361455=="',
    "系统返回620523195112092276",  # like an identity number
    "109 / 6260 / 10000 / 8 / 910 / 6093 / 9",
    "607\n629300\n6000\n5700\n41300\n22961485",
    CARD_19[:-1] + str((int(CARD_19[-1]) + 1) % 10),
    f"订单号：{CARD_16}",
    f"流水号\t金额\n{CARD_16}\t5",
    f"运单 {VISA}",
    "1" + CARD_16,
    CARD_16 + "1",
    f"0.{CARD_16}",
    f"{CARD_16}.50",
    "4444444444444444",
    with_check_digit("701202123456789"),
    with_check_digit("62220212345678901234"),
    "2024 0311 1200 0000 0000",
    f"渠道  笔数  金额\nATM  {CARD_16[:6]}  {CARD_16[6:]}\n",
    "客服热线95588\n20250927024858_865217.log",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_card_is_found_as_written(text: str, value: str) -> None:
    assert found("BANK_CARD", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("BANK_CARD", text) == []


@given(st.from_regex(r"62[0-9]{13,16}", fullmatch=True).filter(lambda body: len(set(body)) > 3))
def test_exactly_one_check_digit_fits(body: str) -> None:
    fitting = [
        digit
        for digit in "0123456789"
        if validate(Candidate(body + digit, shape="plain", label=Topic.BANK_CARD))
    ]
    assert fitting == [check_digits.luhn(body)]


def test_an_odd_grouping_needs_a_label() -> None:
    odd = Candidate(CARD_16, shape="irregular")
    labelled = Candidate(CARD_16, shape="irregular", label=Topic.BANK_CARD)
    assert validate(odd) < ACT_CONFIDENCE < validate(labelled)
    assert explain(labelled) == (
        "check-digit:luhn",
        "issuer-range:622848",
        "written:irregular",
        "label:bank card",
    )


def test_a_window_of_a_table_of_numbers_is_no_card() -> None:
    table = "2238 \n2258 \n  2279 2299 2320 2341\n6545 6583 6621 \n  6660 6698 6737"
    assert found("BANK_CARD", table) == []
