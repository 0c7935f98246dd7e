"""Segments show nothing of their text by accident, and can always be sent."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from inspection.segment import Segment, step, whole
from inspection.worker_reply import Conclusion
from policies.finding import PlaceStep
from tests.inspection.samples import ID

ANY_TEXT = st.text(st.characters(categories=["L", "N", "Cs", "Zs"]))


def test_a_segment_in_a_log_tells_length_and_place_only() -> None:
    place = step(step((), "member", f"{ID}.txt"), "page", "1")
    assert repr(Segment(place, ID)) == "<Segment 18 code points at member/page>"


def test_a_step_goes_one_place_further_in() -> None:
    outer = step((), "member", "a.zip")
    assert step(outer, "member", "b.txt") == (PlaceStep("member", "a.zip"), PlaceStep("member", "b.txt"))
    assert outer == (PlaceStep("member", "a.zip"),)


def test_names_are_cut_at_a_length_that_any_record_takes() -> None:
    assert step((), "member", "客" * 300)[0].name == "客" * 255


@given(ANY_TEXT, ANY_TEXT)
def test_whatever_was_read_can_be_sent(name: str, text: str) -> None:
    sent = Segment(step((), "member", name), whole(text))
    received = msgspec.msgpack.decode(msgspec.msgpack.encode(sent), type=Segment | Conclusion)
    assert received == sent


@given(st.text())
def test_whole_text_stays_as_it_is(text: str) -> None:
    assert whole(text) == text


def test_halves_of_a_character_are_joined_and_a_lone_one_is_replaced() -> None:
    assert whole(f"\ud83c\udf89 {ID}") == f"\U0001f389 {ID}"
    assert whole(f"\ud83c {ID} \udf89") == f"\ufffd {ID} \ufffd"
