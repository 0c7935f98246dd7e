"""Every way a word may stand near a hit is tried, and its place is that in the text as given."""

from hypothesis import given
from hypothesis import strategies as st

from policies.exact_match.nearby import merged, words_in
from policies.exact_match.values import words_form


@given(
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=30),
    st.text("张小明李四·Zz ", min_size=2, max_size=6),
    st.text(max_size=30),
)
def test_a_value_between_spaces_is_found_at_its_place(before: str, value: str, after: str) -> None:
    wanted = words_form(value)
    text = f"{before} {value} {after}"
    found = [
        text[start:end]
        for word, start, end in words_in(text, (0, len(text)), (len(wanted),))
        if word == wanted
    ]
    assert not wanted or any(words_form(each) == wanted for each in found)


def test_latin_words_are_not_cut() -> None:
    words = {word for word, _, _ in words_in("Lily Li sells", (0, 13), (2, 4, 6))}
    assert words == {"li", "lily", "lilyli"}


def test_a_part_of_the_text_has_the_places_of_the_whole() -> None:
    assert list(words_in("客户：张\u200b三", (3, 6), (2,))) == [("张三", 3, 6)]


def test_parts_that_touch_are_one() -> None:
    assert merged([(40, 50), (0, 5), (60, 61)], 5, 64) == [(0, 10), (35, 64)]
    assert merged([], 5, 64) == []
