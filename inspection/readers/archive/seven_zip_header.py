"""The directory of a 7z archive (7zFormat.txt), as far as it says how streams are packed.

Only folders of coders with one stream in and one out are known: with others (BCJ2) an archive is
not decrypted.
"""

import struct
from typing import NamedTuple

import msgspec

from inspection.errors import Unreadable

START = struct.Struct(
    "<6sHIQQI"
)  # signature, version, check of what follows; offset, size, check of the directory
HEADER, PACKED_HEADER = 0x01, 0x17
_END, _MAIN_STREAMS, _ARCHIVE_PROPERTIES = 0x00, 0x04, 0x02
_PACK, _UNPACK, _SIZE, _CRC, _FOLDER, _UNPACK_SIZE = 0x06, 0x07, 0x09, 0x0A, 0x0B, 0x0C
_ID_SIZE, _COMPLEX, _HAS_PROPERTIES, _RESERVED = 0x0F, 0x10, 0x20, 0xC0
_COUNT_MAX = 1 << 16


class Coder(NamedTuple):
    """One step of unpacking."""

    method: bytes
    properties: bytes


class Folder(msgspec.Struct):
    """Coders of one packed stream, which input takes which output, and what each coder gives in octets."""

    coders: list[Coder]
    pairs: list[tuple[int, int]]
    sizes: list[int] = []
    check: bytes = b""


class Streams(msgspec.Struct):
    """Packed streams, one a folder: where the first begins behind the start header, and their sizes.

    `rest` is where the octets behind what was parsed begin in the directory.
    """

    position: int
    sizes: list[int]
    folders: list[Folder]
    rest: int


class _Cursor:
    def __init__(self, octets: bytes, position: int) -> None:
        self.octets = octets
        self.position = position

    def take(self, count: int) -> bytes:
        piece = self.octets[self.position : self.position + count]
        if len(piece) < count:
            raise Unreadable("malformed:7z")
        self.position += count
        return piece

    def byte(self) -> int:
        return self.take(1)[0]

    def expect(self, kind: int) -> None:
        if self.byte() != kind:
            raise Unreadable("malformed:7z")

    def number(self) -> int:
        """Return a NUMBER: leading ones of the first octet count those that follow, least first."""
        first = self.byte()
        mask, value = 0x80, 0
        for index in range(8):
            if not first & mask:
                return value + ((first & mask - 1) << 8 * index)
            value |= self.byte() << 8 * index
            mask >>= 1
        return value

    def count(self) -> int:
        value = self.number()
        if value > _COUNT_MAX:
            raise Unreadable("malformed:7z")
        return value


def parse(directory: bytes) -> Streams:
    """Return how the streams of a directory, packed or not, are packed.

    Raises:
        Unreadable: `malformed:7z`, also for what is not known here.
    """
    cursor = _Cursor(directory, 0)
    if cursor.byte() == HEADER:
        cursor.expect(_MAIN_STREAMS)
    cursor.expect(_PACK)
    position, count = cursor.number(), cursor.count()
    cursor.expect(_SIZE)
    sizes = [cursor.number() for _ in range(count)]
    _checks(cursor, count)
    cursor.expect(_UNPACK)
    cursor.expect(_FOLDER)
    folders = cursor.count()
    cursor.expect(0)  # not external
    streams = Streams(position, sizes, [_folder(cursor) for _ in range(folders)], 0)
    cursor.expect(_UNPACK_SIZE)
    for folder in streams.folders:
        folder.sizes = [cursor.number() for _ in folder.coders]
    for folder, check in zip(streams.folders, _checks(cursor, folders), strict=True):
        folder.check = check
    if len(sizes) != folders:
        raise Unreadable("malformed:7z")
    streams.rest = cursor.position
    return streams


def _folder(cursor: _Cursor) -> Folder:
    coders = []
    for _ in range(cursor.count()):
        flags = cursor.byte()
        if flags & (_COMPLEX | _RESERVED):
            raise Unreadable("malformed:7z")
        method = cursor.take(flags & _ID_SIZE)
        coders.append(Coder(method, cursor.take(cursor.count()) if flags & _HAS_PROPERTIES else b""))
    pairs = [(cursor.number(), cursor.number()) for _ in coders[1:]]
    return Folder(coders, pairs)


def _checks(cursor: _Cursor, count: int) -> list[bytes]:
    """Return the checksums of as many streams, empty where there is none, and pass the end of this part."""
    kind, checks = cursor.byte(), [b""] * count
    if kind == _CRC:
        defined = [True] * count
        if not cursor.byte():  # not all are: a bit for each, the first one highest
            bits = cursor.take(-(-count // 8))
            defined = [bool(bits[number // 8] & 0x80 >> number % 8) for number in range(count)]
        checks = [cursor.take(4) if each else b"" for each in defined]
        kind = cursor.byte()
    if kind != _END:
        raise Unreadable("malformed:7z")
    return checks


def rebuilt(streams: Streams, rest: bytes) -> bytes:
    """Return an unpacked directory with these streams, from octet 0 on, and what stood behind them."""
    out = bytearray([HEADER, _MAIN_STREAMS, _PACK, *_number(0), *_number(len(streams.sizes)), _SIZE])
    for size in streams.sizes:
        out += _number(size)
    out += bytes([_END, _UNPACK, _FOLDER, *_number(len(streams.folders)), 0])
    for folder in streams.folders:
        out += _number(len(folder.coders))
        for coder in folder.coders:
            out += bytes([len(coder.method) | (_HAS_PROPERTIES if coder.properties else 0)]) + coder.method
            out += bytes(_number(len(coder.properties))) + coder.properties if coder.properties else b""
        for pair in folder.pairs:
            out += bytes(_number(pair[0])) + bytes(_number(pair[1]))
    out += bytes([_UNPACK_SIZE])
    for folder in streams.folders:
        for size in folder.sizes:
            out += _number(size)
    checks = [folder.check for folder in streams.folders]
    if any(checks):
        bits = sum((0x80 >> number % 8) << 8 * (number // 8) for number, check in enumerate(checks) if check)
        out += bytes([_CRC, 0]) + bits.to_bytes(-(-len(checks) // 8), "little") + b"".join(checks)
    return bytes(out) + bytes([_END]) + rest


def _number(value: int) -> bytes:
    return bytes([value]) if value < 0x80 else b"\xff" + struct.pack("<Q", value)  # noqa: PLR2004  # one octet
