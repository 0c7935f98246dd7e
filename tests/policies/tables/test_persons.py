"""Whom the rows of a table are about."""

import pytest

from policies.tables.persons import (
    counts_many,
    has_rows_of_things,
    is_of_company,
    names_no_person,
    names_persons,
)


@pytest.mark.parametrize(
    "label", ["姓名", "客户编号", "工号", "cust_no", "ECIF No.", "khh", "Member ID", "性别", "纳税人姓名"]
)
def test_a_label_of_a_person_makes_it_a_table_of_persons(label: str) -> None:
    assert names_persons(["序号", label, "金额"])


@pytest.mark.parametrize(
    "labels",
    [
        ["部门", "客户数", "余额"],
        ["产品名称", "适用客户", "额度"],
        ["客户名称", "注册资本"],
        ["Name", "Ticker", "Turnover"],
        ["Account", "Balance"],
        ["id", "job_name"],
        ["年龄", "人数"],
        ["客户等级要求", "期限"],
    ],
)
def test_companies_shares_and_counts_are_no_persons(labels: list[str]) -> None:
    assert not names_persons(labels)


def test_things_are_told_by_the_first_column_that_does_not_count_rows() -> None:
    assert has_rows_of_things(["序号", "产品名称", "利率"])
    assert has_rows_of_things(["征税项目", "应纳税额"])
    assert not has_rows_of_things(["证券名称", "买卖方向", "成交金额"])  # whoever dealt
    assert not has_rows_of_things(["姓名", "产品名称"])
    assert names_no_person(["", "分行", "存款余额"])


def test_signs_of_sums_and_companies() -> None:
    assert counts_many("户均存款")
    assert not counts_many("存款")
    assert is_of_company("营业收入")
    assert not is_of_company("本期应还")
