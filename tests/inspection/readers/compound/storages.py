"""A writer of compound files ([MS-CFB] version 3) with storages within storages and a mini stream."""

import struct
from collections.abc import Mapping, Sequence

from tests.inspection.readers.compound.compound_files import END, FREE, MINI, NONE, SECTOR, TABLE, entry

Tree = Mapping[str, "bytes | Tree"]
MINI_SECTOR = 64


class _Writer:
    def __init__(self, tree: Tree) -> None:
        self.sectors: list[bytes] = []
        self.chains: list[int] = []
        self.mini = b""
        self.mini_chains: list[int] = []
        self.entries: list[bytes] = [b""]
        self.first = self._children(tree)

    def _children(self, tree: Tree) -> int:
        """Write the entries of a storage, each the right neighbour of the one before; return the first."""
        previous = NONE
        for name, value in reversed(list(tree.items())):
            if isinstance(value, bytes):
                start = self._stream(value)
                made = entry(name, 2, right=previous, start=start, size=len(value))
            else:
                made = entry(name, 1, right=previous, child=self._children(value), start=0)
            self.entries.append(made)
            previous = len(self.entries) - 1
        return previous

    def _stream(self, data: bytes) -> int:
        if not data:
            return END
        if len(data) >= MINI:
            return self.place(data)
        start = len(self.mini_chains)
        count = -(-len(data) // MINI_SECTOR)
        self.mini += data.ljust(count * MINI_SECTOR, b"\0")
        self.mini_chains += [*range(start + 1, start + count), END]
        return start

    def place(self, data: bytes) -> int:
        """Put a stream into sectors of its own and return the first one."""
        if not data:
            return END
        start = len(self.sectors)
        self.sectors += [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        self.chains += [*range(start + 1, len(self.sectors)), END]
        return start


def storages(tree: Tree) -> bytes:
    """A compound file with these streams (octets) and storages (mappings)."""
    writer = _Writer(tree)
    mini_size = len(writer.mini)
    mini_start = writer.place(writer.mini)
    mini_table = writer.place(_longs(writer.mini_chains))
    mini_count = -(-len(writer.mini_chains) * 4 // SECTOR)
    root = bytearray(entry("Root Entry", 5, child=writer.first))
    root[116:128] = struct.pack("<IQ", mini_start, mini_size)
    directory = b"".join([bytes(root), *writer.entries[1:]])
    directory += entry("", 0) * (-(len(directory) // 128) % 4)
    directory_start = writer.place(directory)
    tables = -(-len(writer.sectors) // (SECTOR // 4 - 1))
    fat = [*writer.chains, *[TABLE] * tables]
    fat += [FREE] * (tables * SECTOR // 4 - len(fat))
    positions = range(len(writer.sectors), len(writer.sectors) + tables)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, tables, directory_start, 0, MINI, mini_table, mini_count, END, 0)
    head += struct.pack("<109I", *positions, *[FREE] * (109 - tables))
    return head + b"".join(writer.sectors) + _longs(fat)


def _longs(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values).ljust(-(-len(values) * 4 // SECTOR) * SECTOR, b"\xff")
