"""RESIDENT_ID_15: nothing but the label proves it; province and date can disprove it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detectors.base import Candidate
from policies.detectors.resident_id_15 import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

FOUND = [
    ("身份证号：110105491231002", "110105491231002"),
    ("身份证号：110105 491231 002", "110105 491231 002"),
    ("身份证号：110105-491231-002", "110105-491231-002"),
    ("身份证：１１０１０５４９１２３１００２", "１１０１０５４９１２３１００２"),
    ("身份证：110105\u200b491231002", "110105\u200b491231002"),
    ("身份证：1 1 0 1 0 5 4 9 1 2 3 1 0 0 2", "1 1 0 1 0 5 4 9 1 2 3 1 0 0 2"),
    ("身份证号：一一零一零五四九一二三一零零二", "一一零一零五四九一二三一零零二"),
    ("身份證號：壹壹零壹零伍肆玖壹貳參壹零零貳", "壹壹零壹零伍肆玖壹貳參壹零零貳"),
    ("身份证号：110105\n491231002", "110105\n491231002"),
    ("身份证号：110105=\r\n491231002", "110105=\r\n491231002"),
    ("姓名\t身份证号\n张三\t110105491231002\n", "110105491231002"),
    ("ID No.: 110105491231002", "110105491231002"),
    ("證件號碼：110105491231002", "110105491231002"),
    ("老身份证110105491231002，待升级", "110105491231002"),
    ("15位证件号码 110105491231002", "110105491231002"),
    ("WHERE sfzh='110105491231002'", "110105491231002"),
    ("&id_card=110105491231002&page=1", "110105491231002"),
    ("台胞证: 01234567\n证件号码: 110105491231002", "110105491231002"),
]
LOOK_ALIKES = [
    "110105491231002",
    "订单号：110105491231002",
    "流水号 110105491231002",
    "身份证号：110105491331002",
    "身份证号：110105490230002",
    "身份证号：990105491231002",
    "身份证号：1101054912310021",
    "身份证号：A110105491231002",
    "身份证号：110105491231002X",
    "身份证号：0.110105491231002",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_the_old_number_is_found_as_written(text: str, value: str) -> None:
    assert found("RESIDENT_ID_15", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("RESIDENT_ID_15", text) == []


@given(
    st.sampled_from(["110105", "440301", "652901"]),
    st.dates(date(1900, 1, 1), date(1999, 12, 31)),
    st.integers(0, 999),
)
def test_every_day_of_the_twentieth_century(region: str, born: date, sequence: int) -> None:
    value = f"{region}{born:%y%m%d}{sequence:03}"
    assert validate(Candidate(value, label=Topic.CERTIFICATE)) >= ACT_CONFIDENCE
    assert 0.0 < validate(Candidate(value)) < ACT_CONFIDENCE


def test_reasons() -> None:
    assert explain(Candidate("110105491231002")) == ("birth-date", "region")
    assert explain(Candidate("110105491231002", label=Topic.RESIDENT_ID))[0] == "label:resident id"
