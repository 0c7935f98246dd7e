"""Embedded objects outside of storages ([MS-OLEDS] 2.2): OLE 1.0 objects of RTF, and packaged files.

A package (stream `Ole10Native`) is a file with its label and the paths that it came from.
"""

import struct
from collections.abc import Iterator

from inspection import sniff
from inspection.readers.text import plain_text, text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_PACKAGE = 2  # the word behind the size where labels and paths follow
_SEAM = 128  # octets read again where a file ends: its size may be wrong
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield label and paths, descend into the file; other native data is descended into as it is."""
    try:
        names, start, size = _package(data)
    except (struct.error, ValueError):
        yield from _native(data[4:], place, walk)
        return
    for name in names:
        yield from plain_text.readings(name, step(place, "package", "name"), origin="name")
    if start + size > len(data):
        walk.refuse("malformed:ole")
    yield from walk.descend(data[start : start + size], step(place, "package", "file"))
    yield from text_runs.both(data[max(start + size - _SEAM, start) :], step(place, "stray", "behind"))


def read_embedded(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the names in the header of an OLE 1.0 object (2.2.4, 2.2.5) and descend into its native data.

    A header that is broken does not hide a compound file behind it.
    """
    try:
        names, native = _object(data)
    except struct.error:
        walk.refuse("malformed:ole")
        start = data.find(_COMPOUND)
        yield from text_runs.both(data, place)
        if start >= 0:
            yield from walk.descend(data[start:], place)
        return
    for name in filter(None, names):
        yield from plain_text.readings(name, step(place, "object", "name"), origin="name")
    if names[0] == b"Package":
        yield from read(struct.pack("<I", len(native)) + native, place, walk)
    elif native:
        yield from _native(native, place, walk)
    end = data.find(native) + len(native) if native else len(data)
    yield from text_runs.both(data[max(end - _SEAM, 0) :], step(place, "presentation", ""))


def _object(data: bytes) -> tuple[list[bytes], bytes]:
    """Return class, topic and item names, and the native data; a link has none."""
    position, names = 8, []
    for _ in range(3):
        (length,) = struct.unpack_from("<I", data, position)
        names.append(data[position + 4 : position + 4 + length].rstrip(b"\0"))
        position += 4 + length
    if struct.unpack_from("<I", data, 4)[0] != _PACKAGE:  # FormatID 2 is an embedded object, 1 a linked one
        return names, b""
    (size,) = struct.unpack_from("<I", data, position)
    native = data[position + 4 : position + 4 + size]
    if len(native) < size:
        raise struct.error("cut off")
    return names, native


def _package(data: bytes) -> tuple[list[bytes], int, int]:
    """Return label and paths, and where the file begins and how long it is.

    Raises:
        struct.error: there is no such header.
        ValueError: a name has no end.
    """
    (kind,) = struct.unpack_from("<H", data, 4)
    if kind != _PACKAGE:
        raise ValueError("not a package")
    label, position = _name(data, 6)
    path, position = _name(data, position)
    (length,) = struct.unpack_from("<I", data, position + 4)
    temporary = data[position + 8 : position + 8 + length].rstrip(b"\0")
    position += 8 + length
    (size,) = struct.unpack_from("<I", data, position)
    return [name for name in (label, path, temporary) if name], position + 4, size


def _name(data: bytes, start: int) -> tuple[bytes, int]:
    end = data.index(b"\0", start)
    return data[start:end], end + 1


def _native(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Read native data of a program: a file of a known format, or what only that program reads."""
    if sniff.formats(data)[0] == "unknown":
        walk.refuse("unsupported:object")
        yield from text_runs.both(data, place)
    else:
        yield from walk.descend(data, place)
