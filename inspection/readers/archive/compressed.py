"""Compressed streams: gzip, zlib, bzip2, xz, Zstandard, and by libarchive LZ4, lzip and compress(1).

Programs read on behind the end of a stream if another one follows, so streams that follow each
other are one content here too. What follows and is no stream is inspected as a file of its own.
"""

from collections.abc import Callable, Iterator

from inspection.content import Content
from inspection.readers.archive import archive_member, compressed_gzip, compressed_streams, compressed_zstd
from inspection.readers.archive.compressed_streams import Unpacked
from inspection.readers.archive.libarchive_entries import Archive
from inspection.segment import Place, Segment, step
from inspection.walker import Reader, Walk

_Unpack = Callable[[Content, Walk], Iterator[Unpacked]]


def _reader(form: str, unpack: _Unpack) -> Reader:
    def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
        walk.count_member()
        inner = step(place, "member", form)
        told = _Told()
        pieces = archive_member.Meter(len(content), walk).bounded(told.pieces(unpack(content, walk)))
        yield from archive_member.inspect(pieces, inner, walk)
        for text in told.texts:
            yield from archive_member.comment(text, inner, form)
        if told.complete and told.end < len(content):
            yield from archive_member.stray(content, told.end, len(content), place, walk)

    return read


class _Told:
    """Where the last whole stream ended, and texts beside the content: names, comments, skipped frames."""

    def __init__(self) -> None:
        self.complete = False
        self.end = 0
        self.texts: list[bytes] = []

    def pieces(self, unpacked: Iterator[Unpacked]) -> Iterator[bytes]:
        for each in unpacked:
            self.end = max(self.end, each.end)
            if each.text:
                self.texts.append(each.text)
            if each.octets:
                yield each.octets
        self.complete = True


def _by_libarchive(form: str) -> _Unpack:
    """Unpack by libarchive, which reads to the end of the file, whatever stands there."""

    def unpack(content: Content, _walk: Walk) -> Iterator[Unpacked]:
        with Archive(content, form) as archive:
            for _ in archive:
                yield from map(Unpacked, archive.data())
        yield Unpacked(end=len(content))

    return unpack


gzip = _reader("gzip", compressed_gzip.unpack)
zlib = _reader("zlib", compressed_streams.zlib_stream)
bzip2 = _reader("bzip2", compressed_streams.bzip2)
xz = _reader("xz", compressed_streams.xz)
zstd = _reader("zstd", compressed_zstd.unpack)
lz4 = _reader("lz4", _by_libarchive("lz4"))
lzip = _reader("lzip", _by_libarchive("lzip"))
unix_compress = _reader("compress", _by_libarchive("compress"))
