"""Escapes that were left over, and the way back."""

from html import unescape as html_unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.escapes import unescape

PIECES = (
    "1",
    "a",
    "身",
    "=",
    "&",
    "#",
    ";",
    "&#49;",
    "&#x36;",
    "&#X8eab;",
    "=3D",
    "&#34;",
    "&#9999999;",
    "3D",
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("&#49;&#x31;&#X0031;", "111"),
        ("&#36523;&#20221;&#35777;", "身份证"),
        ("a&#64;b&#46;cn", "a@b.cn"),
        ('<a b=3D"1">', '<a b="1">'),
        ("&#60;b&#62; &#34;1&#34;", None),  # marks of HTML stay
        ("&#;&#1;&#49", None),
        ("&#x110000;&#55296;", None),
        ("plain & simple = 3D", None),
    ],
)
def test_what_is_unescaped(text: str, plain: str | None) -> None:
    found = unescape(text)
    assert (found.text if found else None) == plain


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_character_leads_back_to_its_escape(text: str) -> None:
    found = unescape(text)
    if found is None:
        return
    reach = 0
    for place, character in enumerate(found.text):
        start, end = found.original(place, place + 1)
        assert start == reach
        assert html_unescape(text[start:end].replace("=3D", "=")) == character
        reach = end
    assert reach == len(text)


def test_a_span_covers_its_first_and_last_escape() -> None:
    text = "号：&#49;2&#51;。"
    found = unescape(text)
    assert found is not None
    start, end = found.original(2, 5)
    assert text[start:end] == "&#49;2&#51;"
