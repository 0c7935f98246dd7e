"""Tables that were pasted with each cell on a line of its own."""

import pytest

from policies.detection import detect
from policies.tables import line_tables
from policies.tables.header_row import settle
from policies.tables.line_tables import LineTable, LineTables, behind_quotation
from policies.vocabulary import Topic


def read_lines(text: str, start: int) -> LineTable:
    return LineTables(text).read(start)


def cells(text: str) -> list[tuple[str, Topic]]:
    return [(text[start:end], topic) for (start, end), topic in read_lines(text, 0).cells]


def test_labels_one_under_the_other_head_the_rows_that_follow() -> None:
    text = "姓名\n手机\n月收入\n张三\n1\n3000\n李四\n2\n4000\n\n\n谢谢\n"
    table = read_lines(text, 0)
    assert [text[start:end] for (start, end), _ in table.cells] == ["张三", "1", "3000", "李四", "2", "4000"]
    assert (table.header_end, table.end) == (text.index("\n张三"), text.index("\n\n\n"))


def test_a_label_stands_right_above_its_value() -> None:
    assert cells("> 姓名\n> 张三\n> 月收入\n> 3000\n") == [("张三", Topic.NAME), ("3000", Topic.INCOME)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "姓名\n手机\n",
        "姓名\n手机\n谢谢大家的支持\n1\n",  # no name in the column of names
        "姓名\n手机\n张三\n身份证号\n",  # the next label, no value
        "姓名\n张三\n谢谢\n",
        "月份\n贷款余额\n1月\n3000\n",  # nobody's
        "月份\n1月\n贷款余额\n3000\n",
        "证券账号：\n手机：1\n姓名：张三\n",  # a field that is empty above one that is filled in
    ],
)
def test_lines_that_are_no_table_of_persons(text: str) -> None:
    assert cells(text) == []


def test_labels_of_such_a_table_are_no_names() -> None:
    text = "申请人\n年龄\n月收入\n胡鹏勇\n67\n3,000\n"
    assert [(text[span.start : span.end], span.type) for span in detect(text)] == [
        ("胡鹏勇", "NAME"),
        ("3,000", "INCOME"),
    ]


def test_the_marks_of_a_quoted_line() -> None:
    assert [behind_quotation(line, 0, len(line)) for line in ("> > a", ">a", "a > b")] == [4, 1, 0]


def test_one_label_again_and_again_is_a_list() -> None:
    text = "手机号\n13800138000\n" * 8
    table = read_lines(text, 0)
    assert table.is_list
    assert (table.cells, table.end) == ([], len(text) - 1)


def test_a_table_below_many_labels_is_found() -> None:
    text = "手机\n" * 60 + "姓名\n月收入\n张三\n3000\n"
    tables = LineTables(text)
    starts = [number for number in range(len(text)) if text[number - 1 : number] in {"", "\n"}]
    found = [table for table in map(tables.read, starts) if table.cells]
    assert [text[slice(*cell)] for cell, _ in found[0].cells] == ["张三", "3000"]


@pytest.mark.parametrize("line", ["姓名\n", "余额\n", "姓名\n手机\n余额\n", "余额\n300\n收入\n3\n"])
def test_labels_without_rows_are_read_once(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def counted(labels: list[str]) -> list[Topic | None]:
        asked.append(labels)
        return settle(labels)

    monkeypatch.setattr(line_tables, "settle", counted)
    assert not detect(line * 500)
    assert len(asked) < 10
