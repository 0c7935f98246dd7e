"""The table types: which cells count, by header and by shape."""

import pytest

from policies.detection import detect
from policies.detectors.base import Candidate
from policies.detectors.table_value import (
    CREDIT_REPORT,
    DETECTORS,
    HOUSING_FUND,
    INCOME,
    LOAN,
    PROFILE,
    PROPERTY,
    TAX,
    TRANSACTION,
    TableValue,
)

TYPES = {detector.TYPE for detector in DETECTORS}


def found(text: str) -> list[tuple[str, str]]:
    return [(span.type, text[span.start : span.end]) for span in detect(text) if span.type in TYPES]


@pytest.mark.parametrize(
    ("detector", "values", "others"),
    [
        (
            INCOME,
            [
                "35,000.00",
                "¥35000",
                "35万",
                "CNY35,186.35",
                "HK$8,051",
                "RMB 2,601.63",
                "15000元/月",
                "约20万元",
                "10-20万",
                "三十五万元",
            ],
            ["面议", "-", "合计", "15012345678"],
        ),
        (
            PROPERTY,
            [
                "1,200,000",
                "(5,038,202.32)",
                "-¥1,234.00",
                "1,234.00-",
                "1,234.00 CR",
                "2套",
                "京(2021)朝不动产权第1234567号",
                "89.5平方米",
            ],
            ["无", "见附件"],
        ),
        (TAX, ["1,234.56", "0.00"], ["20%", "税率"]),
        (HOUSING_FUND, ["110012345678", "2,400元"], ["已缴"]),
        (LOAN, ["500,000", "360期", "24个月", "2027-05-01", "90天"], ["等额本息"]),
        (
            CREDIT_REPORT,
            ["712", "3次", "次级", "两年内逾期3次", "AA+", "20240101123456789012"],
            ["无", "查询机构"],
        ),
        (
            TRANSACTION,
            [
                *("-1,200.00", "2025-03-04", "2025/3/4 10:11:12", "20250304", "20250304101112"),
                *(
                    "12/18/2021",
                    "24 Jan 2024",
                    "Jan 24, 2024",
                    "2025年3月4日 10:11",
                    "2025-03-04T10:11:12.345+08:00",
                ),
            ],
            ["网银转账", "24 Jab 2024"],
        ),
        (PROFILE, ["C3", "R2", "稳健型", "高净值、理财达人", "Balanced", "821", "0.75"], ["无", "12345"]),
    ],
)
def test_shape_of_a_value(detector: TableValue, values: list[str], others: list[str]) -> None:
    assert [value for value in values if not detector.validate(Candidate(value))] == []
    assert [value for value in others if detector.validate(Candidate(value))] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("姓名\t月收入(元)\n张三\t35,000\n李四\t8000.50\n", [("INCOME", "35,000"), ("INCOME", "8000.50")]),
        ("| 客户 | 风险等级 |\n|---|---|\n| 张三 | R3 |\n", [("PROFILE", "R3")]),
        ('姓名,贷款余额\n张三,"1,200,000.00"\n', [("LOAN", "1,200,000.00")]),
        ("姓名；".replace("；", "，") + "个税\n张三，1234.5\n", [("TAX", "1234.5")]),
        ("年收入\t350000\n", [("INCOME", "350000")]),
        ("姓名 | 张三 | 年收入 | 35万 | 公积金余额 | 8万\n", [("INCOME", "35万"), ("HOUSING_FUND", "8万")]),
        ("月供,2,671.27\n", [("LOAN", "2,671.27")]),
        ("客户资产情况表\t\t\n序号\t姓名\t金融资产\n1\t张三\t120万\n", [("PROPERTY", "120万")]),
        ("Name;Credit score\nZhang San;712\n", [("CREDIT_REPORT", "712")]),
        ("姓名    月薪\n张三    15000\n", [("INCOME", "15000")]),
        ("姓名  卡号      月薪\n================\n张三            15000\n", [("INCOME", "15000")]),
        ("姓名 Name,贷款余额 Loan balance（万元）\n张三,3.5\n", [("LOAN", "3.5")]),
        ("月供,2,671.27,姓名,张三\n", [("LOAN", "2,671.27")]),
        ("存款余额,CNY2,891,203.58\n", [("PROPERTY", "CNY2,891,203.58")]),
        ("姓名 | 张三\n年薪 | 35万\n奖金 | 2万\n", [("INCOME", "35万"), ("INCOME", "2万")]),
        (
            "交易日期\t账号\t支出\n2025-01-02\t1\t30.00\n",
            [("TRANSACTION", "2025-01-02"), ("TRANSACTION", "30.00")],
        ),
    ],
)
def test_cells_of_persons_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "公司\t营业收入\t净利润\t税额\n甲\t100\t20\t3\n",
        "分行\t贷款余额\t同比\n杭州\t20000\t3%\n",
        "产品名称,风险等级,起购金额\n周周盈,R2,10000\n",
        "品名,单价,金额\nA4纸,20,2000\n",
        "项目\t负责部门\t收入\nA\t科技部\t2000\n",
        "营业收入\t5000万\n净利润\t300万\n资产总额\t2亿\n",
        "交易金额超过74,370,819.00元的大额业务由合规部复核。\n",
        "姓名\t月收入\n张三\t\n李四\t-\n",
        "字段名,类型,长度\n月收入,decimal,18\n",
        "贷款产品,贷款金额,年利率\n信用贷,5-50万,4.35%\n",
        "证券代码 | 收盘价 | 成交金额\n600519 | 1700.00 | 80250.15\n",
        "日期    成交量    成交额    换手率\n2025-03-11    3390789    642090.53    1.2%\n",
        "Account\tDebit\tCredit\tBalance\nCash\t5,132,159\t445,365\t8504561\n",
        "客户风险等级分为五级，请按制度执行。\n电表读数 47713019，户号 0968826811\n",
    ],
)
def test_figures_of_companies_are_not(text: str) -> None:
    assert found(text) == []


def test_reasons_tell_the_column_and_nothing_of_the_value() -> None:
    assert INCOME.explain(Candidate("35000")) == ("column:income", "shape:figure")
