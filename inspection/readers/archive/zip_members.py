"""Safe walking of a ZIP container: the part that archives and office packages share.

The central directory of an archive is written by whoever made it. Here it is held against the
bytes: members must not overlap (one compressed body used a thousand times), must not unpack to
more than the ratio allows, and every octet of the file must belong to a member or to the
directory. A gap may hold a member that was taken out of the directory; a member whose own header
tells something else than the directory is `malformed:zip`, because another program would unpack
another content. What the directory says is read all the same.
"""

import zlib
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive import zip_crypt, zip_directory, zip_local, zip_methods
from inspection.readers.archive.archive_member import name_of
from inspection.readers.archive.zip_directory import Entry
from inspection.readers.archive.zip_local import Local
from inspection.readers.archive.zip_methods import Packed
from inspection.segment import Place
from inspection.walker import Walk

_UNICODE_NAME = 0x7075  # APPNOTE 4.6.9
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_DESCRIPTOR_MAX = 24  # octets of a ZIP64 data descriptor
_ZIP_END, _ZIP_END_SIZE = b"PK\x05\x06", 22


class Member(msgspec.Struct, frozen=True, gc=False):
    """One entry: its name as best it can be read, what its directory says, and other names of it.

    `other_name` is the name in an extra field or in the member's own header, where it differs: what
    other programs show. `local` is None where no header stands at the offset that the directory says.
    `password` opens an encrypted member.
    """

    name: str
    entry: Entry
    other_name: str = ""
    local: Local | None = None
    password: bytes = b""

    @property
    def encrypted(self) -> bool:
        """Whether the content is encrypted; the name never is."""
        return bool(self.entry.flags & _ENCRYPTED)

    @property
    def strength(self) -> str:
        """`strong` or `weak`, as `zip_crypt.strength_of` says."""
        return zip_crypt.strength_of(self.entry.method)


class ZipContainer:
    """An opened archive whose directory was checked against its bytes."""

    def __init__(self, content: Content, walk: Walk) -> None:
        """Open the archive; what does not fit the directory is refused as `malformed:zip`.

        Raises:
            Unreadable: `malformed:zip` without a directory, `limit:overlap` when members share
                bytes, `multi-volume:zip`.
            BudgetSpent: more members than `Limits.members`.
        """
        self._content = content
        self._walk = walk
        directory = zip_directory.read(content)
        self.comment = directory.comment
        self.members = [self._member(entry) for entry in directory.entries]
        self.gaps = list(self._gaps(directory.start))

    def open(self, member: Member) -> Iterator[bytes]:
        """Yield a member's octets in pieces, checking ratio, budget, size and checksum.

        Raises:
            Unreadable: `limit:ratio`, `limit:dictionary`, `unsupported:zip-method`, or `malformed:zip`
                for a wrong checksum or broken stream.
            BudgetSpent: the walk's output is used up.
        """
        entry, packed = member.entry, _packed(member)
        given = check = 0
        unpack = zip_crypt.unpack if packed.password else zip_methods.unpack
        for piece in unpack(self._content, packed, self._walk):
            given += len(piece)
            self._walk.spend(len(piece))
            self._check_ratio(entry, given)
            check = zlib.crc32(piece, check)
            yield piece
        if not zip_crypt.is_whole(packed, entry.check, given, check):
            raise Unreadable("malformed:zip")

    def unlock(self, member: Member, place: Place) -> Member | None:
        """Note an encrypted member; return it with the password that opens it, None if none does."""
        if member.local is None:
            self._walk.found_encrypted(place, "zip", member.strength)
            return None
        unlocked = zip_crypt.unlock(self._content, _packed(member), member.entry.check, place, self._walk)
        return None if unlocked is None else msgspec.structs.replace(member, password=unlocked.password)

    def read(self, member: Member) -> bytes:
        """Return a member's octets, bounded as `open` bounds them."""
        return b"".join(self.open(member))

    def _check_ratio(self, entry: Entry, given: int) -> None:
        limits = self._walk.limits
        if given > limits.ratio_floor and given > max(entry.packed, 1) * limits.ratio:
            raise Unreadable("limit:ratio")

    def _member(self, entry: Entry) -> Member:
        self._walk.count_member()
        local = zip_local.header(self._content, entry.header)
        if local is None or not _agree(local, entry):
            self._walk.refuse("malformed:zip")
        name = _name(entry)
        return Member(name, entry, _other_name(name, entry, local), local)

    def _gaps(self, directory: int) -> Iterator[tuple[int, int]]:
        """Yield the spans of octets outside of all members and of the directory.

        Raises:
            Unreadable: members overlap, or the archive has other volumes.
        """
        reached = 0
        spans = (self._span(member.entry, member.local) for member in self.members if member.local)
        for start, end in [*sorted(spans), (directory, directory)]:
            if start < reached:
                raise Unreadable("limit:overlap")
            if start > reached:
                yield reached, start
            reached = end
        end = self._content.rfind(_ZIP_END)
        if any(self._content[end + 4 : end + 6]):  # the number of this volume
            raise Unreadable("multi-volume:zip")
        end += _ZIP_END_SIZE + len(self.comment)
        if end < len(self._content):
            yield end, len(self._content)

    def _span(self, entry: Entry, local: Local) -> tuple[int, int]:
        end = local.data + entry.packed
        streamed = (local.flags | entry.flags) & zip_local.STREAMED
        return entry.header, end + (self._descriptor(end) if streamed else 0)

    def _descriptor(self, offset: int) -> int:
        """Return the size of the data descriptor after a streamed member."""
        tail = self._content[offset : offset + _DESCRIPTOR_MAX + 4]
        marked = 4 if tail.startswith(b"PK\x07\x08") else 0
        for size in (marked + 12, marked + 20):
            if tail[size : size + 2] == b"PK":
                return size
        return marked + 12


def _packed(member: Member) -> Packed:
    entry, local = member.entry, member.local
    if local is None:
        raise Unreadable("malformed:zip")
    end = local.data + entry.packed
    return Packed(entry.method, entry.header, local.data, end, entry.size, member.password)


def _agree(local: Local, entry: Entry) -> bool:
    """Say whether a member's own header tells what the directory tells; names may differ and are both read."""
    if (local.flags ^ entry.flags) & _ENCRYPTED or local.method != entry.method:
        return False
    if (local.flags | entry.flags) & zip_local.STREAMED:
        return True
    return local.check == entry.check and local.packed == entry.packed and local.size == entry.size


def _name(entry: Entry) -> str:
    """Return the member's name; without the UTF-8 flag it is GBK by Chinese tools, CP437 to others."""
    if entry.flags & _UTF8_NAME or entry.written.isascii():
        return entry.name
    raw = entry.written.encode("cp437", "replace")
    name = name_of(raw)
    return entry.name if "\ufffd" in name else name


def _other_name(name: str, entry: Entry, local: Local | None) -> str:
    """Return the names, one a line, that stand in an extra field or in the member's own header and differ."""
    others = [] if local is None or local.name == name.encode() else [name_of(local.name)]
    if not others and not entry.extra:
        return ""
    for kind, octets in zip_local.fields(entry.extra):
        if kind == _UNICODE_NAME:  # version and check value stand before it
            others.append(octets[5:].decode("utf-8", "replace"))
    plain = {name, entry.written, ""}
    return "\n".join(dict.fromkeys(other for other in others if other not in plain))
