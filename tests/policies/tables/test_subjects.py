"""What a title or a label is about, by the words of the trade in it."""

import pytest

from policies.tables.subjects import subject_of
from policies.vocabulary import Topic


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("10月薪酬发放表", Topic.INCOME),
        ("贷款客户工资明细", Topic.INCOME),
        ("工资客户贷款明细", Topic.LOAN),
        ("公积金对账单", Topic.HOUSING_FUND),  # a statement is one of something
        ("账户明细账", Topic.TRANSACTION),
        ("历史成交查询", Topic.TRANSACTION),
        ("征信查询结果", Topic.CREDIT_REPORT),
        ("个税扣缴报告表", Topic.TAX),
        ("抵押物评估清单", Topic.PROPERTY),
        ("KYC Extract", Topic.PROFILE),
        ("Loan ledger", Topic.LOAN),
        ("请查收附件", None),
        ("", None),
    ],
)
def test_the_last_word_of_a_title_tells(title: str, topic: Topic | None) -> None:
    assert subject_of(title) is topic
