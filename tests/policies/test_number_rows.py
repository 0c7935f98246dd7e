"""Which rows of groups are worth a reading."""

from collections.abc import Iterable

import numpy as np
import pytest

from policies.code_points import Ints, framed
from policies.detectors.base import shapes
from policies.digits import find_digits
from policies.number_rows import IN_GROUPS, IN_ONE_PIECE, SPOKEN_OF, Row, Wanted, rows, shapes_of

ELEVEN, EIGHT = shapes((11,), "1"), shapes((8,), "2")


def chosen(text: str, wanted: Wanted) -> list[Row]:
    return list(rows(find_digits(text, framed(text)), wanted))


def wanting(*ways: Iterable[tuple[int, str]], labelled: bool = False) -> Wanted:
    def near(places: Ints) -> Ints:
        return np.full(len(places), labelled)

    return Wanted(shapes_of(*ways), near, lambda _start: labelled, lambda _value, _labelled: True)


@pytest.mark.parametrize(
    ("text", "labelled", "way"),
    [
        ("13800138000", False, IN_ONE_PIECE),
        ("138 0013 8000", False, IN_GROUPS),
        ("13800138000", True, SPOKEN_OF),
    ],
)
def test_how_a_number_is_met_decides_which_shapes_it_may_have(text: str, labelled: bool, way: int) -> None:
    ways = [
        ELEVEN if each == way else frozenset[tuple[int, str]]()
        for each in (SPOKEN_OF, IN_ONE_PIECE, IN_GROUPS)
    ]
    assert [(row.start, row.end, row.way) for row in chosen(text, wanting(*ways, labelled=labelled))] == [
        (0, len(text), way)
    ]
    assert chosen(text, wanting(*([EIGHT] * 3), labelled=labelled)) == []


def test_every_row_of_whole_groups_is_tried() -> None:
    found = chosen("9 138 0013 8000 2026 0101", wanting(*([ELEVEN | EIGHT] * 3)))
    assert sorted((row.first, row.count) for row in found) == [(1, 3), (4, 2)]


def test_digits_evenly_spaced_are_one_row() -> None:
    found = chosen("1 3 8 0 0 1 3 8 0 0 0-13900139000", wanting(*([ELEVEN] * 3)))
    assert [(row.first, row.count, row.is_spread) for row in found] == [(0, 11, True), (11, 1, False)]


def test_of_very_many_groups_only_usual_groupings_are_rows() -> None:
    text = "138 0013 8000 " + "12 " * 80
    assert [(row.first, row.count) for row in chosen(text, wanting(*([ELEVEN | EIGHT] * 3)))] == [(0, 3)]


@pytest.mark.parametrize(
    ("behind", "maybe"), [("X", True), (" X", True), ("\r\nx", True), ("，X", False), ("", False)]
)
def test_seventeen_digits_count_with_an_x_behind_them(behind: str, maybe: bool) -> None:
    found = chosen("11010519491231002" + behind, wanting(*([shapes((18,), "1")] * 3)))
    assert [row.maybe_x for row in found] == [True] * maybe


def test_letters_before_count_in_the_shape() -> None:
    found = chosen("护照E12345678，F12345678", wanting(*([shapes((9,), "E")] * 3)))
    assert [(row.start, row.maybe_letters) for row in found] == [(3, True)]


def test_what_may_be_a_value_only_near_a_label_needs_one() -> None:
    wanted = Wanted(
        shapes_of((), (), ()), np.zeros_like, lambda start: start == 5, lambda _value, label: bool(label)
    )
    assert [wanted.admits("1", start, way) for start in (4, 5) for way in (SPOKEN_OF, IN_ONE_PIECE)] == [
        False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("labelled", [True, False])
def test_near_a_label_that_speaks_of_another_place_a_shape_must_do_without(labelled: bool) -> None:
    shapes_by_way = shapes_of(EIGHT | ELEVEN, ELEVEN, ())
    wanted = Wanted(
        shapes_by_way,
        lambda places: np.full(len(places), fill_value=True),
        lambda _start: None,
        lambda _value, _label: True,
        lambda places: np.full(len(places), labelled),
    )
    found = [row.end - row.start for row in chosen("20260512，13800138000", wanted)]
    assert found == ([8, 11] if labelled else [11])
