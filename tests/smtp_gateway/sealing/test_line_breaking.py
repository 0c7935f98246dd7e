"""Lines fit their width, and Chinese punctuation stands where it may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.sealing.line_breaking import break_lines
from smtp_gateway.sealing.pdf_font import BUNDLED_FONT, MISSING, load_font

FONT = load_font(BUNDLED_FONT)


def lines(text: str, width: float = 100) -> list[str]:
    return list(break_lines(text, FONT, 10, width))


def test_chinese_breaks_between_characters() -> None:
    assert lines("一二三四五六七八九十甲乙") == ["一二三四五六七八九十", "甲乙"]


def test_latin_breaks_between_words() -> None:
    assert lines("please find enclosed the statement", 80) == ["please find", "enclosed the", "statement"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    broken = lines("x" * 100)
    assert "".join(broken) == "x" * 100
    assert len(broken) > 1


@pytest.mark.parametrize("mark", "，。！？；：）》”、")
def test_closing_marks_do_not_begin_a_line(mark: str) -> None:
    assert lines("一二三四五六七八九十" + mark + "甲")[1] == "甲"


def test_opening_marks_do_not_end_a_line() -> None:
    assert lines("一二三四五六七八九（甲）") == ["一二三四五六七八九", "（甲）"]


def test_own_line_ends_tabs_and_empty_lines_are_kept() -> None:
    assert lines("a\n\n\tb\nc ") == ["a", "", "    b", "c"]


def test_what_the_face_has_not_is_marked_and_invisibles_are_dropped() -> None:
    assert lines("a😀b\u200b\u202ec\x07") == [f"a{MISSING}bc"]


@given(st.text(alphabet="ab 一二，。（ x", max_size=120), st.integers(20, 120))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    broken = lines(text, width)
    assert "".join("".join(broken).split()) == "".join(text.split())
    for line in broken:
        body = line.rstrip("，。 ")
        assert FONT.width(body, 10) <= width + FONT.width("（", 10)
