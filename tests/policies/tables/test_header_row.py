"""What the rest of its row, and the title above, make of each header."""

import pytest

from policies.tables.header import Strength, read_header
from policies.tables.header_row import (
    is_known,
    may_be_of_tables,
    settle,
    settle_field,
    settle_labels,
    settle_last,
    settle_pair,
)
from policies.vocabulary import Topic


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
    assert settle_pair("存款", ["身份证号", "存款"]) is Topic.PROPERTY
    assert settle_pair("存款", ["部门", "存款"]) is Topic.NEUTRAL
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
    assert settle(["日期", "凭证号", "摘要", "借方", "余额"])[3:] == [
        None,
        Topic.NEUTRAL,
    ]  # a company's ledger


def test_sums_over_many_are_nobody_s() -> None:
    assert settle(["部门", "人数", "公积金合计"])[2] is Topic.NEUTRAL
    assert settle(["姓名", "部门", "公积金合计"])[2] is Topic.HOUSING_FUND


def test_a_label_in_a_left_cell_is_told_by_its_neighbours() -> None:
    assert settle_pair("资产总额", ["客户类型", "资产总额"]) is Topic.PROPERTY
    assert settle_pair("资产总额", ["营业收入", "净利润", "资产总额"]) is Topic.NEUTRAL


def test_a_field_of_a_person_needs_nothing_beside_it() -> None:
    assert settle_field("资产总额") is Topic.PROPERTY
    assert settle_field("收入") is Topic.INCOME


def test_rows_of_things_are_nobody_s_whatever_their_figures() -> None:
    for thing in ("产品", "职级", "考核项", "税种", "字段名", "Tax type"):
        assert settle([thing, "月薪", "公积金", "贷款金额"])[1:] == [Topic.NEUTRAL] * 3
    assert settle(["产品", "客户姓名", "贷款金额"])[2] is Topic.LOAN


def test_figures_beside_a_count_of_persons_are_sums() -> None:
    assert settle(["风险等级", "户数", "平均逾期次数"]) == [Topic.NEUTRAL, None, Topic.NEUTRAL]


@pytest.mark.parametrize(
    ("cells", "title", "topic"),
    [
        (["姓名", "月缴存额", "账户余额"], "", Topic.HOUSING_FUND),
        (["姓名", "公积金", "账户余额"], "", Topic.PROPERTY),
        (["姓名", "公积金", "账户余额"], "住房公积金缴存明细", Topic.HOUSING_FUND),
        (["姓名", "交易日期", "余额"], "", Topic.TRANSACTION),
        (["姓名", "支出金额", "收入"], "", Topic.TRANSACTION),
        (["姓名", "奖金", "收入"], "", Topic.INCOME),
        (["姓名", "征信评分", "账户状态"], "", Topic.CREDIT_REPORT),
        (["姓名", "累计个税", "个人养老金"], "", Topic.TAX),
        (["姓名", "月薪", "个人养老金"], "", Topic.INCOME),
        (["产品名称", "客户数", "流失风险"], "", Topic.NEUTRAL),
        (["交易日期", "摘要", "借方金额"], "户名：张三 账号：6222", Topic.TRANSACTION),
    ],
)
def test_an_ambiguous_word_is_told_by_its_neighbours(cells: list[str], title: str, topic: Topic) -> None:
    assert settle(cells, title)[2] is topic


def test_a_label_may_mean_something_only_beside_others() -> None:
    assert may_be_of_tables("账户状态")
    assert is_known("账户状态")
    assert not is_known("张三")


def test_the_value_of_the_last_label_may_tell_what_it_means() -> None:
    labels = ("姓名", "月供", "欠本")
    assert settle_last(labels, "", "35,000.00") == [Topic.NAME, Topic.LOAN, Topic.LOAN]
    assert settle_last(labels, "", "王五")[-1] is None


def test_labels_one_below_the_other_are_judged_by_all() -> None:
    assert settle_labels(["身份证号", "存款"])["存款"] is Topic.PROPERTY
    assert settle_labels(["部门", "存款"])["存款"] is Topic.NEUTRAL


def test_what_is_paid_between_two_is_a_transaction() -> None:
    assert settle(["付款人", "收款人", "金额"])[2] is Topic.TRANSACTION
    assert settle(["Payer", "Payee", "Payment Amount"])[2] is Topic.TRANSACTION
    assert settle(["供应商", "发票号", "金额"])[2] is not Topic.TRANSACTION


def test_debit_and_credit_of_a_client_are_transactions_and_of_a_ledger_nothing() -> None:
    assert settle(["Customer Name", "Debit", "Credit", "Balance"])[1:3] == [Topic.TRANSACTION] * 2
    assert settle(["Account Holder", "Debit", "Credit"])[1:] == [Topic.TRANSACTION] * 2
    assert Topic.TRANSACTION not in settle(["Account Code", "Account Name", "Debit", "Credit"])


def test_a_post_tells_of_a_person_only_beside_what_he_is_like_otherwise() -> None:
    assert settle(["姓名", "学历", "职务"])[2] is Topic.PROFILE
    assert settle(["姓名", "部门", "职务"])[2] is not Topic.PROFILE  # a list of staff


def test_a_party_makes_a_table_one_of_persons_only_where_persons_stand_below() -> None:
    cells = ["收款方", "余额"]
    assert settle(cells, columns=[["张三", "李小四", "王五"], ["1,200.00"] * 3])[1] is Topic.PROPERTY
    companies = ["宏达贸易公司", "云启科技公司", "盛泰实业公司"]
    assert settle(cells, columns=[companies, ["1,200.00"] * 3])[1] is Topic.NEUTRAL
