"""Special characters and fields in the text of a Word document."""

import pytest

from inspection.readers.office97 import doc_text


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("a\x07b\r", "a\tb\n"),
        ("12\x0234", "1234"),
        ("12\x1f34\x1e5", "1234-5"),
        ("a\x13 PAGE \x147\x15b", "a7b"),
        ("a\x13 IF \x13 x \x14y\x15 z \x14r\x15b", "arb"),
        ("a\x13 TOC \x15b", "ab"),
    ],
)
def test_what_a_person_sees(stored: str, seen: str) -> None:
    assert doc_text.lines(stored)[0] == seen


def test_instructions_are_given_apart_inner_ones_first() -> None:
    assert doc_text.lines("\x13 IF \x13 REF a \x14inner\x15 z \x14r\x15")[1] == ["REF a", "IF inner z"]


@pytest.mark.parametrize("stored", ["a\x15b", "a\x14b", "\x13ab", "\x13" * 5000 + "ab", "\x14\x15ab\x13"])
def test_marks_that_do_not_match_lose_no_text(stored: str) -> None:
    seen, instructions = doc_text.lines(stored)
    assert sorted(seen + "".join(instructions)) == ["a", "b"]
