from hypothesis import given
from hypothesis import strategies as st

from server.paging import SIZE_MAX, Page, PageRequest


@given(st.integers(), st.integers())
def test_whatever_is_asked_for_the_window_is_bounded(number: int, size: int) -> None:
    wanted = PageRequest(number, size)
    assert 1 <= wanted.limit <= SIZE_MAX
    assert 0 <= wanted.offset < 2**31


def test_pages_are_counted() -> None:
    assert PageRequest(3, 20).offset == 40
    assert Page((), 0, 1, 20).pages == 1
    assert Page((), 41, 1, 20).pages == 3
