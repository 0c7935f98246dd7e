"""Masks go from the text that is read back into the source that is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.redaction.units import Unit, rewritten, text_of

BOLD = [Unit("<b>", ""), Unit("138", "138"), Unit("</b>", ""), Unit("&#48;", "0", str), Unit("0138", "0138")]


def test_a_value_split_over_stretches_is_masked_where_it_begins() -> None:
    assert text_of(BOLD) == "13800138"
    assert rewritten(BOLD, [(1, 5, "***")]) == ("<b>1***</b>138", ["***"])
    assert rewritten(BOLD, [(3, 4, "x"), (4, 5, "y")]) == ("<b>138</b>xy138", ["x", "y"])


def test_a_hidden_text_is_written_as_a_whole() -> None:
    hidden = Unit("=?q?", "abc", str.upper)
    assert rewritten([hidden], [(1, 2, "*")]) == ("A*C", ["*"])
    assert rewritten([hidden, Unit("d", "d")], [(2, 4, "*")]) == ("AB*", ["*"])


@pytest.mark.parametrize("fixed", [Unit("ab", "ab", fixed=True), Unit("\r\n", " ")])
def test_what_is_fixed_stays_and_a_mask_that_has_no_other_room_is_not_made(fixed: Unit) -> None:
    assert rewritten([fixed], [(0, 1, "*")]) == (fixed.source, [])
    length = len(fixed.text)
    around = [Unit("x", "x"), fixed, Unit("yz", "yz")]
    assert rewritten(around, [(0, length + 2, "*")]) == (f"*{fixed.source}z", ["*"])
    assert rewritten(around, [(1, length + 2, "*")]) == (f"x{fixed.source}*z", ["*"])


@given(st.lists(st.text(max_size=5), max_size=6), st.data())
def test_open_stretches_are_spliced_as_one_text(pieces: list[str], data: st.DataObject) -> None:
    whole = "".join(pieces)
    places = sorted(data.draw(st.sets(st.integers(0, len(whole)), max_size=6)))
    chosen = [
        (start, end, f"<{n}>") for n, (start, end) in enumerate(zip(places[::2], places[1::2], strict=False))
    ]
    expected, at = "", 0
    for start, end, shown in chosen:
        expected += whole[at:start] + shown
        at = end
    source, made = rewritten([Unit(piece, piece) for piece in pieces], chosen)
    assert (source, len(made)) == (expected + whole[at:], len(chosen))
