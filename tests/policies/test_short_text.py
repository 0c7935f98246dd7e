"""Place after place, and in columns: the same is found."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from policies import code_places, number_rows, short_text
from policies.code_points import Ints, framed
from policies.detectors import WANTED_SHAPES
from policies.digits import find_chinese_digits, find_digits
from policies.number_rows import Wanted
from policies.numbers import Number, readings
from policies.prefilter import Hit

PIECES = (
    *"0123456789 -.·/\n\r=X，EHa一二",
    "13800138000",
    "1 3 8 0 0 1 3 8 0 0 0 ",
    "110105 19491231 002X",
    "6222 0212 3456 7890 128",
    "LSVAU2A34N2183294",
    "LSVAU2A34 N2183294",
    "L S V A U 2 A 3 4 N 2 1 8 3 2 9 4",
    "91110000802100433B",
    "91 110000 802100433 B",
    "一三八零零一三八零零零",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def in_columns(text: str, wanted: Wanted) -> set[Number]:
    given_text = framed(text)
    digits = find_digits(text, given_text)
    return set(readings(text, number_rows.rows(digits, wanted), digits, wanted))


def one_by_one(text: str, wanted: Wanted, *, near: bool) -> set[Number]:
    digits = short_text.find_digits(text)
    rows = short_text.rows(text, digits, wanted, lambda _start: near)
    return set(readings(text, rows, digits, wanted))


def few_in_columns(text: str, wanted: Wanted, *, near: bool) -> set[Number]:
    digits = find_digits(text, framed(text))
    return set(readings(text, short_text.rows(text, digits, wanted, lambda _start: near), digits, wanted))


@given(TEXTS, st.booleans())
@example("1 2 3 4 5 6-7-8-9 10 11", True)
@example("12 34 " * 40, True)
@example("E A 1 2 3 4 5 6 7", False)
def test_the_same_numbers_are_read(text: str, near: bool) -> None:
    def labels_near(places: Ints) -> Ints:
        return np.full(len(places), near)

    wanted = Wanted(WANTED_SHAPES, labels_near, lambda _start: near, lambda _value, _labelled: True)
    assert (
        one_by_one(text, wanted, near=near)
        == in_columns(text, wanted)
        == few_in_columns(text, wanted, near=near)
    )


@given(TEXTS)
def test_the_same_places_of_codes_are_found(text: str) -> None:
    given_text = framed(text)
    chinese = find_chinese_digits(text, given_text)
    digits = find_digits(text, given_text)
    found = code_places.find_codes(text, digits, chinese)
    short = short_text.find_codes(text, short_text.find_digits(text), chinese)
    few = short_text.find_few_codes(text, digits, chinese)

    def key(hit: Hit) -> tuple[int, int, int]:
        return hit.trigger, hit.start, hit.end

    assert sorted(map(key, short)) == sorted(map(key, few)) == sorted(set(map(key, found)))
