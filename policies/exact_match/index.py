"""Look-ups in an index: a candidate's rows, and whether a row has a value in another column.

The body may be a read-only memory map: a look-up touches one page of offsets, one or two of hashes
and, only if it finds something, one of row numbers.
"""

import struct
from typing import Protocol

from policies.exact_match.header import OFFSET, ROW, SHORT, Header, IndexInvalid
from policies.exact_match.keys import IndexKey
from policies.exact_match.marks import marks_of
from policies.exact_match.values import ColumnHash, normal_form
from policies.finding import Grade

HASH_BITS = 64
_OFFSETS = struct.Struct("<2I")
_SHORT = struct.Struct("<I")


class Body(Protocol):
    """`bytes` or a memory map of them."""

    def find(self, wanted: bytes, start: int, end: int, /) -> int:
        """Return where `wanted` stands first, -1 if nowhere."""

    def __getitem__(self, index: int, /) -> int: ...

    def __len__(self) -> int: ...


class Index:
    """An index ready for look-ups. `body[start:]` is the body its header describes.

    Raises:
        IndexInvalid: built with another key, or cut off.
    """

    def __init__(self, header: Header, body: Body, key: bytes, start: int = 0) -> None:
        index_key = IndexKey(key, header.salt)
        if index_key.key_id != header.key_id:
            raise IndexInvalid(
                f"index {header.name} was built with key {header.key_id}, this is key {index_key.key_id}; "
                "build it with the key of the console at which this machine is enrolled"
            )
        check_size(header, len(body) - start)
        self.header = header
        self._body = body
        self._marks = start
        self.hashes = tuple(ColumnHash(index_key.secret, number) for number in range(len(header.columns)))
        self._starts: list[int] = []
        start += header.rows
        for column in header.columns:
            self._starts.append(start)
            start += header.size_of(column)

    @property
    def certain(self) -> bool:
        """Whether what is found needs no confirmation: yes."""
        return True

    def rows_of(self, number: int, value: str) -> list[int]:
        """Return the rows that have this value, written anyhow, in the primary column `number`."""
        column = self.header.columns[number]
        return self.rows_with(number, self.hashes[number].one(normal_form(column.type, value)))

    def rows_with(self, number: int, value_hash: int) -> list[int]:
        """Return the rows that have the value of this hash in the primary column `number`."""
        column, start = self.header.columns[number], self._starts[number]
        size = self.header.remainder
        rest = value_hash >> HASH_BITS - column.bits - 8 * size
        top, wanted = rest >> 8 * size, (rest & (1 << 8 * size) - 1).to_bytes(size, "big")
        first, end = _OFFSETS.unpack_from(self._body, start + OFFSET * top)  # type: ignore[arg-type]
        start += OFFSET * ((1 << column.bits) + 1)
        rows_start = start + size * column.entries
        found = []
        at = self._body.find(wanted, start + size * first, start + size * end)
        while at >= 0:
            place, odd = divmod(at - start, size)
            if not odd:
                found.append(self._row_at(rows_start + ROW * place))
            at = self._body.find(wanted, at + (1 if odd else size), start + size * end)
        return found

    def short_of(self, number: int, row: int) -> int:
        """Return the hash, cut to 32 bits, that a row has in a column that is not primary; 0 for an empty cell."""
        short: int = _SHORT.unpack_from(self._body, self._starts[number] + SHORT * row)[0]  # type: ignore[arg-type]
        return short

    def marks(self, row: int) -> tuple[Grade | None, bool | None]:
        """Return grade and consent of a row."""
        return marks_of(self._body[self._marks + row])

    def _row_at(self, place: int) -> int:
        body = self._body
        return body[place] | body[place + 1] << 8 | body[place + 2] << 16


def check_size(header: Header, octets: int) -> None:
    """Check that a body has as many octets as its header says.

    Raises:
        IndexInvalid: it has not.
    """
    if octets != header.body_size:
        raise IndexInvalid(
            f"index {header.name} has {octets} octets instead of {header.body_size}; fetch it again"
        )


def short(value_hash: int) -> int:
    """Return a hash cut to 32 bits, never that of an empty cell."""
    return value_hash >> HASH_BITS - 8 * SHORT or 1
