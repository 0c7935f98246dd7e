"""Many code points at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.code_points import (
    FRAME,
    are_alphanumeric,
    are_any,
    are_letters,
    are_of,
    capitals,
    class_of,
    code_points,
    framed,
)


@given(st.text())
def test_the_code_points_are_those_of_the_text(text: str) -> None:
    assert code_points(text).tolist() == [ord(each) for each in text]


@pytest.mark.parametrize(
    ("text", "bits"), [("a1", 16), ("手机", 16), ("\ud800x", 16), ("\ud83d\ude00", 16), ("𝟙", 32)]
)
def test_only_what_is_beyond_the_basic_plane_takes_32_bits(text: str, bits: int) -> None:
    codes = code_points(text)
    assert (codes.dtype.itemsize * 8, codes.tolist()) == (bits, [ord(each) for each in text])


def test_outside_of_a_text_stands_nothing() -> None:
    codes = framed("ab")
    assert codes[np.array([-FRAME, -1, 0, 1, 2, FRAME + 1])].tolist() == [0, 0, ord("a"), ord("b"), 0, 0]


@given(st.text(min_size=1))
def test_classes_are_those_of_python(text: str) -> None:
    codes = code_points(text)
    assert are_alphanumeric(codes).tolist() == [each.isascii() and each.isalnum() for each in text]
    assert are_letters(codes).tolist() == [each.isascii() and each.isalpha() for each in text]
    assert are_of(codes, class_of("手a")).tolist() == [each in "手a" for each in text]
    assert are_any(codes, "手a").tolist() == [each in "手a" for each in text]


def test_capitals_of_letters() -> None:
    assert "".join(map(chr, capitals(code_points("aZ")))) == "AZ"
