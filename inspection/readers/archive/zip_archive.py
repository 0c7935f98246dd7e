"""ZIP archives: every member by its content, every name, comments, and what stands between."""

from collections.abc import Iterator

from inspection import sniff
from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.readers.archive import archive_member, zip_local, zip_salvage
from inspection.readers.archive.zip_members import Member, ZipContainer
from inspection.readers.text import plain_text, unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_HEAD = 64 * 1024
_SPLIT = b"PK\x07\x08"  # at the very start: the first of several volumes (APPNOTE 8.5.3)
_PDF, _PDF_END = b"%PDF-", b"%%EOF"
_UNICODE_COMMENT = 0x6375  # APPNOTE 4.6.8
# Sizes, times, owners, and the name that is read elsewhere: fields in which no text stands.
_WITHOUT_TEXT = frozenset(
    {0x0001, 0x000A, 0x000D, 0x5455, 0x5855, 0x7075, 0x7855, 0x7875, 0x9901, 0xCAFE, 0xA220}
)


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield names, members, comments and stray octets of an archive, without a directory what headers lead to."""
    try:
        container = ZipContainer(content, walk)
    except BudgetSpent:
        raise
    except Unreadable as error:
        split = content[: len(_SPLIT)] == _SPLIT
        walk.refuse("multi-volume:zip" if split else error.reason)
        if error.reason == "malformed:zip":
            yield from zip_salvage.segments(content, 0, len(content), place, walk)
        return
    yield from comment_text(container.comment, place)
    yield from stray_octets(content, container, place, walk)
    for member in container.members:
        inner = step(place, "member", member.name)
        yield from archive_member.names(inner, member.name, member.other_name)
        if not member.entry.is_folder or member.entry.size:
            yield from walk.guard("zip", _member(container, member, inner, walk))


def _member(container: ZipContainer, member: Member, place: Place, walk: Walk) -> Iterator[Segment]:
    readable = container.unlock(member, place) if member.encrypted else member
    if readable is not None:
        yield from archive_member.inspect(container.open(readable), place, walk)


def stray_octets(content: Content, container: ZipContainer, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what no member's content accounts for: gaps, comments and extra fields of members.

    A gap in which members are hidden makes the archive malformed; they are read. Where another format
    begins the file, what stands before and behind the archive is for its reader, unless it is text; a PDF that
    has the archive within it goes on to its last end mark.
    """
    outer = content[:2] != b"PK"
    last = content.rfind(_PDF_END) + len(_PDF_END) if content.find(_PDF, 0, _HEAD) >= 0 else 0
    for start, end in container.gaps:
        if outer and (start == 0 or end == len(content)):
            start = max(start, min(last, end))  # noqa: PLW2901
            if not sniff.is_binary(content[start : min(end, start + _HEAD)]):
                yield from archive_member.stray(content, start, end, place, walk)
        else:
            yield from _gap(content, start, end, place, walk)
    for member in container.members:
        if member.entry.comment or member.entry.extra or (member.local and member.local.extra):
            yield from _texts(member, step(place, "member", member.name))


def _gap(content: Content, start: int, end: int, place: Place, walk: Walk) -> Iterator[Segment]:
    inner = step(place, "stray", f"{start}-{end}")
    gap = bytes(content[start : min(end, start + walk.limits.window)])
    if zip_local.SIGNATURE in gap or end - start > walk.limits.window:
        walk.refuse("malformed:zip")
        yield from zip_salvage.segments(content, start, end, inner, walk)
    if gap.strip(b"\0"):
        yield from plain_text.readings(gap, inner)


def _texts(member: Member, place: Place) -> Iterator[Segment]:
    yield from comment_text(member.entry.comment, place)
    extras = {member.entry.extra, member.local.extra if member.local else b""}
    for kind, octets in (field for extra in extras for field in zip_local.fields(extra)):
        if kind == _UNICODE_COMMENT:
            yield from comment_text(octets[5:], place)
        elif kind not in _WITHOUT_TEXT:
            yield from unknown.strings(octets, step(place, "extra", "zip"))


def comment_text(comment: bytes, place: Place) -> Iterator[Segment]:
    """Yield an archive's or member's comment in its likeliest charset."""
    return archive_member.comment(comment, place, "zip")
