"""Wildcards."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.wildcard import matches, matches_any


@given(st.text("ab*", max_size=8), st.text("ab", max_size=10))
def test_a_wildcard_means_what_the_regular_expression_means(pattern: str, value: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert matches(pattern, value) == bool(re.fullmatch(expression, value))


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [
        ("*@bank.example", "Li@BANK.example", True),
        ("*.example", "bank.example.com", False),
        ("/home/*/Desktop/*", "/home/li/Desktop/a.xlsx", True),
        ("", "", True),
        ("[a]", "a", False),
    ],
)
def test_examples(pattern: str, value: str, *, fits: bool) -> None:
    assert matches(pattern, value) is fits


def test_any_of_several() -> None:
    assert matches_any(("a", "b*"), "bc")
    assert not matches_any((), "a")
