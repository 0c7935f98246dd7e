"""Labels in a cell with their value in the next, and rows of columns that only look so."""

from policies.tables.cell_pairs import cells_of_pairs
from policies.tables.cell_rows import read_row
from policies.vocabulary import Topic


def pairs(text: str, line: str, delimiter: str = "|") -> list[tuple[str, Topic]]:
    start = text.index(line)
    row = read_row(text, start, start + len(line), delimiter)
    return [(text[first:last], topic) for (first, last), topic in cells_of_pairs(text, row, [start])]


def test_a_value_stands_right_of_its_label() -> None:
    line = "姓名|张三|月收入|9000"
    assert pairs(line, line) == [("张三", Topic.NAME), ("9000", Topic.INCOME)]


def test_the_form_around_tells_what_an_everyday_label_means() -> None:
    text = "公积金账户查询\n户名|张三\n账户余额|9000\n"
    assert pairs(text, "账户余额|9000") == [("9000", Topic.HOUSING_FUND)]


def test_a_thing_in_a_column_is_no_label() -> None:
    text = "预算科目|预算数|执行数\n住房公积金|8000|7000\n"
    assert pairs(text, "住房公积金|8000|7000") == []
    assert pairs("1|住房公积金|8000", "1|住房公积金|8000") == []
    text = "Metric|Budget\n个税|800\n公积金|900\n"
    assert pairs(text, "公积金|900") == []


def test_a_figure_with_commas_is_one_value() -> None:
    assert pairs("月供,2,671.27", "月供,2,671.27", ",") == [("2,671.27", Topic.LOAN)]


def test_a_row_in_which_a_label_word_is_only_part_of_a_cell_is_read_with_the_one_above() -> None:
    text = "姓名|张三|公积金账号|32109971462\n单位缴交|37.82|职工缴交|869.79\n"
    row = read_row(text, 0, text.index("\n"), "|")
    found = [text[slice(*cell)] for cell, _ in cells_of_pairs(text, row, [0, text.index("职工")])]
    assert found[-2:] == ["37.82", "869.79"]
