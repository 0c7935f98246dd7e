"""Headers of RAR archives of versions 1.5 to 4 (RAR technote): what an unpacker does not show.

Comments are packed like members, in blocks that differ from a member's in their type alone.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import partial

from inspection.content import Content
from inspection.readers.archive import archive_rar_block
from inspection.readers.archive.archive_rar_block import Block, Lock

SIGNATURE = b"Rar!\x1a\x07\x00"
_BLOCK = struct.Struct("<HBHH")  # check value, type, flags, size
_FILE = struct.Struct(
    "<IIBIIBBHI"
)  # packed, unpacked, host, CRC, time, version, method, name's size, attributes
_MAIN, _MEMBER, _SERVICE, _END = 0x73, 0x74, 0x7A, 0x7B
_DATA_FOLLOWS, _UPPER_HALVES = 0x8000, 0x0100
_VOLUME, _OLD_COMMENT, _HEADERS_ENCRYPTED = 0x0001, 0x0002, 0x0080  # of the main header
_SPLIT, _ENCRYPTED = 0x0003, 0x0004  # of a member
_ROUNDS, _SALT = 1 << 18, 8  # of the key derivation; octets before the encrypted headers
_HEADER_MAX = 1 << 16
_NEXT_VOLUME = 0x0001  # of the end
_AES_SINCE = 29  # version to unpack; the ciphers before it are broken


def begins(content: Content, start: int) -> bool:
    """Say whether an archive begins at `start`: signature, first header with a right check value."""
    return archive_rar_block.first_is_right(_block(content, start + len(SIGNATURE)))


def blocks(content: Content, start: int) -> Iterator[Block]:
    """Yield the headers of the archive whose signature stands at `start`."""
    return archive_rar_block.blocks(partial(_block, content), start + len(SIGNATURE))


def _block(content: Content, start: int) -> Block | None:
    fixed = bytes(content[start : start + _BLOCK.size])
    if len(fixed) < _BLOCK.size:
        return None
    check, kind, flags, size = _BLOCK.unpack(fixed)
    header = bytes(content[start : start + size])
    if len(header) != size or size < _BLOCK.size:
        return None
    right = zlib.crc32(header[2:]) & 0xFFFF == check
    block = Block("other", start, start + size, start + size, is_right=right)
    if kind == _MAIN:
        block = block._replace(split=bool(flags & _VOLUME), has_inner_comment=bool(flags & _OLD_COMMENT))
        hidden = flags & _HEADERS_ENCRYPTED
        if not hidden:
            return block._replace(role="main")
        salt, rest = block.end, block.end + _SALT
        lock = Lock(_ROUNDS, bytes(content[salt:rest]), bytes(content[rest : rest + _HEADER_MAX]))
        return block._replace(role="encryption", strength="strong", lock=lock)
    if kind in {_MEMBER, _SERVICE}:
        return _member(block, kind, flags, header)
    if kind == _END:
        return block._replace(role="end", split=bool(flags & _NEXT_VOLUME))
    packed = int.from_bytes(header[_BLOCK.size : _BLOCK.size + 4], "little") if flags & _DATA_FOLLOWS else 0
    return block._replace(end=block.end + packed)


def _member(block: Block, kind: int, flags: int, header: bytes) -> Block | None:
    after = _BLOCK.size + _FILE.size
    if len(header) < after:
        return None
    packed, _, _, _, _, version, _, length, _ = _FILE.unpack_from(header, _BLOCK.size)
    if flags & _UPPER_HALVES:
        packed += int.from_bytes(header[after : after + 4], "little") << 32
        after += 8
    strength = ("strong" if version >= _AES_SINCE else "weak") if flags & _ENCRYPTED else ""
    return block._replace(
        role="member" if kind == _MEMBER else "service",
        end=block.end + packed,
        name=header[after : after + length],
        strength=strength,
        split=bool(flags & _SPLIT),
    )


def as_archive(content: Content, start: int, block: Block) -> bytes:
    """Return an archive whose one member is the data of a service block."""
    main = _block(content, start + len(SIGNATURE))
    header = bytearray(content[block.start : block.data])
    header[2] = _MEMBER
    struct.pack_into("<H", header, 0, zlib.crc32(header[2:]) & 0xFFFF)
    first = bytes(content[start : main.end]) if main else SIGNATURE
    return first + bytes(header) + bytes(content[block.data : block.end])
