"""Values that say what they are: words of which there are few, deeds, areas, histories of payments."""

import pytest

from policies.tables.few_values import SAMPLE, begins_like_few, filled, of_few, of_shape
from policies.vocabulary import Topic


@pytest.mark.parametrize(
    ("column", "topic"),
    [
        (["本科", "硕士研究生", "高中及以下"], Topic.PROFILE),
        (["Bachelor", "PhD"], Topic.PROFILE),
        (["已婚", "离异", "未婚"], Topic.PROFILE),
        (["C1", "C3谨慎型"], Topic.PROFILE),
        (["稳健型", "进取型"], Topic.PROFILE),
        (["教师", "个体工商户"], Topic.PROFILE),
        (["白金卡", "VIP3"], Topic.PROFILE),
        (["正常", "可疑"], Topic.CREDIT_REPORT),
        (["贷款审批", "本人查询（柜台）"], Topic.CREDIT_REPORT),
        (["85.20㎡", "120平方米"], Topic.PROPERTY),
        (["正常", "正常"], None),  # the state of anything
        (["本科"], None),  # one alone
        (["R1", "R2"], None),  # of products
        (["12", "15"], None),
        ([], None),
    ],
)
def test_words_of_which_there_are_few(column: list[str], topic: Topic | None) -> None:
    assert of_few("", column, alone=True) is topic


def test_beside_other_columns_one_is_enough() -> None:
    assert of_few("", ["丧偶"], alone=False) is Topic.PROFILE


def test_a_post_is_no_occupation() -> None:
    assert of_few("岗位", ["会计", "司机"], alone=False) is None


def test_a_head_tells_of_what_the_state_is() -> None:
    assert of_few("五级形态", ["正常", "正常"], alone=True) is Topic.CREDIT_REPORT


@pytest.mark.parametrize(
    ("value", "topic"),
    [
        ("沪（2020）浦不动产权第0012345号", Topic.PROPERTY),
        ("X京房权证朝字第139596号", Topic.PROPERTY),
        ("NNN12NNNNN*N", Topic.CREDIT_REPORT),
        ("不动产权证号：无", None),
        ("本科", None),
        ("123.45", None),
    ],
)
def test_shapes_that_nothing_else_has(value: str, topic: Topic | None) -> None:
    assert of_shape([value]) is topic


def test_what_says_that_there_is_nothing_is_no_value() -> None:
    assert filled(["-", "", "无", "1"]) == ["1"]
    assert len(filled(["1"] * 100)) == SAMPLE


@pytest.mark.parametrize(("text", "expected"), [('"本科"', True), ("  丧偶", True), ("北京", False)])
def test_a_place_where_such_a_value_begins(text: str, expected: bool) -> None:
    assert begins_like_few(text, 0) is expected
