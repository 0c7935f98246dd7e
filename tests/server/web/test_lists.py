import pytest

from server.paging import Page
from server.web.lists import is_narrowed, page_request, pager


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("3", 3), ("0", 1), ("-1", 1), ("1e9", 1), ("²", 1), ("9" * 30, 1), ("999999", 999999)],
)
def test_anything_but_a_page_number_is_the_first_page(asked: str, number: int) -> None:
    assert page_request({"page": asked}).number == number


def test_the_links_keep_the_filters_and_lead_to_the_pages_beside() -> None:
    found = Page(rows=("row",), total=60, number=2, size=25)
    foot = pager(found, "/incidents", {"text": "a&b", "page": "2", "state": "", "done": "saved"})
    assert foot.previous == "/incidents?text=a%26b&page=1"
    assert foot.following == "/incidents?text=a%26b&page=3"


def test_the_ends_have_no_link_beyond() -> None:
    only = pager(Page(rows=("row",), total=1, number=1, size=25), "/audit", {})
    assert (only.previous, only.following) == ("", "")


def test_a_page_number_is_no_filter() -> None:
    assert not is_narrowed({"page": "2", "done": "saved", "text": ""})
    assert is_narrowed({"text": "x"})
