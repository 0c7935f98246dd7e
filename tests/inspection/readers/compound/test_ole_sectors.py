"""Chains of sectors: read as runs, and what no chain leads to."""

import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.compound.ole_sectors import Sectors

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def sectors(source: bytes, following: list[int], *, start: int = 0) -> Sectors:
    return Sectors(source, array.array("I", following), 4, start)


def test_a_stream_in_runs_that_stand_in_any_order() -> None:
    opened = sectors(b"head" + b"cccc" + b"aaaabbbb" + b"dd--", [3, 2, 0, END], start=4)
    assert opened.runs(1, 4) == [(1, 3), (0, 1), (3, 4)]
    assert opened.read(1, 14) == b"aaaabbbbccccdd"
    assert opened.read(1, 0) == b""


@pytest.mark.parametrize(
    ("following", "size"), [([1, END], 9), ([1, 7], 9), ([1, 0], 9), ([1, END], 8)], ids=str
)
def test_a_chain_that_is_too_short_or_bites_its_tail_or_leaves_the_file_is_none(
    following: list[int], size: int
) -> None:
    assert sectors(b"aaaab", following).read(0, size) is None


def test_what_no_chain_leads_to_is_unused() -> None:
    opened = sectors(b"tabldir.aaaaaarrfreelost", [0xFFFFFFFD, END, 3, END, FREE, END])
    assert opened.unused([(2, 6)], [1], [0xFFFFFFFD]) == [b"rr", b"free", b"lost"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 12) | st.just(END), min_size=1, max_size=12),
    st.integers(0, 12),
    st.integers(0, 40),
)
def test_runs_are_the_chain_followed_one_by_one(following: list[int], first: int, count: int) -> None:
    one_by_one, sector = [], first
    while len(one_by_one) < min(count, len(following)) and sector < len(following):
        one_by_one.append(sector)
        sector = following[sector]
    runs = sectors(b"", following).runs(first, count)
    assert [sector for begin, end in runs for sector in range(begin, end)] == one_by_one
