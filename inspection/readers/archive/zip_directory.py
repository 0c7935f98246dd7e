"""The central directory of a ZIP archive (APPNOTE 4.3.12 to 4.3.16): its entries as they stand, unchecked.

`zipfile` makes an object with dates and attributes of each entry, which for a package of a thousand small
parts takes as long as to unpack them. What it holds for damage is damage here too.
"""

import struct
from typing import NamedTuple

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable

_ENTRY = struct.Struct("<4x4x2H4x3L3H8xL")
_ENTRY_SIGNATURE = b"PK\x01\x02"
_END = struct.Struct("<4x8xLLH")  # size and offset of the directory, length of the comment
_END_SIGNATURE = b"PK\x05\x06"
_END64 = struct.Struct("<4x36xQQ")
_END64_SIGNATURE = b"PK\x06\x06"
_LOCATOR = struct.Struct("<4xLQL")  # volume of the record, its offset, number of volumes
_LOCATOR_SIGNATURE = b"PK\x06\x07"
_COMMENT_MAX = 1 << 16
_UTF8_NAME = 0x800
_IN_EXTRA = 0xFFFFFFFF
_ZIP64 = 0x0001
_FIELD = struct.Struct("<HH")  # type and size
_WIDE = struct.Struct("<Q")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What the directory says of one member; `written` is its name before it is cut at a NUL character."""

    name: str
    written: str
    flags: int
    method: int
    check: int
    packed: int
    size: int
    header: int  # offset of the local header
    extra: bytes
    comment: bytes

    @property
    def is_folder(self) -> bool:
        """Whether its name says that it is one."""
        return self.name.endswith("/")


class Directory(NamedTuple):
    """The entries, the archive's comment, and where the directory begins."""

    entries: list[Entry]
    comment: bytes
    start: int


def read(content: Content) -> Directory:
    """Return the directory; octets before the archive move all its offsets.

    Raises:
        Unreadable: `malformed:zip`.
    """
    try:
        return _read(content)
    except (struct.error, UnicodeDecodeError) as error:
        raise Unreadable("malformed:zip") from error


def _read(content: Content) -> Directory:
    end = _end(content)
    size, offset, comment_size = _END.unpack(content[end : end + _END.size])
    comment = content[end + _END.size : end + _END.size + comment_size]
    ends = end
    if wide := _wide_end(content, end):
        size, offset = wide
        ends = end - _LOCATOR.size - _END64.size
    start = ends - size
    if start < 0:
        raise Unreadable("malformed:zip")
    octets = bytes(content[start : start + size])
    return Directory(_entries(octets, start - offset), bytes(comment), start)


def _end(content: Content) -> int:
    """Return where the end record begins."""
    last = len(content) - _END.size
    if content[max(last, 0) : last + 4] == _END_SIGNATURE and content[-2:] == b"\0\0":
        return last
    found = content.rfind(_END_SIGNATURE, max(last - _COMMENT_MAX, 0))
    if found < 0:
        raise Unreadable("malformed:zip")
    return found


def _wide_end(content: Content, end: int) -> tuple[int, int] | None:
    """Return size and offset of the directory from the ZIP64 records before the end record, if they are there."""
    locator = content[max(end - _LOCATOR.size, 0) : end]
    if len(locator) < _LOCATOR.size or not locator.startswith(_LOCATOR_SIGNATURE):
        return None
    volume, _, volumes = _LOCATOR.unpack(locator)
    if volume or volumes > 1:
        raise Unreadable("malformed:zip")
    start = end - _LOCATOR.size - _END64.size
    record = content[max(start, 0) : start + _END64.size] if start >= 0 else b""
    if not record.startswith(_END64_SIGNATURE):
        return None
    size, offset = _END64.unpack(record)
    return size, offset


def _entries(octets: bytes, moved: int) -> list[Entry]:
    """Return the entries in the octets of a directory; `moved` is added to the offsets that they say."""
    entries: list[Entry] = []
    position = 0
    while position < len(octets):
        if not octets.startswith(_ENTRY_SIGNATURE, position):
            raise Unreadable("malformed:zip")
        flags, method, check, packed, size, *lengths, header = _ENTRY.unpack_from(octets, position)
        name_end = position + _ENTRY.size + lengths[0]
        extra_end = name_end + lengths[1]
        name = _name(octets[position + _ENTRY.size : name_end], flags)
        extra = octets[name_end:extra_end]
        if extra:
            packed, size, header = _wide(extra, packed, size, header)
        position = extra_end + lengths[2]
        comment = octets[extra_end:position]
        plain = name.partition("\0")[0] if "\0" in name else name
        entries.append(Entry(plain, name, flags, method, check, packed, size, header + moved, extra, comment))
    return entries


def _name(raw: bytes, flags: int) -> str:
    if raw.isascii():
        return raw.decode("ascii")
    return raw.decode("utf-8" if flags & _UTF8_NAME else "cp437")


def _wide(extra: bytes, packed: int, size: int, header: int) -> tuple[int, int, int]:
    """Return sizes and offset with those that stand in the ZIP64 field (APPNOTE 4.5.3).

    Raises:
        Unreadable: the field is too short, or one goes on behind the extra area.
    """
    position = 0
    while position + _FIELD.size <= len(extra):
        kind, length = _FIELD.unpack_from(extra, position)
        position += _FIELD.size + length
        if position > len(extra):
            raise Unreadable("malformed:zip")
        if kind == _ZIP64:
            values = _WIDE.iter_unpack(extra[position - length : position - length % _WIDE.size])
            try:
                size = next(values)[0] if size == _IN_EXTRA else size
                packed = next(values)[0] if packed == _IN_EXTRA else packed
                header = next(values)[0] if header == _IN_EXTRA else header
            except StopIteration as error:
                raise Unreadable("malformed:zip") from error
    return packed, size, header
