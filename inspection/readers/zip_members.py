"""Safe walking of a ZIP container: the part that archives and office packages share.

The central directory of an archive is written by whoever made it. Here it is held against the
bytes: members must not overlap (one compressed body used a thousand times), must not unpack to
more than the ratio allows, and every octet of the file must belong to a member or to the
directory. A gap may hold a member that was taken out of the directory, so a gap with a local
header in it makes the archive `malformed:zip`; so does a member whose own header tells another
size than the directory, or whose octets go on behind the end of what they unpack to: another
program would unpack another content.
"""

import struct
import zipfile
from collections.abc import Iterator
from copy import copy
from typing import IO, NamedTuple

from inspection.content import Content, stream
from inspection.errors import Unreadable
from inspection.walker import Walk

_PIECE = 1 << 20
_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_LOCAL_FIELDS = struct.Struct("<HHHHHIIIHH")  # APPNOTE 4.3.7, from the version on
_STREAMED, _ZIP64 = 0x8, 0xFFFFFFFF  # sizes stand behind the member, or in an extra field
_ANY_SIZE = 1 << 62
_UNICODE_NAME = 0x7075  # APPNOTE 4.6.9
_ENCRYPTED = 0x1
_AES_METHOD = 99
_UTF8_NAME = 0x800
_DESCRIPTOR_MAX = 24  # octets of a ZIP64 data descriptor


class Member(NamedTuple):
    """One entry: its name as best it can be read, what zipfile says of it, and the name that others show."""

    name: str
    info: zipfile.ZipInfo
    other_name: str = ""

    @property
    def encrypted(self) -> bool:
        """Whether the content is encrypted; the name never is."""
        return bool(self.info.flag_bits & _ENCRYPTED)

    @property
    def strength(self) -> str:
        """`strong` for WinZip AES, `weak` for ZipCrypto, which is broken with known plain text."""
        return "strong" if self.info.compress_type == _AES_METHOD else "weak"


class ZipContainer:
    """An opened archive whose directory was checked against its bytes."""

    def __init__(self, content: Content, walk: Walk) -> None:
        """Open the archive.

        Raises:
            Unreadable: `malformed:zip`, or `limit:overlap` when members share bytes.
            BudgetSpent: more members than `Limits.members`.
        """
        self._content = content
        self._walk = walk
        try:
            self._archive = zipfile.ZipFile(stream(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
            raise Unreadable("malformed:zip") from error
        self.comment = self._archive.comment
        self.members = [Member(_name(info), info, _unicode_name(info)) for info in self._archive.infolist()]
        for _ in self.members:
            walk.count_member()
        self.gaps = list(self._gaps())

    def open(self, member: Member) -> Iterator[bytes]:
        """Yield a member's octets in pieces, checking ratio, budget and checksum.

        Raises:
            Unreadable: `limit:ratio`, or `malformed:zip` for a wrong checksum or broken stream.
            BudgetSpent: the walk's output is used up.
        """
        given = 0
        try:
            unbounded = copy(member.info)  # by its size a member is cut before anybody notices
            unbounded.file_size = _ANY_SIZE
            with self._archive.open(unbounded) as source:
                while piece := source.read(_PIECE):
                    given += len(piece)
                    self._walk.spend(len(piece))
                    self._check_ratio(member, given)
                    yield piece
                _check_end(source, member.info, given)
        except Unreadable:
            raise
        except NotImplementedError as error:
            raise Unreadable("unsupported:zip-method") from error
        except Exception as error:
            raise Unreadable("malformed:zip") from error

    def read(self, member: Member) -> bytes:
        """Return a member's octets, bounded as `open` bounds them."""
        return b"".join(self.open(member))

    def _check_ratio(self, member: Member, given: int) -> None:
        limits, packed = self._walk.limits, max(member.info.compress_size, 1)
        if given > limits.ratio_floor and given > packed * limits.ratio:
            raise Unreadable("limit:ratio")

    def _gaps(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of octets outside of all members and of the directory.

        Raises:
            Unreadable: members overlap.
        """
        reached = 0
        for start, end in sorted(self._span(member.info) for member in self.members):
            if start < reached:
                raise Unreadable("limit:overlap")
            if start > reached:
                yield reached, start
            reached = end
        directory = self._archive.start_dir
        if directory < reached:
            raise Unreadable("limit:overlap")
        if directory > reached:
            yield reached, directory
        end = self._content.rfind(b"PK\x05\x06") + 22 + len(self.comment)
        if end < len(self._content):
            yield end, len(self._content)

    def _span(self, info: zipfile.ZipInfo) -> tuple[int, int]:
        start = info.header_offset
        header = bytes(self._content[start : start + _LOCAL_SIZE])
        if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
            raise Unreadable("malformed:zip")
        _, flags, method, _, _, check, packed, size, name, extra = _LOCAL_FIELDS.unpack_from(header, 4)
        end = start + _LOCAL_SIZE + name + extra + info.compress_size
        if (flags | info.flag_bits) & _STREAMED:
            return start, end + self._descriptor(end)
        sizes = tuple(
            theirs if own == _ZIP64 else own
            for own, theirs in ((packed, info.compress_size), (size, info.file_size))
        )
        same = (method, check, *sizes) == (info.compress_type, info.CRC, info.compress_size, info.file_size)
        if not same or (flags ^ info.flag_bits) & _ENCRYPTED:
            raise Unreadable("malformed:zip")
        return start, end

    def _descriptor(self, offset: int) -> int:
        """Return the size of the data descriptor after a streamed member."""
        tail = bytes(self._content[offset : offset + _DESCRIPTOR_MAX + 4])
        marked = 4 if tail.startswith(b"PK\x07\x08") else 0
        for size in (marked + 12, marked + 20):
            if tail[size : size + 2] == b"PK":
                return size
        return marked + 12


def _name(info: zipfile.ZipInfo) -> str:
    """Return the member's name; without the UTF-8 flag it is GBK by Chinese tools, CP437 to zipfile."""
    if info.flag_bits & _UTF8_NAME or info.orig_filename.isascii():
        return info.filename
    raw = info.orig_filename.encode("cp437", "replace")
    for name in ("utf-8", "gb18030"):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
    return info.filename


def _unicode_name(info: zipfile.ZipInfo) -> str:
    """Return the name in the extra field that unpackers prefer to the plain one; empty if there is none."""
    extra = info.extra
    while len(extra) >= 4:  # noqa: PLR2004  # type and size of one field
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_NAME:
            return extra[9 : 4 + size].decode("utf-8", "replace")  # version and check value stand before it
        extra = extra[4 + size :]
    return ""


def _check_end(source: IO[bytes], info: zipfile.ZipInfo, given: int) -> None:
    """Refuse a member of another size than told, and octets behind the end of a packed one."""
    inflate = getattr(source, "_decompressor", None)
    left = getattr(source, "_compress_left", 0) or getattr(inflate, "unused_data", b"")
    ended = info.compress_type != zipfile.ZIP_DEFLATED or getattr(inflate, "eof", False)  # LZMA need not say
    if given != info.file_size or left or not ended:
        raise Unreadable("malformed:zip")
