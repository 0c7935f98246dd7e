"""Cells of HTML that was handed over as it is written."""

import time

import pytest

from policies.detection import detect
from policies.tables.html_tables import find_html_cells
from policies.vocabulary import Topic


def cells(text: str) -> list[tuple[str, Topic]]:
    return [(text[start:end], topic) for (start, end), topic in find_html_cells(text)]


def test_a_head_says_what_is_in_its_columns() -> None:
    text = (
        "<table><tr><th>姓名</th><th>手机号</th></tr>"
        "<tr><td>张三</td><td><b>13800138000</b>&nbsp;</td></tr><tr><td></td><td>13900139000</td></tr></table>"
    )
    assert cells(text) == [
        ("张三", Topic.NAME),
        ("13800138000", Topic.MOBILE),
        ("13900139000", Topic.MOBILE),
    ]


def test_a_word_that_counts_beside_others_is_one_of_a_head() -> None:
    heads = "".join(f"<th>{each}</th>" for each in ("姓名", "血型", "身高", "体重", "既往病史"))
    values = "".join(f"<td>{each}</td>" for each in ("张三", "B型", "174cm", "82kg", "高血压"))
    assert ("高血压", Topic.PROFILE) in cells(f"<table><tr>{heads}</tr><tr>{values}</tr></table>")


@pytest.mark.parametrize(
    "text",
    [
        "<tr><td>姓名</td><td>张三</td></tr>\n<tr><td>月收入</td><td>张三</td></tr>",
        "<td>姓名</td>\n<td>张三</td>",
        "<TD>姓名</TD><TD>张三</TD>",
    ],
)
def test_a_label_in_the_left_cell_speaks_of_the_right_one(text: str) -> None:
    assert ("张三", Topic.NAME) in cells(text)


@pytest.mark.parametrize(
    "text",
    [
        "<table><thead><tr><th>姓名</th><th>月收入</th></tr></thead><tbody>\n<tr><td>张三</td><td>1</td></tr></tbody>",
        "<tr><td colspan=2>客户清单</td></tr><tr><td>姓名</td><td>月收入</td></tr><tr><td>张三</td><td>1</td></tr>",
        "<tr><th>基本信息</th><th></th></tr><tr><th>姓名</th><th>月收入</th></tr><tr><td>张三</td><td>1</td></tr>",
        f"<tr><td style='{'mso-x:y;' * 60}'>姓名</td><td>月收入</td></tr><tr><td>张三</td><td>1</td></tr>",
    ],
    ids=["sections", "title-above", "groups-above", "long-styles"],
)
def test_a_head_is_found_however_it_is_set(text: str) -> None:
    assert cells(text) == [("张三", Topic.NAME), ("1", Topic.INCOME)]


def test_rows_of_pairs_below_others_are_no_head() -> None:
    text = "<tr><td>姓名</td><td>张三</td><td>关系</td><td>本人</td></tr>"
    text += "<tr><td>客户</td><td>李四</td><td>年薪</td><td>9</td></tr>"
    assert cells(text) == [("张三", Topic.NAME), ("李四", Topic.NAME), ("9", Topic.INCOME)]


@pytest.mark.parametrize(
    "text",
    [
        "没有表格 a < b",
        "<td>姓名</td> 与正文 <td>张三</td>",
        "<td>报告</td><td>第一版</td>",
        "<td>姓名",
        "<tr><td>姓名</td></tr></table><table><tr><td>张三</td></tr>",
    ],
)
def test_what_stands_apart_is_no_row(text: str) -> None:
    assert cells(text) == []


def test_the_values_of_an_html_table_are_found_as_written() -> None:
    text = "<tr><td>台胞证号</td><td>年收入</td></tr><tr><td>01234567</td><td>350,000.00</td></tr>"
    assert [(text[span.start : span.end], span.type) for span in detect(text)] == [
        ("01234567", "TW_PERMIT"),
        ("350,000.00", "INCOME"),
    ]


def test_a_hostile_table_costs_no_more_than_its_length() -> None:
    started = time.process_time()
    list(find_html_cells("<td>姓名" * 20_000 + "<tr>" * 20_000))
    assert time.process_time() - started < 10
