"""CBOR (RFC 8949): one data item to the end of its octets, as Python objects."""

import struct
from typing import Any

_DEPTH_MAX = 64
_ENDLESS = 31
_BREAK = object()
_FLOATS = {25: "!e", 26: "!f", 27: "!d"}
_SIMPLE = {20: False, 21: True}


class NotOneItem(ValueError):
    """The octets are not one data item."""


def decode(data: bytes) -> Any:  # noqa: ANN401  # what the sender has put in
    """Return lists, pairs of maps as lists of two, texts, octets and numbers; tags are left out.

    Raises:
        NotOneItem: not one well-formed item, or nested too deep.
        UnicodeDecodeError: a text is none.
    """
    item, end = _item(data, 0, 0)
    if end != len(data) or item is _BREAK:
        raise NotOneItem
    return item


def _item(data: bytes, position: int, depth: int) -> tuple[Any, int]:
    if depth > _DEPTH_MAX or position >= len(data):
        raise NotOneItem
    major, short = data[position] >> 5, data[position] & 31
    if major == 7:  # noqa: PLR2004  # numbers with a point, yes, no, nothing
        return _simple(data, position + 1, short)
    count, position = _count(data, position + 1, short)
    if major <= 1:
        return (-1 - count if major else count), position
    if major in {2, 3}:
        return _string(data, position, count, major)
    if major == 6:  # noqa: PLR2004  # a tag
        return _item(data, position, depth + 1)
    return _items(data, position, count, depth + 1, pairs=major == 5)  # noqa: PLR2004  # a map


def _count(data: bytes, position: int, short: int) -> tuple[int, int]:
    """Return a length or number, -1 for one that only a mark ends."""
    if short < 24:  # noqa: PLR2004  # it is the length itself
        return short, position
    if short == _ENDLESS:
        return -1, position
    width = 1 << (short - 24)
    if short > 27 or position + width > len(data):  # noqa: PLR2004  # reserved
        raise NotOneItem
    return int.from_bytes(data[position : position + width]), position + width


def _simple(data: bytes, position: int, short: int) -> tuple[Any, int]:
    if short == _ENDLESS:
        return _BREAK, position
    if form := _FLOATS.get(short):
        width = struct.calcsize(form)
        try:
            return struct.unpack_from(form, data, position)[0], position + width
        except struct.error as error:
            raise NotOneItem from error
    return _SIMPLE.get(short), position + (short == 24)  # noqa: PLR2004  # its number is the next octet


def _string(data: bytes, position: int, count: int, major: int) -> tuple[str | bytes, int]:
    if count < 0:
        pieces, position = _items(data, position, -1, _DEPTH_MAX)
        whole = b"".join(piece.encode() if isinstance(piece, str) else bytes(piece) for piece in pieces)
    else:
        whole, position = data[position : position + count], position + count
        if len(whole) < count:
            raise NotOneItem
    return (whole.decode() if major == 3 else whole), position  # noqa: PLR2004  # text


def _items(
    data: bytes, position: int, count: int, depth: int, *, pairs: bool = False
) -> tuple[list[Any], int]:
    if count > len(data) - position:
        raise NotOneItem
    found: list[Any] = []
    while count < 0 or len(found) < count * (1 + pairs):
        item, position = _item(data, position, depth)
        if item is _BREAK:
            if count >= 0:
                raise NotOneItem
            break
        found.append(item)
    if pairs:
        return [[*pair] for pair in zip(found[::2], found[1::2], strict=True)], position
    return found, position
