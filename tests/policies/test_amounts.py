"""Rounding an amount keeps every comparison with a round limit exact."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import amounts

LIMITS = st.builds(lambda head, zeros: head * 10**zeros, st.integers(1, 99), st.integers(0, 10))


def test_the_example_in_the_module_holds() -> None:
    assert doctest.testmod(amounts).failed == 0


@given(st.integers(0, 10**12), LIMITS)
def test_a_rounded_amount_reaches_the_same_limits(yuan: int, limit: int) -> None:
    assert amounts.is_coarse(limit)
    assert (amounts.coarse(yuan) >= limit) is (yuan >= limit)


@pytest.mark.parametrize(
    ("yuan", "round_figure"), [(350_000, True), (352_000, False), (100, True), (7, True)]
)
def test_which_limits_are_round(yuan: int, *, round_figure: bool) -> None:
    assert amounts.is_coarse(yuan) is round_figure
