"""Zstandard frames (RFC 8878): content, and skippable frames, in which anything may stand.

Frames are found by their block headers, so that where the last one ends is known exactly, and one
that wants more memory than allowed is told before anything is decoded.
"""

from collections.abc import Iterator

import zstandard

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive.compressed_streams import PIECE, Unpacked
from inspection.walker import Walk

MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = frozenset(range(0x184D2A50, 0x184D2A60))
_HEADER_MAX = 18
_RLE, _RESERVED = 1, 3


def unpack(content: Content, walk: Walk) -> Iterator[Unpacked]:
    """Yield the content of all frames; skippable frames as texts beside it.

    Raises:
        Unreadable: `malformed:zstd`; `limit:dictionary` if a frame asks for too much memory.
    """
    position = 0
    while position < len(content):
        magic = bytes(content[position : position + 4])
        if int.from_bytes(magic, "little") in _SKIPPABLE:
            size = int.from_bytes(content[position + 4 : position + 8], "little")
            start, position = position + 8, position + 8 + size
            if position > len(content):
                raise Unreadable("malformed:zstd")
            yield Unpacked(end=position, text=bytes(content[start:position]))
        elif magic == MAGIC:
            end = _end(content, position)
            yield from _frame(content, position, end or len(content), walk)
            if not end:
                raise Unreadable("malformed:zstd")
            position = end
            yield Unpacked(end=position)
        else:
            return


def _frame(content: Content, start: int, end: int, walk: Walk) -> Iterator[Unpacked]:
    """Yield the content of one frame."""
    decoder = zstandard.ZstdDecompressor(max_window_size=walk.limits.dictionary)
    try:
        with decoder.stream_reader(memoryview(content)[start:end]) as source:
            while piece := source.read(PIECE):
                yield Unpacked(piece)
    except zstandard.ZstdError as error:
        memory = "memory" in str(error)
        raise Unreadable("limit:dictionary" if memory else "malformed:zstd") from error


def _end(content: Content, start: int) -> int:
    """Return where the frame at `start` ends, by its block headers; 0 if it is cut or malformed."""
    try:
        position = start + zstandard.frame_header_size(bytes(content[start : start + _HEADER_MAX]))
    except zstandard.ZstdError:
        return 0
    has_checksum = content[start + 4] & 0x04
    last = False
    while not last:
        header = int.from_bytes(content[position : position + 3], "little")
        last, kind, size = bool(header & 1), header >> 1 & 3, header >> 3
        position += 3 + (1 if kind == _RLE else size)
        if kind == _RESERVED or position > len(content):
            return 0
    position += 4 if has_checksum else 0
    return position if position <= len(content) else 0
