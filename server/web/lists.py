"""What every list page needs: the page number of the address, and links that keep the filters."""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec

from server.paging import Page, PageRequest, Row

_SIZE = 25  # rows a page; fits a screen and a half
_NUMBER_DIGITS = 6


class Pager(msgspec.Struct, frozen=True):
    """The foot of a list: where we are, and the addresses of the pages beside."""

    number: int
    pages: int
    total: int
    previous: str  # address, "" on the first page
    following: str


def page_request(query: Mapping[str, str]) -> PageRequest:
    """Return which page the address asks for; anything but a positive number is the first."""
    asked = query.get("page", "")
    known = asked.isascii() and asked.isdigit() and len(asked) <= _NUMBER_DIGITS
    return PageRequest(number=max(1, int(asked)) if known else 1, size=_SIZE)


def pager(found: Page[Row], path: str, query: Mapping[str, str]) -> Pager:
    """Return the foot of a list at `path`; its links keep every filter of `query`."""
    kept = {name: value for name, value in query.items() if value and name not in {"page", "done"}}

    def address(number: int) -> str:
        return f"{path}?{urlencode(kept | {'page': number})}"

    return Pager(
        number=found.number,
        pages=found.pages,
        total=found.total,
        previous=address(found.number - 1) if found.number > 1 else "",
        following=address(found.number + 1) if found.number < found.pages else "",
    )


def is_narrowed(query: Mapping[str, str]) -> bool:
    """Whether any filter is set, so that an empty list can say why it is empty."""
    return any(value for name, value in query.items() if name not in {"page", "done"})
