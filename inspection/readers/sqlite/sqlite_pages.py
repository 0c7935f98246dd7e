"""Pages of an SQLite database file (SQLite file format, 1.3 to 1.6), read without the library.

For what no query returns: free pages, space between cells, the pages of a write-ahead log, and
the rows of a database that the library calls malformed.
"""

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR, _TABLE_INTERIOR = 13, 10, 2, 5
_LEAVES = frozenset({_TABLE_LEAF, _INDEX_LEAF})
_TREES = frozenset({_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR, _TABLE_INTERIOR})
_FILE_HEADER = 100  # octets of page 1 before its own header
_VARINT_MAX = 9
_PAGE_MAX = 65536
_CODECS = {1: "utf-8", 2: "utf-16-le", 3: "utf-16-be"}
_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # by serial type
_REAL, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12

Value = int | float | bytes | str | None
PageOf = Callable[[int], bytes]  # number from 1 on to octets; none at all if there is no such page


class Shape(NamedTuple):
    """Page size in octets, octets at the end of each page that belong to extensions, text codec."""

    page: int
    reserved: int = 0
    codec: str = "utf-8"

    @property
    def usable(self) -> int:
        """Octets of a page that hold content."""
        return self.page - self.reserved


def shape(header: bytes) -> Shape | None:
    """Read the shape from the first 100 octets of a database; None if they make no sense."""
    size = int.from_bytes(header[16:18], "big")
    size = _PAGE_MAX if size == 1 else size
    if len(header) < _FILE_HEADER or size < 512 or size & (size - 1):  # noqa: PLR2004  # powers of two from here
        return None
    return Shape(size, header[20], _CODECS.get(int.from_bytes(header[56:60], "big"), "utf-8"))


def free_pages(page_of: PageOf, first: int) -> Iterator[int]:
    """Yield the numbers of all free pages: trunks from `first` on, and the leaves that they list."""
    seen: set[int] = set()
    trunk = first
    while trunk and trunk not in seen and (octets := page_of(trunk)):
        seen.add(trunk)
        yield trunk
        count = int.from_bytes(octets[4:8], "big")
        for at in range(8, min(8 + 4 * count, len(octets)), 4):
            yield int.from_bytes(octets[at : at + 4], "big")
        trunk = int.from_bytes(octets[:4], "big")


def unused(octets: bytes, number: int) -> Iterator[bytes]:
    """Yield the spans of a tree's page in which no cell lies: deleted rows stay there."""
    start = _FILE_HEADER if number == 1 else 0
    kind = octets[start] if len(octets) > start else 0
    if kind not in _TREES:
        return
    cells = int.from_bytes(octets[start + 3 : start + 5], "big")
    content = int.from_bytes(octets[start + 5 : start + 7], "big") or _PAGE_MAX
    yield octets[start + (8 if kind in _LEAVES else 12) + 2 * cells : content]
    block, last = int.from_bytes(octets[start + 1 : start + 3], "big"), 0
    while block > last:
        size = int.from_bytes(octets[block + 2 : block + 4], "big")
        yield octets[block + 4 : block + size]
        block, last = int.from_bytes(octets[block : block + 2], "big"), block


def rows(octets: bytes, number: int, form: Shape, page_of: PageOf) -> Iterator[list[Value]]:
    """Yield the rows, or entries of an index, in a leaf page; cells that make no sense are left out."""
    start = _FILE_HEADER if number == 1 else 0
    kind = octets[start] if len(octets) > start else 0
    if kind not in _LEAVES:
        return
    cells = int.from_bytes(octets[start + 3 : start + 5], "big")
    for at in range(start + 8, min(start + 8 + 2 * cells, len(octets) - 1), 2):
        offset = int.from_bytes(octets[at : at + 2], "big")
        try:
            yield _record(_payload(octets, offset, kind, form, page_of), form.codec)
        except (ValueError, IndexError):
            continue


def _payload(octets: bytes, offset: int, kind: int, form: Shape, page_of: PageOf) -> bytes:
    """Return a cell's payload, its overflow pages included (1.5, 1.6)."""
    size, position = _varint(octets, offset)
    if kind == _TABLE_LEAF:
        _, position = _varint(octets, position)  # the row's number
    most = form.usable - 35 if kind == _TABLE_LEAF else (form.usable - 12) * 64 // 255 - 23
    if size <= most:
        return octets[position : position + size]
    least = (form.usable - 12) * 32 // 255 - 23
    local = least + (size - least) % (form.usable - 4)
    local = local if local <= most else least
    pieces = [octets[position : position + local]]
    following = int.from_bytes(octets[position + local : position + local + 4], "big")
    missing, seen = size - local, {0}
    while missing > 0 and following not in seen and (page := page_of(following)):
        seen.add(following)
        pieces.append(page[4 : form.usable][:missing])
        missing -= form.usable - 4
        following = int.from_bytes(page[:4], "big")
    return b"".join(pieces)


def _record(payload: bytes, codec: str) -> list[Value]:
    """Decode a record (2.1).

    Raises:
        ValueError: it is none.
    """
    header, position = _varint(payload, 0)
    body = header
    if header > len(payload):
        raise ValueError("a header longer than its record")
    values: list[Value] = []
    while position < header:
        serial, position = _varint(payload, position)
        value, size = _value(payload, body, serial, codec)
        values.append(value)
        body += size
    return values


def _value(payload: bytes, at: int, serial: int, codec: str) -> tuple[Value, int]:
    if serial in _INTEGER_SIZES:
        size = _INTEGER_SIZES[serial]
        return int.from_bytes(payload[at : at + size], "big", signed=True), size
    if serial == _REAL:
        return float(struct.unpack(">d", payload[at : at + 8].rjust(8, b"\0"))[0]), 8
    if serial in {_ZERO, _ONE}:
        return serial - _ZERO, 0
    if serial < _FIRST_BLOB:
        return None, 0
    size = (serial - _FIRST_BLOB) // 2
    octets = payload[at : at + size]
    return (octets.decode(codec, "replace") if serial % 2 else octets), size


def _varint(octets: bytes, position: int) -> tuple[int, int]:
    """Return a big-endian base-128 number and the position behind it; the ninth octet counts whole."""
    value = 0
    for count in range(1, _VARINT_MAX + 1):
        octet = octets[position + count - 1]
        if count == _VARINT_MAX:
            return value << 8 | octet, position + count
        value = value << 7 | octet & 0x7F
        if octet < 0x80:  # noqa: PLR2004  # no further octet follows
            return value, position + count
    raise ValueError("a number without an end")
