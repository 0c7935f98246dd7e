"""A writer of Word documents ([MS-DOC]), as small as a reader of the specification accepts them."""

import struct
from collections.abc import Mapping, Sequence

from tests.inspection.readers.compound.storages import storages

TEXT = 0x400  # where the text begins in the stream
PAGE = 512
DELETED, INSERTED, HIDDEN = b"\x00\x08\x01", b"\x01\x08\x01", b"\x3c\x08\x01"
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
Runs = Sequence[tuple[int, int, bytes]]  # first character, last but one, property modifiers


def word_file(text: str = "", **parts: object) -> bytes:
    return storages(streams(text, **parts))  # type: ignore[arg-type]


def streams(
    text: str,
    *,
    others: Mapping[int, str] | None = None,
    characters: Runs = (),
    paragraphs: Runs = (),
    narrow: bool = False,
    tables: Mapping[int, bytes] | None = None,
    flags: int = 0,
    version: int = 0xC1,
) -> dict[str, bytes]:
    """`others` are texts by their number among the counts, `tables` structures by their number in the block."""
    counts = [len(text), *(len((others or {}).get(number, "")) for number in range(1, 8))]
    whole = (
        text + "".join((others or {}).get(number, "") for number in range(1, 8)) + ("\r" if others else "")
    )
    width, codec = (1, "cp1252") if narrow else (2, "utf-16-le")
    body = whole.encode(codec)
    pages = -(-(TEXT + len(body)) // PAGE)
    stream = bytes(TEXT) + body.ljust(pages * PAGE - TEXT, b"\0")
    stream += page(characters, width, len(whole)) + page(paragraphs, width, len(whole), paragraphs=True)
    table, pairs = b"", {}
    structures = {33: clx(len(whole), narrow=narrow), 12: bins(pages), 13: bins(pages + 1), **(tables or {})}
    for number, data in structures.items():
        pairs[number] = (len(table), len(data))
        table += data
    return {"WordDocument": block(counts, pairs, flags, version) + stream[TEXT:], "0Table": table}


def block(
    counts: Sequence[int], pairs: Mapping[int, tuple[int, int]], flags: int = 0, version: int = 0xC1
) -> bytes:
    head = struct.pack("<HHHHHH", 0xA5EC, version, 0, 0x0804, 0, flags).ljust(32, b"\0")
    longs = struct.pack("<3I8I11I", *[0] * 3, *counts, *[0] * 11)
    flat = [value for number in range(93) for value in pairs.get(number, (0, 0))]
    whole = head + struct.pack("<H28xH", 14, 22) + longs + struct.pack("<H186I", 93, *flat)
    return whole.ljust(TEXT, b"\0")


def clx(count: int, *, narrow: bool = False, start: int = TEXT) -> bytes:
    fc = (2 * start) | 1 << 30 if narrow else start
    table = struct.pack("<II", 0, count) + struct.pack("<HIH", 0, fc, 0)
    return b"\x01\x02\0xx" + b"\x02" + struct.pack("<I", len(table)) + table


def bins(number: int) -> bytes:
    return struct.pack("<III", TEXT, TEXT + 1, number)


def page(runs: Runs, width: int, count: int, *, paragraphs: bool = False) -> bytes:
    """A page of formatted runs; what lies between two of them has no formatting."""
    edges = sorted({0, count, *(edge for run in runs for edge in run[:2])})
    by_start = {run[0]: run[2] for run in runs}
    kept, size = b"", 13 if paragraphs else 1
    entries = b""
    for edge in edges[:-1]:
        modifiers = by_start.get(edge, b"")
        if modifiers:
            odd = b"" if len(modifiers) % 2 else b"\0"
            body = (
                bytes([(len(modifiers) + len(odd) + 3) // 2]) + b"\0\0" + modifiers + odd
                if paragraphs
                else bytes([len(modifiers)]) + modifiers
            )
            kept = body + bytes(len(body) % 2) + kept
        entries += (bytes([(510 - len(kept)) // 2]) if modifiers else b"\0").ljust(size, b"\0")
    head = struct.pack(f"<{len(edges)}I", *(TEXT + edge * width for edge in edges)) + entries
    return head.ljust(510 - len(kept), b"\0") + kept + bytes([0, len(edges) - 1])


def string_table(*strings: str) -> bytes:
    """A table of strings in UTF-16 ([MS-DOC] 2.2.4)."""
    body = b"".join(struct.pack("<H", len(text)) + text.encode("utf-16-le") for text in strings)
    return struct.pack("<HHH", 0xFFFF, len(strings), 0) + body
