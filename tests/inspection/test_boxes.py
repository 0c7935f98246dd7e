"""Numbers of forms that stand one character to a box."""

import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from inspection import boxes
from inspection.extractor import extract, new_walk
from inspection.limits import Limits

NUMBER = "42010619930225242X"


@pytest.mark.parametrize("edge", ["\t", "\n", "|", " | ", "│", "｜", "\r\n"])
def test_boxes_of_a_number_are_joined_whatever_stands_between_them(edge: str) -> None:
    assert (
        boxes.joined(f"姓名 张三\n证件 {edge.join(NUMBER)}{edge}男")
        .splitlines()[0]
        .startswith(f"证件 {NUMBER}")
    )


@pytest.mark.parametrize(
    "text",
    [
        "\t".join("1" * 30),  # flags of a table
        "\t".join("12345"),
        "\t".join(["12"] * 18),
        NUMBER,
        " ".join(NUMBER),  # detection knows it as it is
    ],
)
def test_what_is_no_such_number_is_left_alone(text: str) -> None:
    assert boxes.joined(text) == ""


@given(st.text(alphabet="0123456789X\t\n| ab│张"))
def test_only_boxes_are_joined(text: str) -> None:
    for line in boxes.joined(text).splitlines():
        assert set(line) <= set(text)


def test_a_row_of_a_sheet() -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["公民身份号码", *NUMBER])
    book.save(file)
    assert _tells(file.getvalue())


def test_a_row_of_a_table() -> None:
    document, file = Document(), io.BytesIO()
    row = document.add_table(1, len(NUMBER)).rows[0]
    for cell, character in zip(row.cells, NUMBER, strict=True):
        cell.text = character
    document.save(file)
    assert _tells(file.getvalue())


def test_the_fields_of_a_page() -> None:
    fields = "".join(f'<td><input maxlength=1 value="{each}"></td>' for each in NUMBER)
    assert _tells(f"<table><tr>{fields}</tr></table>".encode())


def _tells(content: bytes) -> bool:
    return any(NUMBER in segment.text for segment in extract(content, new_walk(Limits())))
