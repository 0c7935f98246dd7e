"""Values behind labels that only their parts tell, in records that name a person."""

import numpy as np
import pytest

from policies.code_points import framed
from policies.tables.record_fields import find_fields
from policies.vocabulary import Topic

NOTHING = np.zeros(0, np.int64)


def fields(text: str) -> list[tuple[str, Topic]]:
    everywhere = np.arange(len(text))
    return [
        (text[slice(*value)], topic) for value, topic in find_fields(text, framed(text), NOTHING, everywhere)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("客户号：C1002\n最长逾期月数：3\n", "3"),
        ("- 工号：E01\n- 硬查询次数：12次\n", "12次"),
        ('{"cust_no": "C1002", "max_ovd_days": 30}', "30"),
        ("<r><cust_no>C1002</cust_no><max_ovd_days>30</max_ovd_days></r>", "30"),
        ("客户号：C1002；24期还款状态：***NNNN1NNNNNNNNNNNNNNNNN；", "***NNNN1NNNNNNNNNNNNNNNNN"),
    ],
    ids=["lines", "list", "json", "xml", "history"],
)
def test_a_value_is_found_however_the_record_is_written(text: str, value: str) -> None:
    assert fields(text) == [(value, Topic.CREDIT_REPORT)]


def test_neighbours_tell_what_an_everyday_label_means() -> None:
    text = "客户号：C1\n个人缴存额：1400.00\n账户余额：114,900\n"
    assert fields(text)[1] == ("114,900", Topic.HOUSING_FUND)


@pytest.mark.parametrize(
    "text",
    [
        "作业：EOD\n查询次数：12\n",  # nobody's
        "客户：小微企业\n最高贷款金额：50万\n",
        "客户号：C1002\n最长逾期月数：不超过3\n",
        "客户号：C1002\n最长逾期月数：\n",
        "姓名：张三\n婚姻状况：已婚\n",  # a person, not yet a profile
        "姓名：张三\n民族：汉\n出生：1986年5月12日\n",
    ],
)
def test_what_is_nobody_s_or_not_filled_in_is_none(text: str) -> None:
    assert fields(text) == []


def test_several_traits_are_a_profile() -> None:
    found = fields("姓名：张三\n婚姻状况：已婚\n学历：本科\n职业：教师\n")
    assert found == [("已婚", Topic.PROFILE), ("本科", Topic.PROFILE), ("教师", Topic.PROFILE)]


def test_two_traits_that_no_identity_card_has_are_a_profile() -> None:
    found = fields("姓名：张三\n教育程度：硕士\n婚姻状况：已婚\n")
    assert found == [("硕士", Topic.PROFILE), ("已婚", Topic.PROFILE)]
    assert fields("姓名：张三\n学历：本科\n专业：会计\n") == []


def test_a_label_that_is_read_elsewhere_is_left_to_that() -> None:
    text = "客户号：C1002\n最长逾期月数：3\n"
    ends = np.array([text.index("：3")])
    assert list(find_fields(text, framed(text), ends, np.arange(len(text)))) == []
