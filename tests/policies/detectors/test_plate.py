"""PLATE: blue, yellow, green and special plates, and words that begin like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detectors.base import Candidate
from policies.detectors.plate import explain, validate
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

FOUND = [
    ("车牌号：使123456", "使123456"),
    ("牌照 WJ京1234X", "WJ京1234X"),
    ("號牌號碼：VA·12345", "VA·12345"),
    ("车牌\t车主\nKH12345\t张三\n", "KH12345"),
    ("车牌：京A一二三四五", "京A一二三四五"),
    ("京Ａ・１２３４５", "京Ａ・１２３４５"),
    ("京A12345", "京A12345"),
    ("车辆京A12345已入库", "京A12345"),
    ("京A·12345", "京A·12345"),
    ("京A•12345", "京A•12345"),
    ("京 A12345", "京 A12345"),
    ("京A 12345", "京A 12345"),
    ("京A-12345", "京A-12345"),
    ("京A.12345", "京A.12345"),
    ("京a12345", "京a12345"),
    ("车牌：京Ａ１２３４５", "京Ａ１２３４５"),
    ("京A1\u200b2345", "京A1\u200b2345"),
    ("粵Ｂ·D12345", "粵Ｂ·D12345"),
    ("京AD12345", "京AD12345"),
    ("粤BDF1234", "粤BDF1234"),
    ("粤B12345F", "粤B12345F"),
    ("沪A1234学", "沪A1234学"),
    ("滬A1234警", "滬A1234警"),
    ("粤Z1234港", "粤Z1234港"),
    ("Plate: 沪B8K123", "沪B8K123"),
    ("车牌号\t车主\n京A12345\t张三\n", "京A12345"),
    ("北京A12345", "京A12345"),
]
LOOK_ALIKES = [
    "使123456",
    "VA12345",
    "型号 BM12345",
    "牌照 AB12345-合格证",
    "京ABCDEF",
    "京A1234",
    "京A1234567",
    "京A12345678",
    "沪I12345",
    "粤B1234O",
    "新A股12345",
    "桂林A12345",
    "京城A12345",
    "型号A12345",
    "订单号：京A12345",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_plate_is_found_as_written(text: str, value: str) -> None:
    assert found("PLATE", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("PLATE", text) == []


def test_two_plates_are_two() -> None:
    assert found("PLATE", "京A12345，京B23456/沪AD12345") == ["京A12345", "京B23456", "沪AD12345"]


@given(
    st.sampled_from("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"),
    st.from_regex(
        r"[A-HJ-NP-Z](?:[0-9]{5}|[A-HJ-NP-Z][0-9]{4}|[0-9]{2}[A-HJ-NP-Z]{2}[0-9]|[DF][0-9]{5}|[0-9]{5}[DF])",
        fullmatch=True,
    ),
    st.sampled_from(["{}", "车辆{}，", "({})", "a {} b", "牌照{}的车"]),
)
def test_every_plate_of_the_standard_is_found(province: str, rest: str, around: str) -> None:
    assert found("PLATE", around.format(province + rest)) == [province + rest]


def test_labels_and_reasons() -> None:
    labelled, bare, order = (
        validate(Candidate("京A12345", label=label)) for label in (Topic.PLATE, None, Topic.OTHER_NUMBER)
    )
    assert labelled > bare > order > 0.0
    assert explain(Candidate("京A12345", label=Topic.PLATE)) == ("province:京", "form", "label:plate")
