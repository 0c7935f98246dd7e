"""Decoders of the standard library behind one loop: bounded pieces, stream after stream."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.walker import Walk

# Octets given to a decoder and asked of it at a time: with pieces that stay in the processor's cache
# a large member is inflated and summed in 0.6 of the time that pieces of 1 MiB need.
FED = 16 * 1024
PIECE = 64 * 1024
_XZ_PADDING = 4  # NUL octets between streams come in fours (xz file format, 2.2)


class Unpacked(NamedTuple):
    """A piece of content, or a text beside it; `end` is where the last whole stream ended, else 0."""

    octets: bytes = b""
    end: int = 0
    text: bytes = b""


class Decoder(Protocol):
    """What bz2 and lzma offer; zlib is brought to it."""

    @property
    def eof(self) -> bool: ...  # noqa: D102
    @property
    def needs_input(self) -> bool: ...  # noqa: D102
    @property
    def unused_data(self) -> bytes: ...  # noqa: D102
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...  # noqa: D102


class Inflate:
    """`zlib.decompressobj` with the interface of the other decoders; `wbits` as there."""

    def __init__(self, wbits: int) -> None:
        self._inflate = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        """Whether the end of the stream was reached."""
        return self._inflate.eof

    @property
    def needs_input(self) -> bool:
        """Whether all input was used."""
        return not self._inflate.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """Input behind the end of the stream."""
        return self._inflate.unused_data

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes:
        """Return at most `max_length` octets."""
        return self._inflate.decompress(self._inflate.unconsumed_tail + data, max_length)


def run(decoder: Decoder, content: Content, start: int, form: str, limit: int = 0) -> Iterator[Unpacked]:
    """Yield what one stream from `start` (to `limit`, if given) unpacks to, its end with the last piece.

    Raises:
        Unreadable: `malformed:<form>` if the stream is damaged or cut, `limit:dictionary` if it asks
            for too much memory.
    """
    position, end = start, limit or len(content)
    while not decoder.eof:
        fed = b""
        if decoder.needs_input:
            fed = bytes(content[position : min(position + FED, end)])
            position += len(fed)
        octets = _decompress(decoder, fed, form)
        if not fed and not octets and not decoder.eof:
            raise Unreadable(f"malformed:{form}")
        yield Unpacked(octets)
    yield Unpacked(b"", position - len(decoder.unused_data))


def _decompress(decoder: Decoder, fed: bytes, form: str) -> bytes:
    try:
        return decoder.decompress(fed, PIECE)
    except lzma.LZMAError as error:
        reason = "limit:dictionary" if "Memory usage limit" in str(error) else f"malformed:{form}"
        raise Unreadable(reason) from error
    except (zlib.error, OSError, EOFError, ValueError) as error:
        raise Unreadable(f"malformed:{form}") from error


def one_after_another(
    new: Callable[[], Decoder], magic: bytes, content: Content, form: str, padding: int = 0
) -> Iterator[Unpacked]:
    """Yield what all streams unpack to; a new one begins where `magic` follows, perhaps after padding."""
    position = 0
    while content[position : position + len(magic)] == magic:
        for each in run(new(), content, position, form):
            position = max(position, each.end)
            yield each
        while padding and content[position : position + padding] == bytes(padding):
            position += padding
        yield Unpacked(end=position)


def zlib_stream(content: Content, _walk: Walk) -> Iterator[Unpacked]:
    """Yield one zlib stream."""
    return run(Inflate(zlib.MAX_WBITS), content, 0, "zlib")


def bzip2(content: Content, _walk: Walk) -> Iterator[Unpacked]:
    """Yield all bzip2 streams."""
    return one_after_another(bz2.BZ2Decompressor, b"BZh", content, "bzip2")


def xz(content: Content, walk: Walk) -> Iterator[Unpacked]:
    """Yield all xz streams; a dictionary beyond `Limits.dictionary` is refused."""

    def new() -> Decoder:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=walk.limits.dictionary)

    return one_after_another(new, b"\xfd7zXZ\0", content, "xz", _XZ_PADDING)
