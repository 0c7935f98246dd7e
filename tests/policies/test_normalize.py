"""Folding and the way back, for any text."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policies.escapes import unescape
from policies.normalize import LOOK_DRAWN, end_of_line, fold, lines, start_of_line
from policies.traditional import SIMPLIFIED_OF

TRICKY = st.text(st.sampled_from("ab1２３Ａ證аІ⼾，。：\u200b\ufeff\u00ad\u3000\u00a0—𝟙①²⼀\n"), max_size=60)


@given(st.one_of(TRICKY, st.text(max_size=60)))
def test_every_folded_character_comes_from_its_original(text: str) -> None:
    assume(unescape(text) is None)  # of an escape it is more than one
    folded = fold(text)
    for position, character in enumerate(folded.text):
        start, end = folded.original(position, position + 1)
        assert end == start + 1
        original = text[start:end]
        plain = unicodedata.normalize("NFKC", original)
        looks_latin = unicodedata.name(original, "").startswith(("CYRILLIC", "GREEK")) and character.isascii()
        same = {original, plain, SIMPLIFIED_OF.get(plain), LOOK_DRAWN.get(original), "-", "·"}
        same.add(str(unicodedata.digit(original, "")))
        assert character in same or looks_latin


@given(TRICKY, TRICKY)
def test_a_span_covers_its_inner_invisible_characters_and_no_outer_ones(before: str, after: str) -> None:
    value = "１2\u200b３"
    text = before + value + after
    start = len(fold(before).text)
    begin, end = fold(text).original(start, start + 3)
    assert text[begin:end] == value


def test_a_span_covers_the_escapes_of_its_characters_too() -> None:
    text = "卡号=3D６\u200b&#50;&#65298;。"
    begin, end = fold(text).original(3, 6)
    assert text[begin:end] == "６\u200b&#50;&#65298;"


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
        ("13800①38⓪00 ①\u200b②MA⑨B", "13800138000 12MA9B"),
        ("手机①13800138000 ②13900139000", "手机①13800138000 ②13900139000"),
        ("𝟘①zhang@qq.com ②𝟙", "01zhang@qq.com ②1"),
        ("١٢٣۹", "1239"),
        ("1・2‧3⋅4･5·6", "1·2·3·4·5·6"),
        ("&#49;&#65298;&#x2460;=3D", "121="),
        ("ﬁ㎏", "ﬁ㎏"),  # would become two characters: left alone
        ("\ud800x", "\ud800x"),
        ("\ud800\udc00\u200b", "\ud800\udc00"),  # two halves stay two
        ("身份證號碼 臺北 ⼾名", "身份证号码 台北 户名"),
        ("pаssword ІD", "password ID"),
    ],
)
def test_what_is_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_line_ends_before_its_mark_or_with_the_text() -> None:
    assert [end_of_line("ab\ncd", place) for place in (0, 2, 3, 5)] == [2, 2, 5, 5]


def test_lines_have_no_line_ends() -> None:
    text = "a\r\nb\n\nc"
    assert [text[start:end] for start, end in lines(text, 0, len(text))] == ["a", "b", "", "c"]


@pytest.mark.parametrize(
    ("text", "place", "reach", "start"),
    [("ab\ncd", 4, 9, 3), ("ab\ncd", 4, 1, 3), ("abcd", 3, 9, 0), ("abcd", 3, 2, 1), ("ab\ncd", 3, 9, 3)],
)
def test_a_line_begins_behind_the_last_line_end_within_reach(
    text: str, place: int, reach: int, start: int
) -> None:
    assert start_of_line(text, place, reach) == start
