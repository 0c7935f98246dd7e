"""Values are found again wherever they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.masking import repeats
from policies.masking.repeats import find

SMALL = st.text("ab张三 ", max_size=60)


def plainly(text: str, values: set[str]) -> list[tuple[int, int]]:
    """Look for each value at each place."""
    found: list[tuple[int, int]] = []
    for start in range(len(text)):
        ends = [start + len(value) for value in values if text.startswith(value, start)]
        ends = [end for end in ends if not (repeats._cuts(text, start) or repeats._cuts(text, end))]
        if ends and (not found or found[-1][1] <= start):
            found.append((start, max(ends)))
    return found


@given(SMALL, st.sets(st.text("ab张三 ", min_size=3, max_size=6), max_size=5), st.integers(1, 20))
def test_it_finds_what_a_plain_search_finds(text: str, values: set[str], chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "_CHUNK", chunk)
        assert list(find(text, values)) == plainly(text, values)


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("见A1234。", "1234", []),
        ("见A-1234。", "1234", [(3, 7)]),
        ("1234", "1234", [(0, 4)]),
        ("abc", "abcd", []),
        ("\ud800张小明\ud800", "张小明", [(1, 4)]),
        ("张三", "张三", []),  # too short to be sought
        ("", "张小明", []),
    ],
)
def test_whole_words_only(text: str, value: str, places: list[tuple[int, int]]) -> None:
    assert list(find(text, [value])) == places
