"""Rows of INSERT statements know their columns."""

import pytest

from policies.detection import detect
from policies.tables.sql_rows import find_sql_cells, is_statement
from policies.vocabulary import Topic


def cells(text: str) -> list[tuple[str, Topic]]:
    return [(text[start:end], topic) for (start, end), topic in find_sql_cells(text)]


def test_each_group_of_values_is_a_row() -> None:
    text = "INSERT INTO t (id, cust_name, mobile) VALUES (1, '张三', '1'), (2, '李四', NULL);"
    assert [value for value, topic in cells(text) if topic is Topic.NAME] == ["张三", "李四"]
    assert [value for value, topic in cells(text) if topic is Topic.MOBILE] == ["1", "NULL"]


@pytest.mark.parametrize(
    "text",
    [
        "insert into cust (`姓名`, `月收入(元)`) values ('张三','3,500')",
        'Insert Into "cust" ("姓名", "月收入(元)")\nValues (N\'张三\', "3,500")',
        "INSERT IGNORE INTO cust\n  (姓名, monthly_income)\nVALUES\n  ('张三', '3,500');",
    ],
)
def test_dialects(text: str) -> None:
    assert cells(text) == [("张三", Topic.NAME), ("3,500", Topic.INCOME)]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT INTO t VALUES ('张三', '1')",
        "INSERT INTO t (a, b) VALUES ('张三', '1')",
        "INSERT INTO t (name, mobile) SELECT name, mobile FROM s",
        "INSERT INTO t (name, mobile) VALUES ('张三",
        "please insert into the form (name, mobile) values as needed",
    ],
)
def test_a_statement_without_known_columns_or_values_says_nothing(text: str) -> None:
    assert cells(text) == []


def test_a_comma_of_a_statement_parts_no_label_from_its_value() -> None:
    text = "INSERT INTO cust (`借款人`,`公积金`,`备注`) VALUES ('童慧怡','4907','无');"
    assert is_statement(text, 0, len(text))
    assert [(text[span.start : span.end], span.type) for span in detect(text)] == [
        ("童慧怡", "NAME"),
        ("4907", "HOUSING_FUND"),
    ]
