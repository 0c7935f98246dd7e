"""Columns measured out by a rule of dashes, as query tools print them."""

import pytest

from policies.tables.ruled_columns import find_ruled_cells
from policies.vocabulary import Topic


def found(text: str) -> list[tuple[str, Topic]]:
    return [(text[start:end], topic) for (start, end), topic in find_ruled_cells(text)]


TABLE = (
    "SQL> select * from loans;\n"
    "KHMC   SYBJ       KHJL\n"
    "------ ---------- ------\n"
    "张三     35000.00 王 五\n"
    "李小四  120000.50 赵六\n"
    "\n"
    "已选择2行。\n"
)


def test_a_column_begins_where_its_dashes_do() -> None:
    assert found(TABLE) == [
        ("张三", Topic.NAME),
        ("35000.00", Topic.LOAN),
        ("李小四", Topic.NAME),
        ("120000.50", Topic.LOAN),
    ]


def test_a_table_ends_at_a_blank_line() -> None:
    assert found(TABLE.replace("------\n", "------\n\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "谢谢\n-- \n张三\n",  # a signature
        "颜色 尺码\n---- ----\n甲   1\n",  # no head that is known
        "\n-----\n",
        "",
    ],
)
def test_what_only_has_dashes_is_no_table(text: str) -> None:
    assert found(text) == []
