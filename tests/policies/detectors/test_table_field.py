"""Fields of forms, keys of JSON and elements of XML that hold what a column of a table would."""

import pytest

from policies.detection import detect
from policies.detectors.table_field import value_behind
from policies.page import read
from policies.taxonomy import EntityType
from policies.vocabulary import Topic

TYPES = {
    EntityType.INCOME, EntityType.PROPERTY, EntityType.TAX, EntityType.HOUSING_FUND, EntityType.LOAN,
    EntityType.CREDIT_REPORT, EntityType.TRANSACTION, EntityType.PROFILE,
}  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    return [(span.type, text[span.start : span.end]) for span in detect(text) if span.type in TYPES]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("姓名：王伟\n月收入（元）：25,000.00\n", [("INCOME", "25,000.00")]),
        ("客户：王伟，贷款余额为35万元，谢谢。", [("LOAN", "35万元")]),
        ('{"姓名": "王伟", "公积金余额": "8000"}', [("HOUSING_FUND", "8000")]),
        ("<姓名>王伟</姓名><个税>512.3</个税>", [("TAX", "512.3")]),
        ("id_no=110101199003077651; credit_score=700", [("CREDIT_REPORT", "700")]),
        ('{"姓名": "王伟", "家庭年收入/元": 593800.85}', [("INCOME", "593800.85")]),
        ("姓名 Name：王伟\n税前月薪/Monthly Income(CNY)：12,000\n", [("INCOME", "12,000")]),
        ("ID No.: 110101199003077651\nLoan amount (RMB'000): 260\n", [("LOAN", "260")]),
        ('{"姓名": "王伟", "总资产": "(5,038,202.32)"}', [("PROPERTY", "(5,038,202.32)")]),
        ("<CustName>王伟</CustName><MonthlyIncome>9000</MonthlyIncome>", [("INCOME", "9000")]),
        ("客户姓名    : 王伟\n贷款金额    : 800,000.00\n", [("LOAN", "800,000.00")]),
        ("手机181 2607 3988，投资偏好：稳健型", [("PROFILE", "稳健型")]),
        ("姓名：王伟 | 基本工资 6,500.00 | 个税 45.30 |", [("INCOME", "6,500.00"), ("TAX", "45.30")]),
        (
            "客户姓名：王伟 风险承受能力：稳健型 征信情况：无逾期",
            [("PROFILE", "稳健型"), ("CREDIT_REPORT", "无逾期")],
        ),
    ],
)
def test_a_field_beside_a_person_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "月收入：25000",  # whose?
        "小微贷款金额：50万元，客户：小微企业",
        "申请人姓名：\n月收入：\n贷款金额：\n",
        "姓名：________ 月收入：________",
        "姓名：王伟\n月收入：请据实填写\n",
        "姓名：王伟\n贷款利率：3.65\n",
        "姓名：王伟\n月收入：不低于5000元\n",
        "姓名：王伟 | 月供 360期 | 备注",
        "身份证号码为18位数字，客户风险等级分为五级",
    ],
)
def test_a_field_that_is_empty_or_nobody_s_is_not(text: str) -> None:
    assert found(text) == []


def test_the_value_ends_where_the_field_does() -> None:
    text = "姓名：王伟；月薪：12,000元, 备注"
    page, start = read(text), text.index("月薪")
    assert value_behind(page, start, start + 2, Topic.INCOME) == (text.index("12"), text.index(", 备注"))
    assert value_behind(page, start, start + 2, Topic.LOAN) is None
