"""TW_PERMIT: eight digits, or ten and a letter, behind a word for the permit."""

import pytest

from policies.detectors.base import Candidate
from policies.detectors.tw_permit import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

FOUND = [
    ("台胞证01234567", "01234567"),
    ("台胞证：0123 4567", "0123 4567"),
    ("台胞证号 0 1 2 3 4 5 6 7", "0 1 2 3 4 5 6 7"),
    ("台胞证：０１２３４５６７", "０１２３４５６７"),
    ("台胞证：0123\u200b4567", "0123\u200b4567"),
    ("台胞证：零一二三四五六七", "零一二三四五六七"),
    ("台胞證：壹貳參肆伍陸柒捌", "壹貳參肆伍陸柒捌"),
    ("台胞证：0123\n4567", "0123\n4567"),
    ("台胞证：0123=\r\n4567", "0123=\r\n4567"),
    ("台胞证：0123456789(A)", "0123456789(A)"),
    ("台胞证：0123456789（B）", "0123456789（B）"),
    ("台胞证：0123456789A，", "0123456789A"),
    ("台胞证：0123456789 (A)", "0123456789 (A)"),
    ("台胞证：0123 4567 89", "0123 4567 89"),
    ("姓名\t台胞证号\n林志明\t01234567\n", "01234567"),
    ("Taiwan Compatriot Permit number is 01234567.", "01234567"),
    ("臺灣居民來往大陸通行證號碼：01234567", "01234567"),
    ("证件类型：台胞证，证件号码：01234567", "01234567"),
    ("台湾通行证号：01234567", "01234567"),
    ("taiwanPermit=01234567", "01234567"),
    ('台胞证号="01234567"', "01234567"),
    ('{"tw_permit": "01234567"}', "01234567"),
]
LOOK_ALIKES = [
    "01234567",
    "0123456789(A)",
    "订单号：01234567",
    "台胞证：012345678",
    "台胞证：0123456",
    "台胞证：0123456789A1",
    "台胞证：00000000",
    "台胞证有效期至20300101",
    "台胞证办理日期：2024-03-11",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_permit_is_found_as_written(text: str, value: str) -> None:
    assert found("TW_PERMIT", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("TW_PERMIT", text) == []


def test_the_label_decides() -> None:
    by_label = {label: validate(Candidate("01234567", label=label)) for label in (None, *Topic)}
    assert by_label.pop(Topic.TW_PERMIT) >= ACT_CONFIDENCE
    assert set(by_label.values()) == {0.0}
    assert explain(Candidate("01234567", label=Topic.TW_PERMIT)) == ("label:Taiwan permit", "form")
