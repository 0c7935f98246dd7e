"""Cells in order, none over another; what is surer goes first."""

from hypothesis import given
from hypothesis import strategies as st

from policies.tables.known_cells import NO_TABLES, Tables
from policies.vocabulary import Topic

CELLS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=12)


def tables(*cells: tuple[int, int, Topic]) -> Tables:
    found = Tables([], [], [], [], [])
    for start, end, topic in cells:
        found.add((start, end), topic)
    return found


def test_a_place_has_the_topic_of_its_cell() -> None:
    found = tables((2, 4, Topic.NAME), (6, 9, Topic.LOAN))
    assert [found.topic_at(place) for place in (1, 2, 3, 4, 8)] == [
        None,
        Topic.NAME,
        Topic.NAME,
        None,
        Topic.LOAN,
    ]
    assert NO_TABLES.topic_at(0) is None


def test_cells_are_told_topic_by_topic() -> None:
    found = tables((2, 4, Topic.NAME), (6, 9, Topic.LOAN), (9, 10, Topic.TAX), (12, 13, Topic.NAME))
    assert [*found.cells_of([Topic.LOAN, Topic.NAME])] == [
        (6, 9, Topic.LOAN),
        (2, 4, Topic.NAME),
        (12, 13, Topic.NAME),
    ]


def test_what_is_found_elsewhere_fills_gaps_only() -> None:
    found = tables((2, 4, Topic.NAME))
    found.merge([((3, 5), Topic.LOAN), ((5, 7), Topic.TAX)])
    assert found.topics == [Topic.NAME, Topic.TAX]


def test_what_is_surer_takes_the_place() -> None:
    found = tables((2, 4, Topic.NAME), (8, 9, Topic.NAME))
    found.put_first([((3, 5), Topic.LOAN)])
    assert list(zip(found.starts, found.topics, strict=True)) == [(3, Topic.LOAN), (8, Topic.NAME)]


@given(CELLS, CELLS)
def test_no_cell_lies_over_another(known: list[tuple[int, int]], more: list[tuple[int, int]]) -> None:
    found = tables()
    for each in (known, more):
        found.merge((((start, start + size), Topic.TAX) for start, size in each))
    assert all(end <= start for end, start in zip(found.ends, found.starts[1:], strict=False))
