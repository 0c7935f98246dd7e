"""Tables in text: where they begin and end, and what a column or a label says of a cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.code_points import framed
from policies.tables.cell_rows import HEADER_LINE_MAX
from policies.tables.delimited import ROW_LINE_MAX, find_tables
from policies.tables.known_cells import Tables
from policies.vocabulary import Topic

TEXT = "说明\n姓名\t身份证号\t备注\n张三\t1\t2\n李四\t3\t4\n以上\n"
LABELS = ("姓名", "身份证号", "手机", "月收入", "客户")


def read(text: str) -> Tables:
    """Return the tables, with the labels found as the prefilter would."""
    starts = {at for label in LABELS for at in range(len(text)) if text.startswith(label, at)}
    return find_tables(text, framed(text), np.array(sorted(starts), np.int64))


def cells(text: str, topic: Topic) -> list[str]:
    return [text[start:end] for start, end, _ in read(text).cells_of([topic])]


def test_rows_below_a_header_know_their_column() -> None:
    tables = read(TEXT)
    assert tables.topic_at(TEXT.index("张三")) is Topic.NAME
    assert tables.topic_at(TEXT.index("3")) is Topic.RESIDENT_ID
    assert tables.topic_at(TEXT.index("以上")) is None
    assert tables.topic_at(0) is None
    assert tables.in_header(TEXT.index("身份证号"))
    assert not tables.in_header(TEXT.index("李四"))
    assert not tables.in_header(0)
    assert cells(TEXT, Topic.NAME) == ["张三", "李四"]
    assert cells(TEXT, Topic.PASSWORD) == []


@pytest.mark.parametrize("delimiter", ["\t", "|", " | ", ",", ", ", ";", "，", "    "])
def test_delimiters(delimiter: str) -> None:
    text = delimiter.join(["姓名", "手机"]) + "\r\n" + delimiter.join(["张三", "1"]) + "\r\n"
    assert cells(text, Topic.NAME) == ["张三"]
    assert cells(text, Topic.MOBILE) == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "| 姓名 | 手机 |\n|---|---|\n| 张三 | 1 |\n",
        '"姓名","手机"\n"张三","1"\n',
        '备注,姓名,手机\n"a, ""b"", c",张三,1\n',
        "客户信息表\t\t\n姓名\t班级\t手机\n张三\t二\t1\n",
        "姓名\t手机\n\n张三\t1\n",
        "姓名 | 张三 | 手机 | 1\n",
        "姓名,张三\n手机,1\n",
        "序号\t1\n姓名\t张三\n手机\t1\n",
        "客户姓名：\t张三\t手机(必填)\t1\n",
        "+----+----+\n| 姓名 | 手机 |\n+----+----+\n| 张三 | 1 |\n+----+----+\n",
        "> 姓名\t手机\n> 张三\t1\n",
        "> > | 姓名 | 手机1 |\n> > |---|---|\n> > | 张三 | 1 |\n",
        "姓名\n手机\n张三\n1\n",
    ],
)
def test_layouts_of_the_same_two_values(text: str) -> None:
    assert cells(text, Topic.NAME) == ["张三"]
    assert cells(text, Topic.MOBILE) == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        "姓名 手机\n张三 1\n",
        "姓名\t手机\n",
        "姓名\t手机" + "\t" * HEADER_LINE_MAX + "\n张三\t1\n",
        "更新客户的月收入要填表，谢谢\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    tables = read(text)
    assert (tables.starts, tables.header_starts) == ([], [])


def test_labels_in_a_sentence_are_no_header() -> None:
    assert cells("请填写姓名,手机,谢谢\n张三,1\n", Topic.NAME) == []


@pytest.mark.parametrize("between", ["", "------\n", "> ------\n"])
def test_commas_of_sentences_part_cells_only_where_they_part_the_next_line_too(between: str) -> None:
    assert cells(f"姓名，手机\n{between}张三，1\n", Topic.NAME) == ["张三"]
    assert cells(f"姓名，手机\n{between}张三 1\n张三，1\n", Topic.NAME) == []


@pytest.mark.parametrize("head", ["姓名,余额", "姓名,职位", "姓名,缴费金额"])
def test_one_everyday_word_beside_the_name_is_a_head_too(head: str) -> None:
    assert cells(f"{head}\n张三,1\n李四,2\n", Topic.NAME) == ["张三", "李四"]


def test_a_second_header_begins_a_new_table() -> None:
    text = "姓名\t手机\n张三\t1\n手机\t姓名\n2\t李四\n"
    assert cells(text, Topic.NAME) == ["张三", "李四"]


def test_a_row_without_that_many_cells_and_a_very_long_row() -> None:
    text = "序号\t姓名\t手机\n1\n2\t张三\n"
    assert cells(text, Topic.NAME) == []
    text = "序号\t姓名\t手机\n2\t张三\n3\t\t\n" + "x" * ROW_LINE_MAX + "\t李四"
    assert cells(text, Topic.NAME) == ["张三"]


def test_a_figure_with_commas_is_one_cell_beside_its_label() -> None:
    assert cells("月收入,¥12,671.27\n", Topic.INCOME) == ["¥12,671.27"]


@given(st.text(alphabet='姓名手机月收入1,;|\t\n "，', max_size=120))
def test_cells_are_in_order_and_within_the_text(text: str) -> None:
    tables = read(text)
    bounds = [0, *(each for pair in zip(tables.starts, tables.ends, strict=True) for each in pair), len(text)]
    assert bounds == sorted(bounds)
    assert all(text[start:end].strip() for start, end in zip(tables.starts, tables.ends, strict=True))
