"""Disc images (ISO 9660): every tree of directories that a program may show.

An image has up to three trees over the same files: Rock Ridge, Joliet, and the plain one. Programs
choose, so a file that stands in one tree only is hidden from many. The first tree is read whole,
of the others the names and the files that the trees before did not have. Nothing in an image has
a check value, so the strings of its beginning, where directories lie, are read once more, files left out.
"""

import ctypes
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive import archive_member, archive_outline
from inspection.readers.archive.archive_member import Meter, name_of
from inspection.readers.archive.libarchive_entries import Archive
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_TREES = (b"", b"iso9660:!rockridge", b"iso9660:!joliet,iso9660:!rockridge")
_PIECE, _SECTOR = 8 << 20, 2048


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
    for segment in unknown.strings(disc.rest(walk.limits.strings), step(place, "strings", "iso")):
        yield msgspec.structs.replace(segment, alternate=True)
    if 0 <= outline.end < len(content):
        yield from archive_member.stray(content, outline.end, len(content), place, walk)


class _Disc:
    """What the trees so far had: their lists of names, and where in the image their files lie."""

    def __init__(self, content: Content, walk: Walk) -> None:
        self._content = content
        self._walk = walk
        self._meter = Meter(len(content), walk)
        self._lists: set[tuple[bytes, ...]] = set()
        self.spans: set[tuple[int, int]] = set()

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
                    pieces = self._meter.bounded(self._pieces(archive))
                    yield from self._walk.guard("iso", archive_member.inspect(pieces, inner, self._walk))

    def _known(self, options: bytes) -> frozenset[int]:
        """Return the numbers of the entries in a tree whose octets another tree had."""
        with Archive(self._content, "iso", options=options) as archive:
            return frozenset(number for number, _ in enumerate(archive) if self._has(archive))

    def _has(self, archive: Archive) -> bool:
        try:
            return all((block.start, block.size) in self.spans for block in archive.blocks())
        except Unreadable:
            return False

    def _pieces(self, archive: Archive) -> Iterator[bytes]:
        for block in archive.blocks():
            if block.start < 0:
                yield ctypes.string_at(block.address, block.size)
                continue
            end = block.start + block.size
            for start in range(block.start, end, _PIECE):
                yield bytes(self._content[start : min(start + _PIECE, end)])
            self.spans.add((block.start, block.size))

    def rest(self, end: int) -> bytes:
        """Return the octets before `end` that belong to no file: directories, and files that no tree shows."""
        pieces, reached = [], 0
        for start, size in sorted(self.spans):
            pieces.append(bytes(self._content[reached : max(min(start, end), reached)]))
            reached = max(reached, start + size)
        pieces.append(bytes(self._content[min(reached, end) : end]))
        return b"\n".join(pieces).replace(bytes(_SECTOR), b"\0\0")  # most of an image's rest is blank
