"""Characters written as codes."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.markup.escapes import resolved
from tests.inspection.samples import ID


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"\u0031\u0032", "12"),
        (r"\x31\x32", "12"),
        (r"\u{31}\u{1F600}", "1😀"),
        (r"\ud83d\ude00", "😀"),
        (r"a\ud83db", "a\ufffdb"),
        (r"\u{ffffff}\u0031", r"\u{ffffff}1"),
        ("%31%31%30", "110"),
        ("%E5%BC%A0%E4%B8%89", "张三"),
        ("%D5%C5%C8%FD", "张三"),
    ],
)
def test_codes_become_characters(text: str, plain: str) -> None:
    assert resolved(text) == plain


@pytest.mark.parametrize("text", ["", "plain", "100%", "C:\\users", "50% of 20%", ID])
def test_a_text_without_codes_is_not_given_twice(text: str) -> None:
    assert resolved(text) == ""


@settings(max_examples=30)
@given(st.text(st.characters(min_codepoint=0x80, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_writers_escape_is_resolved(text: str) -> None:
    assert resolved(json.dumps(text)) == f'"{text}"'
    assert resolved(quote(text * 2)) == text * 2


def test_control_sequences_of_a_terminal_are_left_out() -> None:
    assert resolved("\x1b[31m12\x1b[0m34 \\x35") == "1234 5"
