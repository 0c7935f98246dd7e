"""What the head of a column says of the figures below it."""

import doctest

import pytest

from policies.detection import detect
from policies.tables import column_units
from policies.tables.column_units import ColumnUnits, greatest_in_cells


def test_the_example_in_the_module_holds() -> None:
    assert doctest.testmod(column_units).failed == 0


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("姓名\t贷款金额（万元）\n张三\t>50\n", "万"),
        ("姓名\t贷款金额（万元）\t月供（元）\n李四\t20\t1000\n张三\t30\t>5000\n", ""),
        ("姓名 | 月供(元) | 贷款金额/千元\n张三 | 5000 | >50", "千"),
        ("单位：万元\n姓名,贷款金额\n张三,>50", "万"),
        ("单位：万元\n姓名,贷款金额（元）,存款\n张三,50,>60", "万"),
        ("贷款金额（百万元）: >50", "百万"),
        ("贷款金额（万元）\t>50\t月供（元）\t9", "万"),
        ("贷款金额（万元）\t50\t月供（元）\t>9", ""),
        ("姓名,贷款金额（亿元）\n张三,1\n\n姓名,月供（元）\n张三,>5", ""),
        ("姓名\t贷款金额\n张三\t>50", ""),
        (">50\n贷款金额（万元）", ""),
    ],
)
def test_units(text: str, unit: str) -> None:
    position = text.index(">")
    assert ColumnUnits(text.replace(">", "")).at(position) == unit


def test_the_greatest_of_the_cells_that_hold_money() -> None:
    text = "姓名,贷款金额（万元）,手机\n张三,5.5,13800138000\n李四,3,13800138001\n"
    assert greatest_in_cells(text, detect(text)) == 55_000
    assert greatest_in_cells(text, []) == 0


def test_a_line_without_end_costs_little() -> None:
    text = "贷款金额（万元）" + "\t5" * 200_000
    units = ColumnUnits(text)
    assert {units.at(position) for position in range(1000, len(text), 4000)} == {""}
