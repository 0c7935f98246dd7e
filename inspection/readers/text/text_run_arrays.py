"""The same runs as `text_runs` defines by expressions, found in a large window by comparing all its places at once.

Nearly all of a binary structure is no text, and an expression takes ten times as long to step over it.
"""

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

NARROW = re.compile(  # ASCII, GB 2312; the octets in front are what most stretches fail by
    rb"(?=[\t\r\n -~\xa1-\xfe]{6})"
    rb"(?:(?:[\t\r\n -~]|[\xa1-\xf7][\xa1-\xfe]){6,}+|(?:[\xb0-\xf7][\xa1-\xfe]){4,}+)"
)
NAME_MAX = 3  # characters of a name, which may look like pairs of ASCII by chance
# Classes of a unit in UTF-16 that are told by its upper and its lower octet together: what character it is …
_LATIN, _HAN, _MARKS, _FULL_WIDTH = 1, 2, 4, 8
_CHARACTER = _LATIN | _HAN | _MARKS | _FULL_WIDTH
# … whether it could be two octets of which the first is ASCII, and whether its lower octet is NUL.
_PAIR, _NUL = 16, 32
_NARROW_OCTET = 64  # of an octet by itself
_ALL = bytes(range(256))
_PRINTABLE = _ALL[0x20:0x7F]
_ASCII = b"\t\r\n" + _PRINTABLE


def _table(members: Mapping[int, bytes]) -> bytes:
    return bytes(sum(one for one, octets in members.items() if octet in octets) for octet in _ALL)


_UPPER = _table(
    {
        _LATIN: b"\0", _HAN: _ALL[0x4E:0xA0], _MARKS: b"\x30", _FULL_WIDTH: b"\xff", _PAIR: _ALL[1:], _NUL: _ALL,
    }
)  # fmt: skip
_LOWER = _table(
    {
        _LATIN: _ASCII, _HAN: _ALL, _MARKS: _ALL[:0x40], _FULL_WIDTH: _ALL[:0xEF], _PAIR: _PRINTABLE, _NUL: b"\0",
        _NARROW_OCTET: _ASCII + _ALL[0xA1:0xFF],
    }
)  # fmt: skip
_NO_TEXT = b"\1\1"
_Classes = NDArray[np.uint8]
_Flags = NDArray[np.bool_]
_Edges = NDArray[np.intp]


def runs(data: bytes) -> tuple[bytes, bytes]:
    """Return the 8-bit runs, and those in UTF-16, each a line."""
    window = b"".join((_NO_TEXT, data, _NO_TEXT))  # so that each run begins and ends within
    lower = _lower(window)
    return _narrow(window, lower), _wide(window, lower)


def _lower(window: bytes) -> _Classes:
    classes = bytearray(window.translate(_LOWER))
    classes[1] = 0  # with whatever the window begins with, this octet before it makes no character
    return np.frombuffer(classes, np.uint8)


def _narrow(window: bytes, lower: _Classes) -> bytes:
    """Return the 8-bit runs, each a line: stretches of octets that are of such text, and what is valid in them."""
    two = lower[1:] & lower[:-1]
    four = two[2:] & two[:-2]
    edges = _edges((four[:-2] & two[4:] & _NARROW_OCTET).astype(np.bool_), 6).tolist()
    stretches = [window[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    text = b"\n".join(stretches)
    return text if text.isascii() else b"\n".join(NARROW.findall(b"\0".join(stretches)))


def _wide(window: bytes, lower: _Classes) -> bytes:
    """Return the runs in UTF-16 at both alignments, each a line, but for those that only look like it."""
    units = lower[:-1] & np.frombuffer(window.translate(_UPPER), np.uint8)[1:]
    character = (units & _CHARACTER).astype(np.bool_)
    three = character[:-4] & character[2:-2] & character[4:]
    runs = []
    for offset in (0, 1):
        edges = _edges(three[offset::2], 3)
        if len(edges):
            places = 2 * _without_narrow(units[offset::2], edges) + offset
            runs += [window[start:end] for start, end in places.tolist()]
    return b"\n\0".join(runs)


def _edges(begins: _Flags, least: int) -> _Edges:
    """Return where runs start and end in turn; `begins` tells of each place whether `least` of them follow."""
    edges: _Edges = (begins[1:] != begins[:-1]).nonzero()[0] + 1
    edges[1::2] += least - 1
    return edges


def _without_narrow(units: _Classes, edges: _Edges) -> _Edges:
    """Return start and end of the runs but for pairs of ASCII characters, and ASCII in UTF-16 at the other alignment.

    Either is shown as what it is by another run.
    """
    runs = edges.reshape(-1, 2)
    sizes = runs[:, 1] - runs[:, 0]
    pairs = np.bitwise_and.reduceat(units, edges)[::2] & _PAIR
    nuls = np.add.reduceat(units & _NUL, edges, dtype=np.intp)[::2] // _NUL
    kept: _Flags = ((pairs == 0) | (sizes <= NAME_MAX)) & (2 * nuls <= sizes)
    return runs[kept]
