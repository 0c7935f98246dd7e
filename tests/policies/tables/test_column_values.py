"""What the values of a column say, and what its table is about, where nothing knows the head."""

from collections.abc import Sequence

import pytest

from policies.detection import detect
from policies.tables.column_values import is_of_sums, may_be_told_by_values, settle_by_values
from policies.vocabulary import Topic

NAMES = ["张三", "李四"]


def settled(
    labels: Sequence[str], topics: Sequence[Topic | None], *columns: Sequence[str], title: str = ""
) -> list[Topic | None]:
    return settle_by_values(labels, topics, title, columns)


def test_a_sum_is_of_the_kind_that_its_table_is_about() -> None:
    topics = settled(
        ["姓名", "月供", "欠本"], [Topic.NAME, Topic.LOAN, None], NAMES, ["1.20", "3.40"], ["5,000", "6,000"]
    )
    assert topics[2] is Topic.LOAN


def test_a_title_says_what_a_table_is_about() -> None:
    columns = (NAMES, ["3,000.00", "4,000.00"])
    assert settled(["姓名", "实领数"], [Topic.NAME, None], *columns, title="10月薪酬表")[1] is Topic.INCOME
    assert settled(["姓名", "实领数"], [Topic.NAME, None], *columns)[1] is None


def test_a_word_that_says_hardly_more_than_a_sum_yields_to_the_title() -> None:
    labels, topics, sums = ["姓名", "支取金额"], [Topic.NAME, Topic.TRANSACTION], ["800.00", "900.00"]
    assert settled(labels, topics, NAMES, sums, title="住房公积金支取登记")[1] is Topic.HOUSING_FUND
    assert settled(labels, topics, NAMES, sums, title="支取登记")[1] is Topic.TRANSACTION


def test_a_word_of_its_own_kind_does_not_yield() -> None:
    labels, topics, sums = ["姓名", "贷款余额"], [Topic.NAME, Topic.LOAN], ["800.00", "900.00"]
    assert settled(labels, topics, NAMES, sums, title="工资明细表")[1] is Topic.LOAN


def test_values_of_which_there_are_few_need_no_head() -> None:
    assert settled(["姓名", "XL"], [Topic.NAME, None], NAMES, ["本科", "大专"])[1] is Topic.PROFILE


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("序号", ["1", "2"]),  # numbers the rows
        ("期数", ["12", "24"]),
        ("利率", ["4.20", "3.85"]),
        ("办理日期", ["20250131", "20250228"]),
        ("备注", ["已核", "加急"]),
        ("其他", ["12", "15"]),  # figures, and nothing says of what
    ],
)
def test_what_is_no_sum_stays_what_it_is(label: str, column: list[str]) -> None:
    topics = settled(["姓名", "月供", label], [Topic.NAME, Topic.LOAN, None], NAMES, ["1.20", "3.40"], column)
    assert topics[2] is None


def test_counts_in_a_report_of_credit_are_its_own() -> None:
    labels, topics = ["姓名", "征信分", "申请机构数"], [Topic.NAME, Topic.CREDIT_REPORT, None]
    assert settled(labels, topics, NAMES, ["680", "720"], ["3", "12"])[2] is Topic.CREDIT_REPORT


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("欠本", True),
        ("应付数（元）", True),
        ("冻结资金", True),
        ("利率", False),
        ("户型", False),
        ("", False),
    ],
)
def test_a_label_heads_sums_by_its_end_or_its_unit(label: str, expected: bool) -> None:
    assert is_of_sums(label) is expected


def test_a_label_or_its_value_may_tell() -> None:
    assert may_be_told_by_values("欠本", "1")
    assert may_be_told_by_values("WHCD", "本科")
    assert not may_be_told_by_values("户型", "三室")


@pytest.mark.parametrize(
    "text",
    [
        "合约\t结算价\t成交金额\nIF2512\t3,890.20\t88,001,234.00\n",  # of a market
        "客户经理\t新增AUM(万元)\t排名\n王经理\t350.20\t1\n",  # what an employee has sold
        "职等\t最低薪资\t最高薪资\nP3\t8,000\t12,000\n",
        "英文名|中文名|长度\nmonthIncome|月收入|18\ncreditScore|信用评分|4\n",  # fields
        "Account Code,Account Name,Cr,Balance\n2211,应付职工薪酬,867500.00,8697856.02\n1001,库存现金,4000.00,2819.11\n",
        "项目\t本月数\t累计数\n差旅费\t3,000.00\t9,000.00\n",
    ],
)
def test_figures_of_nobody_are_none(text: str) -> None:
    assert detect(text) == []
