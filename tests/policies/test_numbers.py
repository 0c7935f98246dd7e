"""Readings of numbers: what may be one value, where it stands, and how it is written."""

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.code_points import Ints, framed
from policies.detectors.base import shapes
from policies.digits import find_chinese_digits, find_digits
from policies.number_rows import Shape, Wanted, rows, shapes_of
from policies.numbers import Number, chinese_readings, readings

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
EVERY = shapes(range(7, 23)) | shapes(range(8, 19), LETTERS)


def read(text: str, *lengths: int) -> list[Number]:
    return list(read_as(text, shapes(lengths) if lengths else EVERY))


def read_as(
    text: str, labelled: Iterable[Shape], alone: Iterable[Shape] = (), *, near: bool = True
) -> list[Number]:
    def labels_near(places: Ints) -> Ints:
        return np.full(len(places), near)

    wanted = Wanted(
        shapes_of(labelled, alone, alone), labels_near, lambda _start: near, lambda _value, _labelled: True
    )
    codes = framed(text)
    digits = find_digits(text, codes)
    chinese = find_chinese_digits(text, codes)
    return [
        *readings(text, rows(digits, wanted), digits, wanted),
        *chinese_readings(text, rows(chinese, wanted), chinese, wanted),
    ]


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("13800138000", "plain"),
        ("138 0013 8000", "groups"),
        ("138-0013-8000", "groups"),
        ("138.0013.8000", "groups"),
        ("138·0013·8000", "groups"),
        ("138_0013_8000", "groups"),
        ("138 - 0013 - 8000", "groups"),
        ("138) 0013 8000", "groups"),
        ("1380013\n8000", "groups"),
        ("1380013\r\n8000", "groups"),
        ("1380013 \n  8000", "groups"),
        ("1380013=\n8000", "plain"),
        ("1380013\n> 8000", "groups"),
        ("1 3 8 0 0 1 3 8 0 0 0", "spread"),
        ("1-3-8-0-0-1-3-8-0-0-0", "spread"),
        ("一三八零零一三八零零零", "chinese"),
        ("一三八〇〇一三八〇〇〇", "chinese"),
        ("壹叁捌零零壹叁捌零零零", "chinese"),
        ("一三八零零一三 八零零零", "chinese"),
        ("幺三八零零幺三八零零零", "chinese"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "（{}）。"])
def test_a_number_is_read_however_it_is_written(written: str, how: str, around: str) -> None:
    text = around.format(written)
    found = [(number.value, text[number.start : number.end], number.written) for number in read(text, 11)]
    assert found == [("13800138000", written, how)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("1 3 8 0 0 1 3 8 0 0 0 13900139000", ["13800138000", "13900139000"]),
        ("138001380001", []),
        ("8 13800138000 8", ["13800138000"]),
    ],
)
def test_a_row_of_groups_is_read_at_every_group_and_a_group_is_never_cut(
    text: str, values: list[str]
) -> None:
    assert [number.value for number in read(text, 11)] == values


@pytest.mark.parametrize(
    "text",
    [
        "1234567\t8901\n",
        "1234567\n\n8901",
        "1234567   8901",
        "a,1234567\n8901,b",
        "a|1234567\n8901|b",
        "1、1234567890\n2、b",
        "1234567，8901",
        "1234567、8901",
        "12  34567 8901",
    ],
)
def test_cells_items_and_paragraphs_are_no_groups_of_one_number(text: str) -> None:
    assert read(text, 11) == []


@pytest.mark.parametrize(
    ("text", "values"), [("（手机：138001380\n00）", ["13800138000"]), ("138001380\n00）第二条", [])]
)
def test_a_bracket_that_was_opened_before_a_broken_number_is_no_item_of_a_list(
    text: str, values: list[str]
) -> None:
    assert [number.value for number in read(text, 11)] == values


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002X",
        "11010519491231002x",
        "110105 19491231 002 X",
        "110105-19491231-002-X",
        "11010519491231002×",
    ],
)
def test_a_check_character_x_belongs_to_seventeen_digits(written: str) -> None:
    text = f"见{written}。"
    assert [(each.value, text[each.start : each.end]) for each in read(text, 18)] == [
        ("11010519491231002X", written)
    ]


def test_an_x_of_a_word_is_no_check_character() -> None:
    assert read("11010519491231002 xerox", 18) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("E12345678", "E12345678"),
        ("e12345678", "E12345678"),
        ("E 12345678", "E12345678"),
        ("E-1234-5678", "E12345678"),
        ("E 1 2 3 4 5 6 7 8", "E12345678"),
        ("E A 1 2 3 4 5 6 7", "EA1234567"),
        ("E=\r\n12345678", "E12345678"),
        ("E一二三四五六七八", "E12345678"),
        ("USA110010203401", "USA110010203401"),
    ],
)
def test_letters_before_the_first_digit_may_belong_to_a_number(written: str, value: str) -> None:
    text = f"证件{written}。"
    lettered = [each for each in read(text) if each.value[0] in LETTERS]
    assert [(each.value, text[each.start : each.end]) for each in lettered] == [(value, written)]


@pytest.mark.parametrize("text", ["PASSE12345678", "7E12345678"])
def test_the_end_of_a_word_is_no_letter_of_a_number(text: str) -> None:
    assert [each for each in read(text) if each.value[0] in LETTERS] == []


def test_what_stands_around_is_told_up_to_twelve_characters() -> None:
    number = read("请记下客户的手机号码是：138 00138000，请在工作日拨打这个号码", 11)[0]
    assert (number.before, number.behind) == ("请记下客户的手机号码是：", "，请在工作日拨打这个号码")
    assert (number.groups, number.gaps) == ((3, 8), (" ",))


def test_a_long_row_of_digits_is_no_number() -> None:
    assert read("1" * 23) == read("一" * 23) == []


def test_only_the_shapes_that_somebody_wants_are_read() -> None:
    text = "13800138000 6222021234567890128"
    wanted = frozenset({(11, "1"), (19, "2")})
    assert [each.value for each in read_as(text, wanted)] == ["13800138000"]


@pytest.mark.parametrize(
    ("labelled", "values"), [(True, ["20261203", "13800138000"]), (False, ["13800138000"])]
)
def test_of_groups_that_no_label_speaks_of_only_what_proves_itself_is_read(
    labelled: bool, values: list[str]
) -> None:
    text = "2026-12-03, 13800138000"
    found = read_as(text, shapes((8, 11)), shapes((11,), "1"), near=labelled)
    assert sorted(each.value for each in found) == sorted(values)


@given(st.text(st.sampled_from("0123456789 -\n一二Xx:："), max_size=60))
def test_a_reading_is_what_its_span_holds(text: str) -> None:
    spans = []
    for number in read(text):
        written = text[number.start : number.end].translate(str.maketrans("一二", "12"))
        assert "".join(filter(str.isalnum, written)).upper() == number.value
        spans.append((number.start, number.end))
    assert len(set(spans)) == len(spans)
