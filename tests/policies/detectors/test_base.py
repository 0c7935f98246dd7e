"""What the detectors share: candidates, shapes, and whether anything is glued to a number."""

import pytest

from policies.detectors.base import Candidate, of_number, shapes, stands_alone
from policies.numbers import Number
from policies.vocabulary import Topic


def test_a_candidate_is_complete_with_its_value() -> None:
    assert Candidate("x") == Candidate("x", 0, 0, "", None)


def test_shapes_are_every_length_with_every_first_character() -> None:
    assert shapes((8, 9), "HM") == {(8, "H"), (8, "M"), (9, "H"), (9, "M")}
    assert len(shapes(range(9, 12))) == 30


def test_a_reading_becomes_a_candidate_with_the_way_it_is_written() -> None:
    number = Number("13800138000", 2, 15, "groups", "手机", "。", (3, 4, 4), (" ", " "))
    assert of_number(number, Topic.MOBILE) == Candidate("13800138000", 2, 15, "groups", Topic.MOBILE)
    assert of_number(number, None, "wrapped").shape == "wrapped"


@pytest.mark.parametrize(
    ("before", "behind", "alone"),
    [
        ("", "", True),
        ("卡号", "的", True),
        ("No. ", ".", True),
        ("卡号_", "_", True),
        ("=E5=8D=A1", "", True),  # quoted-printable that was not decoded
        ("=3D", " ", True),
        ("", ".pdf", True),
        ("A", "", False),
        ("E5", "", False),
        ("", "b", False),
        ("7", "", False),
        ("0.", "", False),
        ("", ".50", False),
    ],
)
def test_what_may_be_glued_to_a_number(before: str, behind: str, alone: bool) -> None:
    number = Number("11010519491231002X", len(before), len(before) + 18, "plain", before, behind)
    assert stands_alone(number) is alone
