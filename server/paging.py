"""One page of a long list."""

from typing import Generic, TypeVar

import msgspec

SIZE_DEFAULT = 50
SIZE_MAX = 500

Row = TypeVar("Row")


class PageRequest(msgspec.Struct, frozen=True):
    """Which page is wanted: `number` counts from 1, `size` is rows per page, at most `SIZE_MAX`."""

    number: int = 1
    size: int = SIZE_DEFAULT

    @property
    def limit(self) -> int:
        """Rows to fetch, kept between 1 and `SIZE_MAX`."""
        return max(1, min(self.size, SIZE_MAX))

    @property
    def offset(self) -> int:
        """Rows to pass over; never negative, and small enough for a database's bigint."""
        return (max(1, min(self.number, 1_000_000)) - 1) * self.limit


class Page(msgspec.Struct, Generic[Row], frozen=True):
    """Rows of one page and how many there are on all pages together."""

    rows: tuple[Row, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.size))
