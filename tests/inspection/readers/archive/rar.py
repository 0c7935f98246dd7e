"""A writer of RAR archives with stored members, version 4 (technote) and version 5 (archive format)."""

import struct
import zlib
from typing import NamedTuple

MEMBER, SERVICE = "member", "service"


class Part(NamedTuple):
    """A member or, by its role, a comment or stream."""

    name: bytes
    data: bytes
    role: str = MEMBER
    encrypted: bool = False
    split: bool = False
    lock: bytes = b""  # the encryption record of a member of version 5, its size in front


def comment(data: bytes) -> Part:
    return Part(b"CMT", data, SERVICE)


def rar4(
    *parts: Part, main_flags: int = 0, end_flags: int = 0, version: int = 29, with_end: bool = True
) -> bytes:
    out = b"Rar!\x1a\x07\x00" + _block4(0x73, main_flags, bytes(6))
    for part in parts:
        flags = 0x8000 | (4 if part.encrypted else 0) | (2 if part.split else 0)
        fixed = struct.pack(
            "<IIBIIBBHI", len(part.data), len(part.data), 3, zlib.crc32(part.data), 0, version, 0x30,
            len(part.name), 0o100644,
        )  # fmt: skip
        out += _block4(0x74 if part.role == MEMBER else 0x7A, flags, fixed + part.name) + part.data
    return out + (_block4(0x7B, 0x4000 | end_flags, b"") if with_end else b"")


def _block4(kind: int, flags: int, fields: bytes) -> bytes:
    header = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(header) & 0xFFFF) + header


def rar5(*parts: Part, volume: bool = False, hidden: bool = False, last: bool = True) -> bytes:
    out = b"Rar!\x1a\x07\x01\x00"
    if hidden:
        return out + _block5(vint(4) + vint(0) + vint(0) + vint(0) + vint(15) + bytes(16)) + bytes(64)
    out += _block5(vint(1) + vint(0) + vint(1 if volume else 0))
    for part in parts:
        extra = vint(2) + vint(1) + vint(0) if part.encrypted else part.lock  # size, type, version
        flags = 2 | (1 if extra else 0) | (0x10 if part.split else 0)
        fields = vint(2 if part.role == MEMBER else 3) + vint(flags)
        fields += (vint(len(extra)) if extra else b"") + vint(len(part.data))
        fields += vint(4) + vint(len(part.data)) + vint(0o100644)
        fields += (
            struct.pack("<I", zlib.crc32(part.data)) + vint(0) + vint(1) + vint(len(part.name)) + part.name
        )
        out += _block5(fields + extra) + part.data
    return out + _block5(vint(5) + vint(0) + vint(0 if last else 1))


def _block5(fields: bytes) -> bytes:
    header = vint(len(fields)) + fields
    return struct.pack("<I", zlib.crc32(header)) + header


def vint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])
