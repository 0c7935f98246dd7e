"""Outlook properties as TNEF writes them ([MS-OXTNEF] 2.1.3.4): one after the other, padded to four octets."""

import struct
from collections.abc import Iterator

from inspection.errors import Unreadable
from inspection.readers.mail import mapi
from inspection.readers.mail.mapi import Property

_ROW_MIN = 4  # octets of the smallest property


class _Cursor:
    """A position in the data that never runs over its end.

    Raises:
        Unreadable: `malformed:tnef`, when more is asked for than there is.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.position = 0

    def take(self, size: int) -> bytes:
        end = self.position + size
        if end > len(self._data):
            raise Unreadable("malformed:tnef")
        piece = self._data[self.position : end]
        self.position = min(end + (-size & 3), len(self._data))  # the last one may lack its padding
        return piece

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def count(self, smallest: int) -> int:
        """Return how many things of at least so many octets follow."""
        count = self.number()
        if count > (len(self._data) - self.position) // smallest:
            raise Unreadable("malformed:tnef")
        return count

    @property
    def rest(self) -> bytes:
        return self._data[self.position :]


class Rows:
    """The properties of one item or, for a table of recipients, of several; read as far as they go."""

    def __init__(self, data: bytes, *, is_table: bool = False) -> None:
        self._cursor = _Cursor(data)
        self._is_table = is_table
        self.damaged = False

    def __iter__(self) -> Iterator[list[Property]]:
        """Yield the properties of each item; `damaged` and `rest` tell afterwards what was not read."""
        found: list[Property] = []
        try:
            for _ in range(self._cursor.count(_ROW_MIN) if self._is_table else 1):
                found = []
                for _ in range(self._cursor.count(_ROW_MIN)):
                    found.append(_property(self._cursor))
                yield found
        except Unreadable:
            self.damaged = True
            yield found

    @property
    def rest(self) -> bytes:
        """What follows the last property that could be read."""
        return self._cursor.rest


def _property(cursor: _Cursor) -> Property:
    kind, number = struct.unpack("<HH", cursor.take(4))
    name = _name(cursor) if number >= mapi.NAMED_FROM else ""
    single = kind & ~mapi.MULTI
    if single in mapi.VARIABLE:
        count = cursor.count(4)
        return Property(number, single, tuple(cursor.take(cursor.number()) for _ in range(count)), name)
    if single not in mapi.FIXED_SIZES:
        raise Unreadable("malformed:tnef")
    size = mapi.FIXED_SIZES[single]
    count = cursor.count(max(size, 1)) if kind & mapi.MULTI else 1
    return Property(number, single, tuple(cursor.take(size) for _ in range(count)), name)


def _name(cursor: _Cursor) -> str:
    cursor.take(16)  # the set that the name belongs to
    if cursor.number() == 0:
        return f"0x{cursor.number():04x}"
    return cursor.take(cursor.number()).decode("utf-16-le", "replace").rstrip("\0")
