"""Heads of two rows, of which the upper one names groups."""

from policies.tables.cell_rows import read_row
from policies.tables.head_groups import joined, read_head


def test_a_label_that_says_little_takes_the_name_of_its_group() -> None:
    labels = joined(["姓名", "公积金", "", "备注"], ["", "个人部分", "单位部分", ""])
    assert labels == ["姓名", "公积金个人部分", "公积金单位部分", "备注"]


def test_a_label_that_says_enough_stays_alone() -> None:
    assert joined(["基本信息", ""], ["姓名", "手机"]) == ["姓名", "手机"]


def test_the_row_below_belongs_to_the_head_where_groups_stand_over_it() -> None:
    text = "姓名\t公积金\t\n\t个人部分\t单位部分\n张三\t1\t2"
    head = read_head(text, read_row(text, 0, text.index("\n"), "\t"))
    assert head.labels == ["姓名", "公积金个人部分", "公积金单位部分"]
    assert text[head.end :] == "\n张三\t1\t2"


def test_a_row_of_values_is_no_part_of_the_head() -> None:
    text = "姓名\t\t公积金\n张三\t\t1\n"
    head = read_head(text, read_row(text, 0, text.index("\n"), "\t"))
    assert head.labels == ["姓名", "", "公积金"]
    assert head.end == text.index("\n")
