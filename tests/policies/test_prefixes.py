"""Letters before numbers: one by one, and for many numbers at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.code_points import framed
from policies.prefixes import before as letters_before
from policies.prefixes import may_stand, prefix


@pytest.mark.parametrize(
    ("before", "letters", "start"),
    [
        ("E", "E", 0),
        ("证件e", "E", 2),
        ("H ", "H", 0),
        ("E-", "E", 0),
        ("USA", "USA", 0),
        ("E A ", "EA", 0),
        ("E=\r\n", "E", 0),
        ("E\n   ", "E", 0),
        ("E\n>> ", "E", 0),
        ("H.", "H", 0),
        ("H·", "H", 0),
        ("Passport No.", "", 12),
        ("NAME", "", 4),
        ("7E", "", 2),
        ("E  ", "", 3),
        ("", "", 0),
    ],
)
def test_up_to_three_letters_right_before_a_number_belong_to_it(
    before: str, letters: str, start: int
) -> None:
    assert prefix(before + "12345678", len(before)) == (letters, start)


@given(st.text(st.sampled_from("EaH -=.>\r\n7证"), max_size=12))
def test_for_many_numbers_the_same_is_found(before: str) -> None:
    text = before + "12345678"
    codes, starts = framed(text), np.array([len(before)])
    count, first, spread = letters_before(codes, starts)
    letters, _ = prefix(text, len(before))
    if letters:
        assert may_stand(codes, starts)[0]
        assert (int(count[0]), chr(first[0])) == (len(letters), letters[0]) or spread[0]
