"""MOBILE: the ways a number is written, and numbers that only look like one."""

import pytest

from policies.detectors.base import Candidate
from policies.detectors.mobile import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

WRITTEN = [
    ("张伟_13800138000.pdf", "13800138000"),
    ("手机：一三八0013捌〇〇〇", "一三八0013捌〇〇〇"),
    ("+86 幺三八两幺三八两两两幺", "+86 幺三八两幺三八两两两幺"),
    ("1380013八〇〇〇", "1380013八〇〇〇"),
    ("&#49;&#51;800138000。", "&#49;&#51;800138000"),
    ("138・0013・8000", "138・0013・8000"),
    ("请打\n1380013\n8000\n找他", "1380013\n8000"),
    ("手机 139.12345678", "139.12345678"),
    ("手机13800138000", "13800138000"),
    ("女士（+8613800138000）满意", "+8613800138000"),
    ("女士（+86-138 0013 8000）满意", "+86-138 0013 8000"),
    ("13800138000", "13800138000"),
    ("138 0013 8000", "138 0013 8000"),
    ("138-0013-8000", "138-0013-8000"),
    ("1380013 8000", "1380013 8000"),
    ("+86 13800138000", "+86 13800138000"),
    ("+8613800138000", "+8613800138000"),
    ("0086-138-0013-8000", "0086-138-0013-8000"),
    ("(+86) 13800138000", "(+86) 13800138000"),
    ("（86）13800138000", "（86）13800138000"),
    ("8613800138000", "8613800138000"),
    ("１３８００１３８０００", "１３８００１３８０００"),
    ("1\u200b3800138000", "1\u200b3800138000"),
    ("1 3 8 0 0 1 3 8 0 0 0", "1 3 8 0 0 1 3 8 0 0 0"),
    ("138.0013.8000", "138.0013.8000"),
    ("138·0013·8000", "138·0013·8000"),
    ("手機號碼：１３８－００１３－８０００", "１３８－００１３－８０００"),
    ("一三八零零一三八零零零", "一三八零零一三八零零零"),
    ("手机：壹叁捌零零壹叁捌零零零", "壹叁捌零零壹叁捌零零零"),
    ("1380013\n8000", "1380013\n8000"),
    ("1380013=\r\n8000", "1380013=\r\n8000"),
    ("=E6=9C=BA13800138000", "13800138000"),
    ("姓名\t手机\n张三\t13800138000\n", "13800138000"),
    ("<td>手机</td><td>13800138000</td>", "13800138000"),
    ("Mobile: 13800138000", "13800138000"),
    ("МОВ: 13800138000", "13800138000"),  # the label is Cyrillic
    ("Tel:19912345678.", "19912345678"),
    ("Mob13800138000", "13800138000"),
    ("手机：13800138000/010-88886666", "13800138000"),
    ("订单已发出，请致电 13800138000", "13800138000"),
]

LOOK_ALIKES = [
    "读数：808 1523 8140 921 7246 84806",
    "行列：7148 136 165 85806 7614 498",
    "坐标131.73681073,49.40",
    "第18529594915行",
    "授信额度 17556518186",
    "放款金额13464781665，期限一年",
    "敞口：15251339830",
    "-80000\n180000\n80000\n30000",  # attributes of a drawing, one a line
    "flat\n130000\n95250\nphClr",
    "7000 18000 670000 5",
    "12800138000",
    "13491234567",
    "17400138000",
    "138001380001",
    "1380013800",
    "1-13800138000",
    "13800138000.50",
    "0.13800138000",
    "13800138000元",
    "¥13800138000",
    "￥13800138000",
    "ORDER13800138000",
    "13800138000abc",
    "订单号：13800138000",
    "运单号 13800138000、13900139000",
    "QQ：13800138000",
    "订单号\t金额\n13800138000\t5",
    "tracking no. 13800138000",
    "13888888888888",
    "550e8400-e29b-41d4-a716-13800138000a",
    "20240313800138000",
    "13811111111",
    "科目    借方    余额\n固定资产    3,779,344    1393274\n7574    应收账款    8,630,866\n",
    "网点  2021  1348470  2021  已付\n",
]


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_a_mobile_is_found_as_written(text: str, value: str) -> None:
    assert found("MOBILE", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("MOBILE", text) == []


@pytest.mark.parametrize("prefix", ["130", "149", "166", "172", "198", "199"])
def test_allocated_segments(prefix: str) -> None:
    assert validate(Candidate(prefix + "12345678", shape="plain")) >= ACT_CONFIDENCE


@pytest.mark.parametrize("prefix", ["120", "140", "144", "154", "160", "174", "179", "194"])
def test_segments_that_are_not_allocated_to_people(prefix: str) -> None:
    assert validate(Candidate(prefix + "12345678", shape="prefixed", label=Topic.MOBILE)) == 0.0


def test_a_label_makes_an_odd_grouping_credible() -> None:
    odd = Candidate("13800138000", shape="irregular")
    assert (
        validate(odd)
        < ACT_CONFIDENCE
        < validate(Candidate("13800138000", shape="irregular", label=Topic.MOBILE))
    )
    assert explain(odd) == ("segment:138", "written:irregular")
