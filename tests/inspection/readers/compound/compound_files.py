"""A writer of OLE2 compound files ([MS-CFB] version 3), as small as `olefile` accepts them."""

import struct

SECTOR = 512
MINI = 4096  # smaller streams would live in another table: they are padded to this
FREE, END, TABLE, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, padded with NUL octets to whole sectors."""
    bodies = [data.ljust(MINI, b"\0") for data in streams.values()]
    bodies = [data + bytes(-len(data) % SECTOR) for data in bodies]
    entries = [entry("Root Entry", 5, child=1 if streams else NONE)]
    sectors, table = b"", [TABLE]
    for number, (name, data) in enumerate(zip(streams, bodies, strict=True), 1):
        following = number + 1 if number < len(streams) else NONE
        entries.append(entry(name, 2, right=following, start=len(table), size=len(data)))
        count = len(data) // SECTOR
        table += [*range(len(table) + 1, len(table) + count), END]
        sectors += data
    directory = b"".join(entries)
    directory += entry("", 0) * (-len(entries) % 4)
    first, count = len(table), len(directory) // SECTOR
    table += [*range(first + 1, first + count), END]
    assert len(table) <= SECTOR // 4
    table += [FREE] * (SECTOR // 4 - len(table))
    return header(first) + struct.pack("<128I", *table) + sectors + directory


def header(directory: int) -> bytes:
    fixed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    fixed += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    fixed += struct.pack("<9I", 0, 1, directory, 0, MINI, END, 0, END, 0)
    return fixed + struct.pack("<109I", 0, *[FREE] * 108)


def entry(
    name: str, kind: int, *, right: int = NONE, child: int = NONE, start: int = 0, size: int = 0
) -> bytes:
    encoded = name.encode("utf-16-le")
    fixed = encoded.ljust(64, b"\0") + struct.pack(
        "<HBB3I", len(encoded) + 2 if name else 0, kind, 1, NONE, right, child
    )
    return fixed + bytes(36) + struct.pack("<IQ", start if kind != 5 else END, size)
