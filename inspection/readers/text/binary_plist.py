"""Binary property lists of Apple's systems (CFBinaryPList, version 00): settings, archives of objects, saved Web pages.

A table says where each object lies, so each is read once, in whatever circles they refer to each other. A
text is given with its key, data are opened as the file that they are.
"""

from collections.abc import Iterator

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

MAGIC = b"bplist0"
_HEADER, _TRAILER = 8, 32
_SIMPLE, _REFERENCE = 0, 8  # nothing, yes, no; a number of an object in an archive
_OF_POWER = frozenset({1, 2, 3})  # whole numbers, other numbers, dates: the count is a power of two
_INTEGER, _DATA, _NARROW, _WIDE, _DICTIONARY = 1, 4, 5, 6, 13  # upper half of the first octet
_MORE = 15  # the count stands in an integer of its own
_DATA_MIN = 6  # octets in which a value may stand
_BROKEN = "malformed:bplist"


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield all texts and whole numbers, then what is in data.

    Raises:
        Unreadable: `malformed:bplist`, for a table or an object beyond the file; its strings were yielded before.
    """
    data = bytes(content)
    try:
        objects = _Objects(data)
        yield Segment(place, "\n".join(objects.lines()))
    except (Unreadable, IndexError) as error:
        yield from unknown.strings(data, place)
        raise Unreadable(_BROKEN) from error
    for number, octets in enumerate(objects.files):
        walk.count_member()
        walk.spend(len(octets))
        yield from walk.descend(octets, step(place, "embedded", str(number)))


class _Objects:
    """The objects of one list: `texts` by number, dictionaries as pairs of numbers, data."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        trailer = data[-_TRAILER:]
        size, self._reference = trailer[6], trailer[7]
        count, table = int.from_bytes(trailer[8:16], "big"), int.from_bytes(trailer[24:32], "big")
        if not size or not self._reference or table + count * size > len(data) - _TRAILER:
            raise Unreadable(_BROKEN)
        self.texts: dict[int, str] = {}
        self.files: list[bytes] = []
        self._pairs: list[tuple[int, int]] = []
        places = [
            int.from_bytes(data[at : at + size], "big") for at in range(table, table + count * size, size)
        ]
        taken = sum(self._take(number, place) for number, place in enumerate(places))
        if taken != table - _HEADER or len(set(places)) != count:  # there is more than the table tells
            raise Unreadable(_BROKEN)

    def lines(self) -> Iterator[str]:
        """Yield keys with what stands behind them, then the texts that have no key."""
        told: set[int] = set()
        for key, value in self._pairs:
            if key in self.texts and value in self.texts:
                told |= {key, value}
                yield f"{self.texts[key]}\t{self.texts[value]}"
        yield from (text for number, text in self.texts.items() if number not in told)

    def _take(self, number: int, offset: int) -> int:
        """Take the object at `offset`, and return its size in octets."""
        kind, count = self._data[offset] >> 4, self._data[offset] & 15
        start = offset + 1
        if kind in _OF_POWER:
            octets = self._octets(start, 1 << count)
            if kind == _INTEGER:
                self.texts[number] = str(int.from_bytes(octets, "big"))
            return 1 + len(octets)
        if kind in {_SIMPLE, _REFERENCE}:
            return 1 + (count + 1 if kind else 0)
        if count == _MORE:
            width = 1 << (self._data[start] & 15)
            count, start = int.from_bytes(self._octets(start + 1, width), "big"), start + 1 + width
        octets = self._octets(start, count * self._width(kind))
        self._keep(number, kind, octets)
        return start - offset + len(octets)

    def _width(self, kind: int) -> int:
        """Return the octets of one of what an object counts: characters, octets, references, pairs of these."""
        narrow = {_DATA: 1, _NARROW: 1, _WIDE: 2, _DICTIONARY: 2 * self._reference}
        return narrow.get(kind, self._reference)

    def _keep(self, number: int, kind: int, octets: bytes) -> None:
        if kind == _NARROW:
            self.texts[number] = octets.decode("utf-8", "replace")
        elif kind == _WIDE:
            self.texts[number] = octets.decode("utf-16-be", "replace")
        elif kind == _DATA and len(octets) >= _DATA_MIN:
            self.files.append(octets)
        elif kind == _DICTIONARY:
            size = self._reference
            numbers = [int.from_bytes(octets[at : at + size], "big") for at in range(0, len(octets), size)]
            half = len(numbers) // 2
            self._pairs += zip(numbers[:half], numbers[half:], strict=True)

    def _octets(self, start: int, count: int) -> bytes:
        if start + count > len(self._data) - _TRAILER:
            raise Unreadable(_BROKEN)
        return self._data[start : start + count]
