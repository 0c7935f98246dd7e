"""Expressions that no text can keep busy, and why the others are refused."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.language.expressions import LENGTH_MAX, WAYS_MAX, fault_of

NESTED = "the expression is refused: a repetition stands within a repetition, so one text can be read in"


@pytest.mark.parametrize(
    "expression",
    [
        "HT-[0-9]{6,10}",
        r"[A-Z]{2,4}\s?-?[0-9]{4,8}",
        "合同.{0,20}[0-9]{8}",
        "(甲方|乙方){2}",
        "(?:a|b){1,30}",  # a class in other words
        r"\bNDA\b",
        "(?P<year>20[0-9]{2})号",
        "(?>[0-9]{1,20})x",
        "[0-9]{1,9}+x",
    ],
)
def test_accepted(expression: str) -> None:
    assert fault_of(expression) is None


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("(a+)+b", "the expression is refused: it repeats without end"),
        ("a*b", "the expression is refused: it repeats without end"),
        ("a{3,}b", "the expression is refused: it repeats without end"),
        (
            "(a{1,9}){1,9}b",
            f"{NESTED} over a million ways",
        ),
        (
            "(aa|aaa){1,12}",
            f"{NESTED} 8,190 ways",
        ),
        (
            "[a-z]{1,50}[a-z0-9]{1,50}-",
            "the expression is refused: repetitions follow one another, so one text can be read in 2,500 ways",
        ),
        ("(?=a)b", "the expression is refused: it looks ahead or back"),
        ("(?<!a)b", "the expression is refused: it looks ahead or back"),
        (r"(a|b)\1", "the expression is refused: it refers back to a group"),
        ("a(", "the expression cannot be read at its character 2: missing ), unterminated subpattern"),
        ("[a--z]", "the expression is ambiguous"),
        ("a?", "the expression is met by nothing at all"),
        ("(?:a{100}){3}", "the expression may take 300 characters"),
    ],
)
def test_refused_with_the_reason(expression: str, reason: str) -> None:
    fault = fault_of(expression)
    assert fault is not None
    assert fault[0] == reason
    assert fault[1]


PIECES = st.sampled_from(["a", "ab", "[ab]", "(a|ab)", "(a|b|ab)"])
REPEATS = st.sampled_from(["", "?", "{1,3}", "{0,9}", "{2,5}?"])
EXPRESSIONS = st.lists(st.builds("({}){}".format, PIECES, REPEATS), min_size=1, max_size=6).map("".join)


@given(EXPRESSIONS)
def test_what_is_accepted_ends_soon_on_the_text_it_likes_least(expression: str) -> None:
    if fault_of(expression) is None:
        begin = process_time()
        assert not re.fullmatch(expression + "!", "ab" * 100 + "a" * LENGTH_MAX)
        assert not re.search(expression + "!", "a" * LENGTH_MAX)
        assert process_time() - begin < 0.5


@given(st.text(alphabet="ab()[]{}|?*+,0123\\d.-^$", max_size=30))
def test_any_text_is_accepted_or_has_a_reason(expression: str) -> None:
    fault = fault_of(expression)
    if fault is None:
        re.compile(expression)
    else:
        assert all(fault)


def test_deep_nesting_is_counted_without_being_expanded() -> None:
    depth = 30
    fault = fault_of("(" * depth + "a" + "{1,9})" * depth)
    assert fault is not None
    assert "over a million ways" in fault[0]
    assert f"at most {WAYS_MAX}" in fault[1]
