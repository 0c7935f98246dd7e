"""LANDLINE: area codes, brackets, prefixes, extensions, and companies' numbers that are not meant."""

import pytest

from policies.detectors.base import Candidate
from policies.detectors.landline import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

FOUND = [
    ("010-88886666#803", "010-88886666#803"),
    ("Fax零八一六 三二六 二三八八", "零八一六 三二六 二三八八"),
    ("010-88886666", "010-88886666"),
    ("单位01088886666", "01088886666"),
    ("(010)88886666", "(010)88886666"),
    ("（010）8888 6666", "（010）8888 6666"),
    ("(010) 8888-6666", "(010) 8888-6666"),
    ("010 8888 6666", "010 8888 6666"),
    ("0311-8765432", "0311-8765432"),
    ("0755-88886666", "0755-88886666"),
    ("办公电话：010 - 88886666", "010 - 88886666"),
    ("+86 10 8888 6666", "+86 10 8888 6666"),
    ("0086-10-88886666", "0086-10-88886666"),
    ("(+86)755-88886666", "(+86)755-88886666"),
    ("０１０－８８８８６６６６", "０１０－８８８８６６６６"),
    ("010\u200b-88886666", "010\u200b-88886666"),
    ("电话：0 1 0 8 8 8 8 6 6 6 6", "0 1 0 8 8 8 8 6 6 6 6"),
    ("零一零八八八八六六六六", "零一零八八八八六六六六"),
    ("010-8888\n6666", "010-8888\n6666"),
    ("010=\n-88886666", "010=\n-88886666"),
    ("010-88886666-8021", "010-88886666-8021"),
    ("010-88886666转8021", "010-88886666转8021"),
    ("010-88886666 转 8021", "010-88886666 转 8021"),
    ("010-88886666 ext. 8021", "010-88886666 ext. 8021"),
    ("010-88886666 x123.", "010-88886666 x123"),
    ("座机：88886666", "88886666"),
    ("固話 888-6666", "888-6666"),
    ("办公电话\t姓名\n010-88886666\t张三\n", "010-88886666"),
    ("联系电话：021-68881234/13800138000", "021-68881234"),
    ("Fax +86 21 6888 1234", "+86 21 6888 1234"),
    ("固定电话（+86 22 3974 2515）", "+86 22 3974 2515"),
    ("固定电话:0451-80892323\n股东卡号:0202973561", "0451-80892323"),
    ("证券账号 : \n办公电话 : 0451-36106742\n", "0451-36106742"),
]
LOOK_ALIKES = [
    "读数：86081 76008 288 5210 17787",
    "991\n868.9389\n33516\n8",
    "4170 / 869392389 / 3787 / 7",
    "400-800-8888",
    "800-810-8888",
    "客服95588",
    "88886666",
    "座机号：12345678",
    "010-08886666",
    "010-18886666",
    "000-88886666",
    "1010-88886666",
    "010-888866667",
    "010-888866",
    "029-8123456",
    "852-21234567",
    "010-88888888",
    "区号010，88886666",
    "2024-01088886666",
    "01088886666元",
    "￥01088886666",
    "0.01088886666",
    "01088886666.5",
    "010-88886666%",
    "A01088886666",
    "订单号：01088886666",
    "合同编号：0755-23456789",
    "圆通 862489072745 已签收",
    "seq=01088886666",
    "GET /item/077131662212?spm=1",
    "off=03158384600",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_landline_is_found_as_written(text: str, value: str) -> None:
    assert found("LANDLINE", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("LANDLINE", text) == []


@pytest.mark.parametrize(
    ("shape", "acts"), [("grouped", True), ("prefixed", True), ("plain", True), ("irregular", False)]
)
def test_an_odd_grouping_needs_a_label(shape: str, acts: bool) -> None:
    assert (validate(Candidate("01088886666", shape=shape)) >= ACT_CONFIDENCE) is acts
    assert validate(Candidate("01088886666", shape=shape, label=Topic.PHONE)) >= ACT_CONFIDENCE


def test_reasons() -> None:
    assert explain(Candidate("01088886666", shape="grouped", label=Topic.LANDLINE)) == (
        "area-code:0108",
        "written:grouped",
        "label:landline",
    )
