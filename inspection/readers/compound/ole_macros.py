"""Macros ([MS-OVBA]): the source of every module, decompressed, and what is left of its compiled form.

The compiled form may say something else than the source (it is what runs), so its strings are
given too.
"""

import struct
from collections.abc import Iterator

from inspection import charset
from inspection.errors import Unreadable
from inspection.readers.compound.ole_compound import Storage
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_CODEPAGE, _STREAM_NAME, _STREAM_NAME_WIDE, _OFFSET, _VERSION = 0x0003, 0x001A, 0x0032, 0x0031, 0x0009
_SIGNATURE = 0x01  # of a compressed container, 2.4.1.1.1
_CHUNK = 4096  # octets that a chunk unpacks to at most


def read(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the records of `dir`, then source and compiled strings of each module.

    Raises:
        Unreadable: `dir` is not a compressed container.
    """
    records = decompressed(storage.take("dir"), walk)
    yield from text_runs.both(records, step(place, "stream", "dir"))
    codepage, modules = _modules(records)
    for name, offset in modules:
        if name in storage.names:
            yield from walk.guard(
                "vba", _module(storage.take(name), offset, codepage, step(place, "macro", name), walk)
            )
        else:
            walk.refuse("malformed:vba")


def _module(data: bytes, offset: int, codepage: str, place: Place, walk: Walk) -> Iterator[Segment]:
    yield from text_runs.both(data[:offset], step(place, "compiled", ""))
    try:
        source = decompressed(data[offset:], walk)
    except Unreadable:
        yield from text_runs.both(data[offset:], place)
        raise
    for number, reading in enumerate(charset.decode(source, codepage)):
        yield Segment(place, reading.text, reading.charset, alternate=number > 0)


def _modules(records: bytes) -> tuple[str, list[tuple[str, int]]]:
    """Return the code page, and stream name and offset of the source of each module (2.3.4.2)."""
    codepage, name, found, position = "cp1252", "", [], 0
    while position + 6 <= len(records):
        kind, size = struct.unpack_from("<HI", records, position)
        if kind == _VERSION:
            size = 6  # its size field holds something else, 2.3.4.2.1.11
        body = records[position + 6 : position + 6 + size]
        position += 6 + size
        if kind == _CODEPAGE and len(body) == 2:  # noqa: PLR2004  # the number of a code page
            codepage = f"cp{int.from_bytes(body, 'little')}"
        elif kind == _STREAM_NAME:
            name = charset.decode(body, codepage)[0].text
        elif kind == _STREAM_NAME_WIDE:
            name = body.decode("utf-16-le", "replace") or name
        elif kind == _OFFSET:
            found.append((name, int.from_bytes(body, "little")))
    return codepage, found


def decompressed(data: bytes, walk: Walk) -> bytes:
    """Return what a compressed container holds (2.4.1.3).

    Raises:
        Unreadable: it is not one, is cut off, or unpacks to more than `Limits.ratio` allows.
        BudgetSpent: more than `Limits.output` was unpacked in this walk.
    """
    most = max(len(data) * walk.limits.ratio, walk.limits.ratio_floor)
    if data[:1] != bytes([_SIGNATURE]):
        raise Unreadable("malformed:vba")
    unpacked, position = bytearray(), 1
    while position + 2 <= len(data):
        (header,) = struct.unpack_from("<H", data, position)
        end = position + (header & 0x0FFF) + 3
        if header >> 12 & 7 != 3 or end > len(data):  # noqa: PLR2004  # 2.4.1.1.5, signature of a chunk
            raise Unreadable("malformed:vba")
        if header >> 15:
            unpacked += _chunk(data[position + 2 : end])
        else:
            unpacked += data[position + 2 : end]
        position = end
        if len(unpacked) > most:
            raise Unreadable("limit:ratio")
    walk.spend(len(unpacked))
    return bytes(unpacked)


def _chunk(data: bytes) -> bytes:
    """Return one unpacked chunk: literals, and copies of what came before in it (2.4.1.3.2)."""
    out, position = bytearray(), 0
    while position < len(data):
        flags = data[position]
        position += 1
        for bit in range(8):
            if position >= len(data):
                break
            if not flags >> bit & 1:
                out.append(data[position])
                position += 1
                continue
            _copy(out, int.from_bytes(data[position : position + 2], "little"))
            position += 2
    return bytes(out)


def _copy(out: bytearray, token: int) -> None:
    width = max((len(out) - 1).bit_length(), 4)
    length = (token & (0xFFFF >> width)) + 3
    offset = (token >> (16 - width)) + 1
    if offset > len(out) or len(out) + length > _CHUNK:
        raise Unreadable("malformed:vba")
    for _ in range(length):
        out.append(out[-offset])
