"""Compound files ([MS-CFB]): streams by path, and the octets that no stream accounts for.

A compound file is a small file system. What was deleted in it, the rest of the last sector of a
stream, and what a damaged directory no longer leads to, are still in the file and are given as
`unused`.
"""

import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager

import msgspec
import olefile

from inspection.content import Content, stream
from inspection.readers.compound.ole_sectors import Sectors
from inspection.walker import Walk

Path = tuple[str, ...]

_SPECIAL = frozenset({0xFFFFFFFC, 0xFFFFFFFD})  # sectors of the DIFAT and of the FAT
_SIBLINGS = 12_000  # entries of one storage that are followed, more than `Limits.members` allows
_ENTRY, _ENTRY_TYPE = 128, 66  # octets of a directory entry, and where its type is, 2.6.1
_MINI_CUTOFF = 4096  # octets; smaller streams live in the mini stream, 2.2
# Findings of olefile about rules that writers break and on which no octet of a stream depends.
_HARMLESS = (
    "incorrect CLSID", "incorrect OLE header", "incorrect DllVersion", "incorrect number of directory sectors",
    "incorrect OLE sector index for empty stream", "OLE MiniStream is larger", "incorrect OLE stream size",
    "OLE storage with size",
)  # fmt: skip


class Compound:
    """An open compound file.

    Raises:
        OSError: header, allocation table or directory cannot be followed at all.
    """

    def __init__(self, content: Content, walk: Walk) -> None:
        self.content = content
        self._walk = walk
        with _room_for_siblings():
            self._file = olefile.OleFileIO(stream(content))
        self._sectors = Sectors(content, self._file.fat, self._file.sectorsize, self._file.sectorsize)
        self._mini: Sectors | None = None  # once a small stream is read
        self._streams: dict[Path, olefile.olefile.OleDirectoryEntry] = {}
        self._names: dict[Path, list[str]] = {}
        self._list(self._file.root, ())

    def _list(self, storage: olefile.olefile.OleDirectoryEntry, path: Path) -> None:
        self._walk.count_member()
        names = self._names[path] = []
        for entry in storage.kids:
            if entry.entry_type == olefile.STGTY_STORAGE:
                self._list(entry, (*path, _unused_name(entry.name, path, self._names)))
            else:
                name = _unused_name(entry.name, path, self._streams)
                self._streams[(*path, name)] = entry
                names.append(name)

    def names(self, storage: Path) -> list[str]:
        """Return the names of the streams directly in a storage."""
        return self._names.get(storage, [])

    @property
    def storages(self) -> list[Path]:
        """All storages, the root first, each before those within it."""
        return list(self._names)

    def read(self, path: Path) -> bytes:
        """Return a stream as far as its sectors can be followed.

        Raises:
            BudgetSpent: all streams read together are larger than `Limits.output`.
        """
        entry = self._streams[path]
        size = min(entry.size, len(self.content))
        if entry.size > size:  # a length that is wrong must not become an allocation
            self._walk.refuse("malformed:ole")
        sectors = self._mini_sectors() if size < _MINI_CUTOFF else self._sectors
        data = sectors.read(entry.isectStart, size)
        if data is None:  # olefile notes what is wrong with it
            data = bytes(self._file._open(entry.isectStart, size).read())  # noqa: SLF001  # by entry: names may repeat
        self._walk.spend(len(data))
        return data

    def _mini_sectors(self) -> Sectors:
        """Return the sectors of small streams, which lie in a stream of their own, 2.4."""
        if self._mini is None:
            self._file.loadminifat()
            root = self._file.root
            data = self._sectors.read(root.isectStart, root.size)
            if data is None:
                data = self._file._open(root.isectStart, root.size, force_FAT=True).read()  # noqa: SLF001
            self._mini = Sectors(data, self._file.minifat, self._file.minisectorsize, 0)
        return self._mini

    @property
    def is_damaged(self) -> bool:
        """Say whether header, tables or directory broke the format, as far as they were used by now."""
        issues = (message for _, message in self._file.parsing_issues)
        return self._has_lost_entries() or not all(message.startswith(_HARMLESS) for message in issues)

    def _has_lost_entries(self) -> bool:
        """Say whether the directory has entries to which no storage leads."""
        directory = self._file.directory_fp.getvalue()
        numbers = (number for number, entry in enumerate(self._file.direntries) if entry is None)
        lost = (directory[_ENTRY * number : _ENTRY * (number + 1)] for number in numbers)
        # Writers leave what they do not use as it was formatted, with bits all zero or all one.
        return any(entry[_ENTRY_TYPE] and entry.strip(b"\xff") for entry in lost)

    def unused(self) -> bytes:
        """Return the octets of free sectors, of the rests of last sectors, and behind the last sector."""
        file, all_of = self._file, self._streams.values()
        large = [(entry.isectStart, entry.size) for entry in all_of if entry.size >= _MINI_CUTOFF]
        chains = (file.first_dir_sector, file.first_mini_fat_sector, file.root.isectStart)
        pieces = self._sectors.unused(large, chains, _SPECIAL)
        pieces.append(self.content[(self._sectors.count + 1) * file.sectorsize :])
        if self._mini is not None and self._mini.count:
            small = [(entry.isectStart, entry.size) for entry in all_of if 0 < entry.size < _MINI_CUTOFF]
            pieces += self._mini.unused(small)
        return b"\0\0".join(pieces)


@contextmanager
def _room_for_siblings() -> Iterator[None]:
    """Let olefile follow directories that are lists instead of trees: it calls itself for each sibling."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _SIBLINGS))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def _unused_name(name: str, path: Path, taken: Container[Path]) -> str:
    """Return a name for an entry; two of one name, which a damaged directory may have, are both read."""
    while (*path, name) in taken:
        name += "'"
    return name


class Storage(msgspec.Struct):
    """One storage as a reader sees it: its streams by name, each marked as read when it is taken.

    `plain` are decrypted streams, which are given in place of those in the file.
    """

    compound: Compound
    path: Path
    taken: dict[str, bytes] = {}
    done: bool = False
    plain: dict[str, bytes] = {}

    @property
    def names(self) -> list[str]:
        """The names of its streams."""
        return self.compound.names(self.path)

    def take(self, name: str) -> bytes:
        """Return a stream and mark it as accounted for; a stream that is not there is empty."""
        if name not in self.names:
            return b""
        self.taken[name] = self.plain.get(name) or self.compound.read((*self.path, name))
        return self.taken[name]

    def take_encrypted(self) -> None:
        """Mark all streams as accounted for but the property sets, which lie in the clear beside what is encrypted."""
        for name in self.names:
            if not name.startswith("\x05"):
                self.take(name)
