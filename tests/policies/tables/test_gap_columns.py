"""Cells of lists of fixed width: what stands below which head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.tables.gap_columns import below, between_gaps, on_screen


def rows(text: str) -> list[dict[str, str]]:
    """Return each row below the first line as what stands below its heads."""
    head, *lines = text.splitlines()
    cells = [*between_gaps(head, 0, len(head))]
    heads = on_screen(head, 0, cells)
    return [
        {
            head[slice(*cells[number])]: line[slice(*cell)]
            for number, cell in below(line, 0, [*between_gaps(line, 0, len(line))], heads)
        }
        for line in lines
    ]


def test_as_many_cells_as_heads_belong_to_them_one_by_one() -> None:
    assert rows("姓名  手机\n张三  1\n欧阳建国        2") == [
        {"姓名": "张三", "手机": "1"},
        {"姓名": "欧阳建国", "手机": "2"},
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("张三              9,000.00    已核实", {"姓名": "张三", "月收入": "9,000.00", "备注": "已核实"}),
        ("      3701  9,000.00", {"卡号": "3701", "月收入": "9,000.00"}),
        ("张三                          已核实", {"姓名": "张三", "备注": "已核实"}),
        (
            "张三  37  01    9,000.00    已核实",
            {"姓名": "张三", "卡号": "37  01", "月收入": "9,000.00", "备注": "已核实"},
        ),
    ],
    ids=["one-empty", "first-and-last-empty", "two-empty", "gap-in-a-cell"],
)
def test_other_rows_are_read_by_where_their_cells_stand(line: str, cells: dict[str, str]) -> None:
    assert rows(f"姓名  卡号        月收入      备注\n{line}") == [cells]


@given(st.text(alphabet="姓a1 ", max_size=60), st.text(alphabet="姓a1 ", max_size=60))
def test_cells_are_in_order_and_apart_whatever_stands_there(head: str, line: str) -> None:
    heads = on_screen(head, 0, [*between_gaps(head, 0, len(head))]) or [(0, 1)]
    found = [*below(line, 0, [*between_gaps(line, 0, len(line))], heads)]
    numbers = [number for number, _ in found]
    bounds = [place for _, cell in found for place in cell]
    assert numbers == sorted(set(numbers))
    assert bounds == sorted(bounds)
