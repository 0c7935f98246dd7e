"""Parts of an office package that are not its XML text: names, pictures, embedded files, settings."""

import re
from collections.abc import Iterator

from inspection import sniff
from inspection.content import Content
from inspection.readers import markup_text, unknown, zip_archive
from inspection.readers.zip_members import Member, ZipContainer
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_FONTS = (".odttf", ".fntdata")
_SETTINGS = "printersettings"
_PAGE = re.compile(rb"(?i)<html[\s>]|<!doctype html")


def surroundings(content: Content, container: ZipContainer, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the names of all parts, the archive's comment and stray octets."""
    names = "\n".join(
        name for member in container.members for name in (member.name, member.other_name) if name
    )
    yield Segment(step(place, "parts", ""), names, origin="name")
    yield from zip_archive.comment_text(container.comment, place)
    yield from zip_archive.stray_octets(content, container, place, walk)


def part(container: ZipContainer, member: Member, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield one part by its content: XML as text, anything else as the file it is."""
    inner = step(place, "part", member.name)
    if member.encrypted:
        walk.found_encrypted(inner, "zip", member.strength)
    elif not member.info.is_dir() or member.info.file_size:
        yield from walk.guard("xml", _readable(container.read(member), member.name, inner, walk))


def is_xml(data: bytes) -> bool:
    """Say whether the part is XML, by its first characters."""
    start = data[:256].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return start.startswith((b"<?xml", b"<\0?\0x", b"\0<\0?", b"<"))


def _readable(data: bytes, name: str, place: Place, walk: Walk) -> Iterator[Segment]:
    lower = name.lower()
    if is_xml(data) and not _PAGE.search(data, 0, 1024):  # a page that the program imports is a page
        yield from markup_text.segments(data, place, walk)
    elif sniff.formats(data)[0] != "unknown":
        yield from walk.descend(data, place)
    elif lower.endswith(_FONTS):
        walk.unread.add("font")
    elif _SETTINGS in lower:
        yield from unknown.strings(data, place)  # a printer's own binary settings; names in them are text
    else:
        yield from unknown.read(data, place, walk)
