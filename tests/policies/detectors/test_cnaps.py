"""CNAPS: check digit, known banks, and amounts of as many digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detectors.base import Candidate
from policies.detectors.cnaps import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.corpus import check_digits
from tests.policies.detectors.found import found

FOUND = [
    ("*大额支付行号*：\n*4033\n97043249*", "4033\n97043249"),
    ("102100099996", "102100099996"),
    ("联行号102100099996", "102100099996"),
    ("联行号：1021 0009 9996", "1021 0009 9996"),
    ("联行号：102-1000-9999-6", "102-1000-9999-6"),
    ("行号：１０２１０００９９９９６", "１０２１０００９９９９６"),
    ("1021\u200b00099996", "1021\u200b00099996"),
    ("联行号1 0 2 1 0 0 0 9 9 9 9 6", "1 0 2 1 0 0 0 9 9 9 9 6"),
    ("行号：一〇二一〇〇〇九九九九六", "一〇二一〇〇〇九九九九六"),
    ("行號：壹零貳壹零零零玖玖玖玖陸", "壹零貳壹零零零玖玖玖玖陸"),
    ("行号：102100\n099996", "102100\n099996"),
    ("行号：102100=\r\n099996", "102100=\r\n099996"),
    ("开户行\t行号\n工行\t102100099996\n", "102100099996"),
    ("大额行号（102100099996）", "102100099996"),
    ("CNAPS code: 308584000013", "308584000013"),
]
LOOK_ALIKES = [
    "created=201812241106",
    "备份于202611261025完成",
    "102100099997",
    "联行号102100099997",
    "订单号：102100099996",
    "1021 0009 9996",
    "1021000999960",
    "A102100099996",
    "102100099996B",
    "0.102100099996",
    "102100099996.50",
    "102100099996元",
    "￥102100099996",
    "行号：222222222222",
    "圆通 506304078273 已签收",
    "506304078273",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_bank_code_is_found_as_written(text: str, value: str) -> None:
    assert found("CNAPS", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("CNAPS", text) == []


@given(st.from_regex("[1-9][0-9]{10}", fullmatch=True).filter(lambda body: len(set(body)) > 2))
def test_exactly_one_check_digit_fits(body: str) -> None:
    fitting = [digit for digit in "0123456789" if validate(Candidate(body + digit, label=Topic.CNAPS))]
    assert fitting == [check_digits.mod_11_10(body)]


def test_without_a_label_the_bank_must_be_known() -> None:
    known, strange = (body + check_digits.mod_11_10(body) for body in ("10210009999", "19910009999"))
    assert validate(Candidate(strange)) < ACT_CONFIDENCE < validate(Candidate(known))
    assert explain(Candidate(known, label=Topic.CNAPS)) == (
        "check-digit:mod-11-10",
        "bank:102",
        "label:bank code",
    )
