"""tar archives (POSIX.1-2017 pax and ustar, GNU, v7): members lie unpacked in the file.

The standard library reads the headers, so that tar needs no shared library. Names are text, links
are not followed, holes of sparse files are filled as far as ratio and budget allow.
"""

import tarfile
from collections.abc import Iterator, Mapping

from inspection.content import Content, stream
from inspection.errors import Unreadable
from inspection.readers.archive import archive_member, tar_text
from inspection.readers.archive.archive_member import Meter
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_BLOCK = tarfile.BLOCKSIZE
_PIECE = 8 << 20  # most members are one piece, which is not copied again
_NEXT_VOLUME = b"M"  # GNU: the rest of a member whose beginning is in the volume before
_WITHOUT_DATA = frozenset(
    {tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE}
)


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield names, owners, comments and contents of all members, and what stands behind the last one."""
    return archive_member.or_strings(_read(content, place, walk), content, place, "tar", walk)


def _read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    meter, told, end = Meter(len(content), walk), tar_text.Told(), 0
    for info, shared, reached in _infos(content):
        walk.count_member()
        end = reached
        inner = step(place, "member", tar_text.text(info.name))
        yield from archive_member.names(inner, *map(tar_text.text, (info.name, info.linkname)))
        yield from told.about(info, shared, inner)
        if info.type == _NEXT_VOLUME:
            walk.refuse("multi-volume:tar")
        if info.type not in _WITHOUT_DATA:
            pieces = meter.bounded(_data(content, info))
            yield from walk.guard("tar", archive_member.inspect(pieces, inner, walk))
            yield from _slack(content, info, inner)
    while (block := content[end : end + _BLOCK]) and block == bytes(len(block)):  # two or more end an archive
        end += len(block)
    if 0 < end < len(content):
        yield from archive_member.stray(content, end, len(content), place, walk)


def _slack(content: Content, info: tarfile.TarInfo, place: Place) -> Iterator[Segment]:
    """Yield the strings between the end of a member and that of its last block, where NUL octets should be."""
    end = info.offset_data + info.size
    if info.sparse is None and (rest := bytes(content[end : end + -end % _BLOCK]).strip(b"\0")):
        yield from unknown.strings(rest, step(place, "stray", "block"))


def _infos(content: Content) -> Iterator[tuple[tarfile.TarInfo, Mapping[str, str], int]]:
    """Yield headers, the records shared so far, and the offsets behind their data.

    Raises:
        Unreadable: `malformed:tar` at the first header that cannot be read.
    """
    reached = -1
    try:
        archive = tarfile.open(fileobj=stream(content), mode="r:", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
        while (info := archive.next()) is not None:
            if archive.offset <= reached:  # a negative size would lead back for ever
                raise Unreadable("malformed:tar")
            reached = archive.offset
            yield info, archive.pax_headers, reached
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise Unreadable("malformed:tar") from error


def _data(content: Content, info: tarfile.TarInfo) -> Iterator[bytes]:
    """Yield a member's octets; what a header promises and the file does not hold is `malformed:tar`."""
    if info.sparse is None:
        yield from _stored(content, info.offset_data, info.size)
        return
    start, given = info.offset_data, 0
    spans: list[tuple[int, int]] = info.sparse  # type: ignore[assignment]  # typeshed says bytes
    for offset, size in spans:
        yield from _hole(offset - given)
        yield from _stored(content, start, size)
        start, given = start + size, offset + size
    yield from _hole(info.size - given)


def _stored(content: Content, start: int, size: int) -> Iterator[bytes]:
    for offset in range(start, start + size, _PIECE):
        piece = bytes(content[offset : min(offset + _PIECE, start + size)])
        yield piece
        if len(piece) < min(_PIECE, start + size - offset):
            raise Unreadable("malformed:tar")


def _hole(size: int) -> Iterator[bytes]:
    for offset in range(0, size, _PIECE):
        yield bytes(min(_PIECE, size - offset))
