"""Records of an Excel workbook stream ([MS-XLS] 2.1.4): type, size, data, and what continues them."""

import struct
from collections.abc import Iterator

import msgspec

from inspection.walker import Walk

BOF = {0x0009: 2, 0x0209: 3, 0x0409: 4, 0x0809: 5}  # type → version of BIFF; BIFF8 says so in its data
EOF = 0x000A
_HEADER = struct.Struct("<HH")  # type, length
CONTINUE = frozenset({0x003C, 0x0812, 0x087F})  # Continue, ContinueFrt, ContinueFrt12


class Record(msgspec.Struct):
    """One record: its type, where its header stands, its data, and the data of records that continue it."""

    kind: int
    start: int
    data: bytes
    further: list[bytes] = []

    @property
    def whole(self) -> bytes:
        """All data as one."""
        return b"".join((self.data, *self.further))


def headers(stream: bytes, walk: Walk) -> Iterator[tuple[int, int, int]]:
    """Yield type, offset of the data, and offset behind the data of each record.

    One that is cut off is refused and yielded as far as it goes. Zeros behind the last record fill up
    the stream and are no records.
    """
    position, size, header, unpack = 0, len(stream), _HEADER.size, _HEADER.unpack_from
    while position + header <= size:
        kind, length = unpack(stream, position)
        if not kind and not length:
            break
        start = position + header
        position = start + length
        if position > size:
            walk.refuse("malformed:xls")
        yield kind, start, position
    if stream[position:].strip(b"\0"):
        walk.refuse("malformed:xls")
        yield 0, position, size


def records(stream: bytes, walk: Walk) -> Iterator[Record]:
    """Yield all records, each with those that continue it."""
    last: Record | None = None
    for kind, start, end in headers(stream, walk):
        if kind in CONTINUE and last is not None:
            last.further.append(stream[start:end])
            continue
        if last is not None:
            yield last
        last = Record(kind, start - 4, stream[start:end])
    if last is not None:
        yield last
