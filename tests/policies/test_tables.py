"""Tables in text: where they begin and end, and what a column says."""

import pytest

from policies.tables import HEADER_LINE_MAX, ROW_LINE_MAX, Table, find_tables
from policies.vocabulary import Topic

TEXT = "说明\n姓名\t身份证号\t备注\n张三\t1\t2\n李四\t3\t4\n以上\n"


def test_rows_below_a_header_know_their_column() -> None:
    tables = find_tables(TEXT, [TEXT.index("姓名"), TEXT.index("身份证号")])
    assert tables.tables == (
        Table(
            3, TEXT.index("张三"), TEXT.index("以上"), "\t", (Topic.NAME, Topic.RESIDENT_ID, Topic.NEUTRAL)
        ),
    )
    assert tables.topic_at(TEXT.index("张三")) is Topic.NAME
    assert tables.topic_at(TEXT.index("3")) is Topic.RESIDENT_ID
    assert tables.topic_at(TEXT.index("以上")) is None
    assert tables.topic_at(0) is None
    assert tables.in_header(TEXT.index("身份证号"))
    assert not tables.in_header(TEXT.index("李四"))


def test_cells_of_a_topic() -> None:
    tables = find_tables(TEXT, [3])
    assert [TEXT[start:end] for start, end in tables.cells(Topic.NAME)] == ["张三", "李四"]
    assert list(tables.cells(Topic.PASSWORD)) == []


@pytest.mark.parametrize("delimiter", ["\t", "|", ",", ";"])
def test_delimiters(delimiter: str) -> None:
    text = delimiter.join(["姓名", "手机"]) + "\r\n" + delimiter.join(["张三", "1"]) + "\r\n"
    tables = find_tables(text, [0])
    assert [text[start:end] for start, end in tables.cells(Topic.NAME)] == ["张三"]
    assert [text[start:end] for start, end in tables.cells(Topic.MOBILE)] == ["1"]
    assert tables.topic_at(text.index("1")) is Topic.MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "姓名\t张三\n手机\t13800138000\n",  # label in the left cell: no header
        "姓名 手机\n张三 1\n",
        "请填写姓名,手机,谢谢\n张三,1\n",
        "姓名\t手机" + "\t" * HEADER_LINE_MAX + "\n张三\t1\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert find_tables(text, [text.index("姓名")]).tables == ()


def test_a_row_without_that_many_cells_and_a_very_long_row() -> None:
    text = "序号\t姓名\t手机\n1\n2\t张三\n" + "x" * ROW_LINE_MAX + "\t李四"
    tables = find_tables(text, [text.index("姓名")])
    assert [text[start:end] for start, end in tables.cells(Topic.NAME)] == []
    text = "序号\t姓名\t手机\n2\t张三\n3\t\t\n" + "x" * ROW_LINE_MAX + "\t李四"
    tables = find_tables(text, [text.index("姓名")])
    assert [text[start:end] for start, end in tables.cells(Topic.NAME)] == ["张三", "李四"]
    assert tables.topic_at(text.index("李四")) is None
    assert tables.topic_at(text.index("张三")) is Topic.NAME
