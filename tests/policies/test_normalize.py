"""Folding and the way back, for any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.normalize import LOOK_DRAWN, fold, lines
from policies.traditional import SIMPLIFIED_OF

TRICKY = st.text(st.sampled_from("ab1２３Ａ證аІ⼾，。：\u200b\ufeff\u00ad\u3000\u00a0—𝟙①²⼀\n"), max_size=60)


@given(st.one_of(TRICKY, st.text(max_size=60)))
def test_every_folded_character_comes_from_its_original(text: str) -> None:
    folded = fold(text)
    for position, character in enumerate(folded.text):
        start, end = folded.original(position, position + 1)
        assert end == start + 1
        original = text[start:end]
        plain = unicodedata.normalize("NFKC", original)
        looks_latin = unicodedata.name(original, "").startswith(("CYRILLIC", "GREEK")) and character.isascii()
        same = {original, plain, SIMPLIFIED_OF.get(plain), LOOK_DRAWN.get(original), "-"}
        assert character in same or looks_latin


@given(TRICKY, TRICKY)
def test_a_span_covers_its_inner_invisible_characters_and_no_outer_ones(before: str, after: str) -> None:
    value = "１2\u200b３"
    text = before + value + after
    start = len(fold(before).text)
    begin, end = fold(text).original(start, start + 3)
    assert text[begin:end] == value


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("６２２２", "6222"),
        ("Ａｂｃ＠１２", "Abc@12"),
        ("密码：Ａ，Ｂ（ｃ）；？！", "密码：A，B（c）；？！"),
        ("a\u3000b\u00a0c", "a b c"),
        ("┌──┐│姓名│", "----|姓名|"),
        ("1–2—3−4", "1-2-3-4"),
        ("1\u200b\u200d2\u202e3\ufe0f", "123"),
        ("①⑨²₃𝟘", "19230"),
        ("ﬁ㎏", "ﬁ㎏"),  # would become two characters: left alone
        ("\ud800x", "\ud800x"),
        ("\ud800\udc00\u200b", "\ud800\udc00"),  # two halves stay two
        ("身份證號碼 臺北 ⼾名", "身份证号码 台北 户名"),
        ("pаssword ІD", "password ID"),
    ],
)
def test_what_is_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_lines_have_no_line_ends() -> None:
    text = "a\r\nb\n\nc"
    assert [text[start:end] for start, end in lines(text, 0, len(text))] == ["a", "b", "", "c"]
