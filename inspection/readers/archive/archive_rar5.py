"""Headers of RAR archives of version 5 (RAR 5.0 archive format): what an unpacker does not show.

Comments are packed like members, in blocks that differ from a member's in their type alone.
"""

import zlib
from collections.abc import Iterator
from functools import partial

from inspection.content import Content
from inspection.readers.archive import archive_rar_block
from inspection.readers.archive.archive_rar_block import Block, Lock, Role

SIGNATURE = b"Rar!\x1a\x07\x01\x00"
_MEMBER = 2
_ROLES: dict[int, Role] = {1: "main", _MEMBER: "member", 3: "service", 4: "encryption", 5: "end"}
_HAS_EXTRA, _HAS_DATA, _SPLIT = 0x0001, 0x0002, 0x0018
_HAS_TIME, _HAS_CRC = 0x0002, 0x0004
_VOLUME = 0x0001  # of the main header, and of the end: another volume follows
_EXTRA_ENCRYPTION = 1
_HAS_CHECK = 0x0001  # of an encryption record
_SALT, _PASSWORD_CHECK = 16, 12  # octets; 4 of the latter check the other 8
_CHECK = 4  # octets of the check value
_HEADER_MAX = 2 << 20  # by the specification
_SIZE_MAX, _VINT_MAX = 3, 10  # octets of the header's size, of any number


class _Cursor:
    """Reads the fields of one header in their order."""

    def __init__(self, octets: bytes, position: int = 0) -> None:
        self.octets = octets
        self.position = position

    def number(self) -> int:
        """Return the next variable-length integer.

        Raises:
            ValueError: it does not end.
        """
        value = 0
        for shift, octet in enumerate(self.octets[self.position : self.position + _VINT_MAX]):
            value |= (octet & 0x7F) << 7 * shift
            if octet < 0x80:  # noqa: PLR2004  # no further octet follows
                self.position += shift + 1
                return value
        raise ValueError("a number without an end")


def begins(content: Content, start: int) -> bool:
    """Say whether an archive begins at `start`: signature, first header with a right check value."""
    return archive_rar_block.first_is_right(_block(content, start + len(SIGNATURE)))


def blocks(content: Content, start: int) -> Iterator[Block]:
    """Yield the headers of the archive whose signature stands at `start`."""
    return archive_rar_block.blocks(partial(_block, content), start + len(SIGNATURE))


def _block(content: Content, start: int) -> Block | None:
    try:
        size = _Cursor(bytes(content[start + _CHECK : start + _CHECK + _SIZE_MAX]))
        length = size.number()
        fields_at = _CHECK + size.position
        header = bytes(content[start : start + fields_at + length])
        if not 0 < length <= _HEADER_MAX or len(header) != fields_at + length:
            return None
        return _fields(header, start, fields_at)
    except ValueError:
        return None


def _fields(header: bytes, start: int, fields_at: int) -> Block:
    fields = _Cursor(header, fields_at)
    role, flags = _ROLES.get(fields.number(), "other"), fields.number()
    extra = fields.number() if flags & _HAS_EXTRA else 0
    packed = fields.number() if flags & _HAS_DATA else 0
    end = start + len(header)
    right = zlib.crc32(header[_CHECK:]) == int.from_bytes(header[:_CHECK], "little")
    block = Block(role, start, end, end + packed, is_right=right)
    if role in {"main", "end"}:
        return block._replace(split=bool(fields.number() & _VOLUME))
    if role == "encryption":
        return block._replace(strength="strong", lock=_lock(fields, vector=0))
    if role == "other":
        return block
    at = _extra(header, len(header) - extra).get(_EXTRA_ENCRYPTION)
    block = block._replace(name=_name(fields), split=bool(flags & _SPLIT))
    if at is None:
        return block
    return block._replace(strength="strong", lock=_lock(_Cursor(header, at), vector=_SALT))


def _name(fields: _Cursor) -> bytes:
    flags = fields.number()
    for _ in ("unpacked size", "attributes"):
        fields.number()
    fields.position += (4 if flags & _HAS_TIME else 0) + (4 if flags & _HAS_CRC else 0)
    for _ in ("compression", "host"):
        fields.number()
    length = fields.number()
    return fields.octets[fields.position : fields.position + length]


def _lock(fields: _Cursor, *, vector: int) -> Lock | None:
    """Return what proves a password, if it is there; an initialisation vector stands before the value."""
    try:
        fields.number()  # version
        has_check = fields.number() & _HAS_CHECK
    except ValueError:  # it is encrypted all the same
        return None
    at = fields.position + 1
    salt, check = fields.octets[at : at + _SALT], fields.octets[at + _SALT + vector :][:_PASSWORD_CHECK]
    if not has_check or len(check) < _PASSWORD_CHECK:
        return None
    return Lock(1 << fields.octets[fields.position], salt, check)


def _extra(header: bytes, start: int) -> dict[int, int]:
    """Return the kinds of extra records and where their data begin."""
    kinds: dict[int, int] = {}
    fields = _Cursor(header, start)
    while fields.position < len(header):
        end = fields.number() + fields.position
        kind = fields.number()
        kinds.setdefault(kind, fields.position)
        fields.position = max(end, fields.position)
    return kinds


def as_archive(content: Content, start: int, block: Block) -> bytes:
    """Return an archive whose one member is the data of a service block."""
    main = _block(content, start + len(SIGNATURE))
    header = bytearray(content[block.start : block.data])
    kind = _Cursor(bytes(header), _CHECK)
    kind.number()
    header[kind.position] = _MEMBER
    header[:_CHECK] = zlib.crc32(header[_CHECK:]).to_bytes(_CHECK, "little")
    first = bytes(content[start : main.end]) if main else SIGNATURE
    return first + bytes(header) + bytes(content[block.data : block.end])
