"""The compression methods of ZIP (APPNOTE 4.4.5): a member's octets, unpacked in pieces.

Decoders take no more than the octets of the member and must end with them: what goes on behind
the end of a stream is shown by other programs and would not be seen here.
"""

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable, Iterator

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive import compressed_streams, compressed_zstd
from inspection.readers.archive.compressed_streams import FED, PIECE, Decoder, Inflate
from inspection.readers.archive.libarchive_entries import Archive
from inspection.walker import Walk

_STORED_PIECE = 1 << 20
_LZMA_HEADER = struct.Struct("<HHBI")  # version, size of what follows: lc, lp and pb in one, dictionary


class Packed(msgspec.Struct, frozen=True, gc=False):
    """Where a member lies: its local header, its packed octets; and how large it is by its directory.

    `password` opens it, empty if it is not encrypted.
    """

    method: int
    header: int
    start: int
    end: int
    size: int
    password: bytes = b""


def unpack(content: Content, packed: Packed, walk: Walk) -> Iterator[bytes]:
    """Yield the octets of a member.

    Raises:
        Unreadable: `unsupported:zip-method`, `malformed:zip`, `limit:dictionary`.
    """
    method = _by_libarchive if packed.password else _METHODS.get(packed.method)
    if method is None:
        raise Unreadable("unsupported:zip-method")
    return method(content, packed, walk)


def _stored(content: Content, packed: Packed, _walk: Walk) -> Iterator[bytes]:
    for position in range(packed.start, packed.end, _STORED_PIECE):
        yield content[position : min(position + _STORED_PIECE, packed.end)]


def _deflated(content: Content, packed: Packed, _walk: Walk) -> Iterator[bytes]:
    """Inflate a member, a small one at once: most members of most archives are small."""
    if packed.end - packed.start <= FED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            octets = inflate.decompress(content[packed.start : packed.end], PIECE)
        except zlib.error as error:
            raise Unreadable("malformed:zip") from error
        if inflate.eof and not inflate.unused_data:
            return iter((octets,))
    return _stream(Inflate(-zlib.MAX_WBITS), content, packed)


def _bzip2(content: Content, packed: Packed, _walk: Walk) -> Iterator[bytes]:
    return _stream(bz2.BZ2Decompressor(), content, packed)


def _xz(content: Content, packed: Packed, walk: Walk) -> Iterator[bytes]:
    return _stream(lzma.LZMADecompressor(memlimit=walk.limits.dictionary), content, packed)


def _zstd(content: Content, packed: Packed, walk: Walk) -> Iterator[bytes]:
    for each in compressed_zstd.unpack(content[packed.start : packed.end], walk):
        yield each.octets


def _lzma(content: Content, packed: Packed, walk: Walk) -> Iterator[bytes]:
    """Unpack LZMA (APPNOTE 5.8), whose stream need not say where it ends."""
    head = content[packed.start : packed.start + _LZMA_HEADER.size]
    if len(head) < _LZMA_HEADER.size:
        raise Unreadable("malformed:zip")
    *_, coded, dictionary = _LZMA_HEADER.unpack(head)
    if dictionary > walk.limits.dictionary:
        raise Unreadable("limit:dictionary")
    lc, lp, pb = coded % 9, coded // 9 % 5, coded // 45
    chain = [{"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": lc, "lp": lp, "pb": pb}]
    try:
        decoder = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain)
    except (lzma.LZMAError, ValueError) as error:
        raise Unreadable("malformed:zip") from error
    given = 0
    body = msgspec.structs.replace(packed, start=packed.start + _LZMA_HEADER.size)
    for piece in _stream(decoder, content, body):
        yield piece
        given += len(piece)
        if given == packed.size and not decoder.eof:
            return


def _by_libarchive(content: Content, packed: Packed, _walk: Walk) -> Iterator[bytes]:
    """Unpack PPMd and what is encrypted by libarchive, which reads one member after its local header."""
    with Archive(content, "zip", packed.header, password=packed.password) as archive:
        for _ in archive:
            yield from archive.data()
            return


def _stream(decoder: Decoder, content: Content, packed: Packed) -> Iterator[bytes]:
    for each in compressed_streams.run(decoder, content, packed.start, "zip", packed.end):
        if each.end and each.end != packed.end:
            raise Unreadable("malformed:zip")
        yield each.octets


_METHODS: dict[int, Callable[[Content, Packed, Walk], Iterator[bytes]]] = {
    0: _stored, 8: _deflated, 12: _bzip2, 14: _lzma, 93: _zstd, 95: _xz, 98: _by_libarchive,
}  # fmt: skip
