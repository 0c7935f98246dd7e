"""What one header cell says, and what the rest of its row makes of it."""

import pytest

from policies.table_header import Strength, read_header, settle, settle_field, settle_pair
from policies.vocabulary import Topic


@pytest.mark.parametrize(
    ("cell", "topic"),
    [
        ("月收入", Topic.INCOME),
        ("借款人月收入（元）", Topic.INCOME),
        (' "年薪(万元)" ', Topic.INCOME),
        ("月 收 入", Topic.INCOME),
        ("近6个月征信查询次数", Topic.CREDIT_REPORT),
        ("个人住房公积金账号", Topic.HOUSING_FUND),
        ("Annual Income (RMB)", Topic.INCOME),
        ("Risk level", Topic.PROFILE),
        ("身份证号", Topic.RESIDENT_ID),
        ("被保险人身份证号", Topic.RESIDENT_ID),
        ("附件密码", Topic.PASSWORD),
        ("办理日期", Topic.NEUTRAL),
        ("工资卡", Topic.BANK_CARD),
        ("申请人姓名", Topic.NAME),
        ("手机号1", Topic.MOBILE),
        ("> 姓名", Topic.NAME),
        ("CUST_NAME", Topic.NAME),
        ("loan_amount", Topic.LOAN),
        ("acctNo", Topic.ACCOUNT),
        ("应税收入", Topic.TAX),  # 税收 in it is no tax of a country
        ("近6个月查询次数", Topic.CREDIT_REPORT),
        ("户口结余", Topic.PROPERTY),
        ("贷款金额/Outstanding loan（元）", Topic.LOAN),
        ("Monthly Income 月收入", Topic.INCOME),
        ("姓名 Name", Topic.NAME),
        ("Monthly Income / CNY", Topic.INCOME),
        ("Income (monthly)", Topic.INCOME),
        ("Base salary (RMB'000)", Topic.INCOME),
        ("Client ID", Topic.NEUTRAL),
        ("税收收入", None),
        ("风险等级分为五级", None),
        ("公积金缴存总额", None),
        ("税率", None),
        ("贷款利率", None),
        ("营业收入", None),
        ("征信授权方式说明", None),
        ("张三", None),
        ("交易金额超过74", None),
        ("月收入高于一万元的客户请逐户核实并在系统中登记情况说明", None),
        ("", None),
    ],
)
def test_topic_of_a_cell(cell: str, topic: Topic | None) -> None:
    assert read_header(cell)[0] is topic


def test_a_word_for_persons_and_companies_is_told_by_its_row() -> None:
    assert settle(["姓名", "贷款余额", "同比"])[1] is Topic.LOAN
    assert settle(["序号", "贷款余额"])[1] is Topic.LOAN
    assert settle(["分行", "贷款余额", "同比"])[1] is Topic.NEUTRAL
    assert settle(["分行", "月供", "同比"])[1] is Topic.LOAN


def test_rows_of_branches_are_nobody_s_unless_another_column_names_a_person() -> None:
    assert settle(["分行", "贷款余额"])[1] is Topic.NEUTRAL
    assert settle(["", "序号", "期限", "交易金额"])[3] is Topic.NEUTRAL
    assert settle(["分行", "客户数", "存款余额"])[2] is Topic.NEUTRAL
    assert settle(["分行", "客户", "贷款余额"])[2] is Topic.LOAN
    assert settle(["分行", "存款余额", "月薪"])[1] is Topic.PROPERTY  # whose pay it is, is a person


def test_an_everyday_word_needs_persons_beside_it() -> None:
    assert read_header("收入") == (Topic.INCOME, Strength.WITH_PERSONS)
    assert settle(["客户编号", "收入"])[1] is Topic.INCOME
    assert settle(["季度", "收入"])[1] is Topic.NEUTRAL


def test_who_is_spoken_of_may_stand_in_any_label() -> None:
    assert settle(["户名", "部门", "信用等级"])[2] is Topic.CREDIT_REPORT
    assert settle_pair("存款", "身份证号\n存款") is Topic.PROPERTY
    assert settle_pair("存款", "部门\n存款") is Topic.NEUTRAL
    assert settle(["Account", "Balance"])[1] is Topic.NEUTRAL  # one of a company's books
    assert settle(["Account", "Name", "Balance"])[2] is Topic.PROPERTY


def test_market_data_are_nobody_s() -> None:
    assert settle(["证券代码", "收盘价", "成交金额"])[2] is Topic.NEUTRAL
    assert settle(["证券账户", "收盘价", "成交金额"])[2] is Topic.TRANSACTION


def test_names_of_things_are_no_names_of_persons() -> None:
    assert settle(["Value", "Name", "Constant"])[1] is Topic.NEUTRAL
    assert settle(["Name", "Phone"])[0] is Topic.NAME


def test_amounts_of_a_statement_are_transactions() -> None:
    topics = settle(["交易日期", "账号", "摘要", "支出", "余额"])
    assert topics == [Topic.TRANSACTION, Topic.ACCOUNT, Topic.NEUTRAL, Topic.TRANSACTION, Topic.TRANSACTION]


def test_a_statement_without_its_holder_in_a_column_is_one() -> None:
    topics = settle(["交易日期", "摘要", "支出", "收入", "余额", "对方户名"])
    assert [topic is Topic.TRANSACTION for topic in topics] == [True, False, True, True, True, False]
    assert settle(["日期", "凭证号", "摘要", "借方", "余额"])[3:] == [None, None]  # a company's ledger


def test_sums_over_many_are_nobody_s() -> None:
    assert settle(["部门", "人数", "公积金合计"])[2] is Topic.NEUTRAL
    assert settle(["姓名", "部门", "公积金合计"])[2] is Topic.HOUSING_FUND


def test_a_label_in_a_left_cell_is_told_by_its_neighbours() -> None:
    assert settle_pair("资产总额", "客户类型\n资产总额") is Topic.PROPERTY
    assert settle_pair("资产总额", "营业收入\n净利润\n资产总额") is Topic.NEUTRAL


def test_a_field_of_a_person_needs_nothing_beside_it() -> None:
    assert settle_field("资产总额") is Topic.PROPERTY
    assert settle_field("收入") is Topic.INCOME
