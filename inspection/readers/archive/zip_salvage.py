"""Members of a ZIP archive that no directory leads to, by their own headers.

In an archive that was cut or whose directory is damaged, and in gaps between members. The search
goes on right behind each header, because a damaged size must not hide what follows.
"""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.archive import archive_member, zip_crypt, zip_local, zip_methods
from inspection.readers.archive.archive_member import Meter, name_of
from inspection.readers.archive.zip_local import Local
from inspection.readers.archive.zip_methods import Packed
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_ENCRYPTED = 0x1
_SIGNATURES = frozenset({b"\x01\x02", b"\x03\x04", b"\x05\x06", b"\x07\x08"})


def segments(content: Content, start: int, end: int, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield names and contents of the members whose headers stand in the octets from `start` to `end`."""
    for at, local in _headers(content, start, end):
        walk.count_member()
        inner = step(place, "member", name_of(local.name))
        yield from archive_member.names(inner, name_of(local.name))
        packed: Packed | None = _packed(content, at, local, end)
        if packed and local.flags & _ENCRYPTED:
            packed = zip_crypt.unlock(content, packed, local.check, inner, walk)
        if packed:
            unpack = zip_crypt.unpack if packed.password else zip_methods.unpack
            pieces = Meter(packed.end - packed.start, walk).bounded(unpack(content, packed, walk))
            yield from walk.guard("zip", archive_member.inspect(pieces, inner, walk))


def _headers(content: Content, start: int, end: int) -> Iterator[tuple[int, Local]]:
    at = content.find(zip_local.SIGNATURE, start, end)
    while at >= 0:
        local = zip_local.header(content, at)
        if local is not None:
            yield at, local
        at = content.find(zip_local.SIGNATURE, at + 1 if local is None else local.data, end)


def _packed(content: Content, at: int, local: Local, end: int) -> Packed:
    """Return where a member lies; of unknown size it lies before the next header."""
    known = local.packed >= 0 and not (local.flags & zip_local.STREAMED and not local.packed)
    if known and local.data + local.packed <= end:
        return Packed(local.method, at, local.data, local.data + local.packed, local.size)
    following = content.find(b"PK", local.data, end)
    while following >= 0 and content[following + 2 : following + 4] not in _SIGNATURES:
        following = content.find(b"PK", following + 1, end)
    return Packed(local.method, at, local.data, following if following >= 0 else end, local.size)
