"""A writer of PowerPoint presentations ([MS-PPT]): records and the streams around them."""

import struct
import zlib

from tests.inspection.readers.compound.storages import storages

SLIDE, NOTES, DOCUMENT, MASTER = 1006, 1008, 1000, 1016


def record(kind: int, data: bytes = b"", *, instance: int = 0, container: bool = False) -> bytes:
    return struct.pack("<HHI", instance << 4 | (15 if container else 0), kind, len(data)) + data


def container(kind: int, *inner: bytes) -> bytes:
    return record(kind, b"".join(inner), container=True)


def text(value: str) -> bytes:
    return record(0x0FA0, value.encode("utf-16-le"))


def cell(top: int, value: str | None) -> bytes:
    """A shape in a group; an empty one has no text."""
    anchor = record(0xF00F, struct.pack("<4i", 0, top, 10, top + 10))
    return container(0xF004, anchor, *([] if value is None else [container(0xF00D, text(value))]))


def packed_object(data: bytes) -> bytes:
    return record(0x1011, struct.pack("<I", len(data)) + zlib.compress(data), instance=1)


def power_point_file(*records: bytes, token: int = 0xE391C05F, **others: bytes) -> bytes:
    user = record(0x0FF6, struct.pack("<II", 20, token))
    streams = {"Current User": user, "PowerPoint Document": b"".join(records), **others}
    return storages({name.replace("_", " "): data for name, data in streams.items()})
