"""Disc images (ISO 9660): every tree of directories that a program may show.

An image has up to three trees over the same files: Rock Ridge, Joliet, and the plain one. Programs
choose, so a file that stands in one tree only is hidden from many. The first tree is read whole,
of the others the names and the files that the trees before did not have. Nothing in an image has
a check value, so the strings of its beginning, where directories lie, are read once more.
"""

import zlib
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.readers.archive import archive_member, archive_outline
from inspection.readers.archive.archive_member import Meter, name_of
from inspection.readers.archive.libarchive_entries import Archive
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_TREES = (b"", b"iso9660:!rockridge", b"iso9660:!joliet,iso9660:!rockridge")
_Sum = tuple[int, int]  # octets and their CRC-32


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield descriptors, names and contents of all trees, and what stands before and behind the volumes."""
    return archive_member.or_strings(_read(content, place, walk), content, place, "iso", walk)


def _read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    outline = archive_outline.disc(content)
    for text in outline.comments:
        yield from unknown.strings(text, step(place, "comment", "iso"))
    disc = _Disc(content, walk)
    for options in _TREES:
        yield from disc.tree(options, place)
    yield from archive_member.stray(content, 0, min(archive_outline.DISC_START, len(content)), place, walk)
    for segment in unknown.strings(content, step(place, "strings", "iso")):
        yield msgspec.structs.replace(segment, alternate=True)
    if 0 <= outline.end < len(content):
        yield from archive_member.stray(content, outline.end, len(content), place, walk)


class _Disc:
    """What the trees so far had: their lists of names, and sums of their files."""

    def __init__(self, content: Content, walk: Walk) -> None:
        self._content = content
        self._walk = walk
        self._meter = Meter(len(content), walk)
        self._lists: set[tuple[bytes, ...]] = set()
        self._sums: set[_Sum] = set()

    def tree(self, options: bytes, place: Place) -> Iterator[Segment]:
        """Yield what one tree has beyond those before."""
        with Archive(self._content, "iso", options=options) as archive:
            listed = tuple(entry.name for entry in archive)
        if listed in self._lists:
            return
        known = self._known(options) if self._lists else frozenset()
        self._lists.add(listed)
        with Archive(self._content, "iso", options=options) as archive:
            for number, entry in enumerate(archive):
                self._walk.count_member()
                inner = step(place, "member", name_of(entry.name))
                yield from archive_member.names(inner, *map(name_of, (entry.name, *entry.links)))
                if not entry.is_directory and number not in known:
                    pieces = self._summed(self._meter.bounded(archive.data()))
                    yield from self._walk.guard("iso", archive_member.inspect(pieces, inner, self._walk))

    def _known(self, options: bytes) -> frozenset[int]:
        """Return the numbers of the entries in a tree whose content another tree had."""
        with Archive(self._content, "iso", options=options) as archive:
            return frozenset(n for n, _ in enumerate(archive) if _sum(archive.data()) in self._sums)

    def _summed(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        size = check = 0
        for piece in pieces:
            size, check = size + len(piece), zlib.crc32(piece, check)
            yield piece
        self._sums.add((size, check))


def _sum(pieces: Iterator[bytes]) -> _Sum:
    size = check = 0
    for piece in pieces:
        size, check = size + len(piece), zlib.crc32(piece, check)
    return size, check
