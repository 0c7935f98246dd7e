"""Tables that lie on their side: the labels in the first column, each other column a person."""

import time

from policies.detection import detect
from policies.tables.cell_rows import read_row
from policies.tables.row_heads import cells_beside, cells_of_table, lies_on_its_side
from policies.vocabulary import Topic

TEXT = "姓名,张三,李四\n月收入,8000,9000\n学历,本科,硕士\n"


def table(text: str, delimiter: str = ",") -> list[tuple[str, Topic]]:
    cells, _ = cells_of_table(text, read_row(text, 0, text.index("\n"), delimiter))
    return [(text[start:end], topic) for (start, end), topic in cells]


def test_the_values_of_a_row_are_what_its_first_cell_says() -> None:
    assert table(TEXT) == [
        ("张三", Topic.NAME), ("李四", Topic.NAME), ("8000", Topic.INCOME), ("9000", Topic.INCOME),
        ("本科", Topic.PROFILE), ("硕士", Topic.PROFILE),
    ]  # fmt: skip


def test_a_frame_around_it_is_no_cell() -> None:
    assert table("| 姓名 | 张三 | 李四 |\n| 月收入 | 8000 | 9000 |\n", "|")[2] == ("8000", Topic.INCOME)


def test_things_in_the_first_column_are_no_labels_of_persons() -> None:
    assert table("住房公积金,800,900\n薪酬费用,1,2\n") == []


def test_a_row_with_another_label_in_it_is_a_head() -> None:
    assert not lies_on_its_side([Topic.NAME, Topic.INCOME, None], ["姓名", "月收入", "备用"])
    assert not lies_on_its_side([Topic.NAME, None], ["姓名", "张三"])


def test_one_row_is_no_table() -> None:
    assert list(cells_beside("姓名,张三,李四", [("姓名", [(3, 5), (6, 8)])])) == []


def test_many_rows_that_are_none_cost_no_more_than_their_length() -> None:
    started = time.process_time()
    detect("住房公积金,800,900\n" * 4_000)
    assert time.process_time() - started < 10
