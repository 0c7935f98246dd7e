"""ZIP archives: every member by its content, every name, comments, and what stands between."""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers import plain_text
from inspection.readers.zip_members import Member, ZipContainer
from inspection.segment import Place, Segment, step
from inspection.walker import Walk


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield names, members, comments and stray octets of an archive."""
    container = ZipContainer(content, walk)
    yield from comment_text(container.comment, place)
    yield from stray_octets(content, container, place, walk)
    for member in container.members:
        inner = step(place, "member", member.name)
        for name in filter(None, (member.name, member.other_name)):
            yield Segment(inner, name, origin="name")
        yield from comment_text(member.info.comment, inner)
        if not member.info.is_dir() or member.info.file_size:
            yield from walk.guard("zip", _member(container, member, inner, walk))


def stray_octets(content: Content, container: ZipContainer, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what no member accounts for; a hidden member in it makes the archive malformed."""
    for start, end in container.gaps:
        gap = bytes(content[start : min(end, start + walk.limits.window)])
        if b"PK\x03\x04" in gap or end - start > walk.limits.window:
            walk.refuse("malformed:zip")
        if gap.strip(b"\0"):
            yield from plain_text.readings(gap, step(place, "stray", f"{start}-{end}"))


def _member(container: ZipContainer, member: Member, place: Place, walk: Walk) -> Iterator[Segment]:
    if member.encrypted:
        walk.found_encrypted(place, "zip", member.strength)
        return
    yield from walk.descend(container.read(member), place)


def comment_text(comment: bytes, place: Place) -> Iterator[Segment]:
    """Yield an archive's or member's comment in its likeliest charset."""
    if comment:
        yield from plain_text.readings(comment, step(place, "comment", "zip"), origin="metadata")
