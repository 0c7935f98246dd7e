"""A writer of binary workbooks ([MS-XLSB]): records, parts and the package around them."""

import struct
from collections.abc import Mapping, Sequence

from tests.inspection.samples import archive

NONE = b"\xff\xff\xff\xff"
_RELATIONS = b"<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.bin'/></Relationships>"


def record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, octets = len(data), b""
    while size > 0x7F:
        octets += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + octets + bytes([size]) + data


def part(*records: bytes) -> bytes:
    return record(129) + b"".join(records) + record(130)


def string(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(number: int) -> bytes:
    return record(0, struct.pack("<I", number) + bytes(13))


def cell(kind: int, column: int, value: bytes) -> bytes:
    return record(kind, struct.pack("<II", column, 0) + value)


def text(column: int, value: str) -> bytes:
    return cell(6, column, string(value))


def shared(column: int, index: int) -> bytes:
    return cell(7, column, struct.pack("<I", index))


def formula(tokens: bytes) -> bytes:
    return struct.pack("<I", len(tokens)) + tokens + bytes(4)


def text_token(value: str) -> bytes:
    return b"\x17" + struct.pack("<H", len(value)) + value.encode("utf-16-le")


def workbook(
    *records: bytes,
    shared: Sequence[str] = (),
    parts: Mapping[str, bytes] | None = None,
    name: str = "秘密表",
) -> bytes:
    """A package with one very hidden sheet, and other parts in addition or instead."""
    sheets = record(156, struct.pack("<II", 2, 1) + string("rId1") + string(name))
    strings = b"".join(record(19, b"\0" + string(one)) for one in shared)
    members = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.bin": record(131) + sheets + record(132),
        "xl/_rels/workbook.bin.rels": _RELATIONS,
        "xl/worksheets/sheet1.bin": part(*records),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(shared), len(shared)))
        + strings
        + record(160),
    }
    return archive({**members, **(parts or {})})
