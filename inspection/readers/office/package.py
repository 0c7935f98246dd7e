"""Parts of an office package that are not its XML text: names, pictures, embedded files, settings."""

import re
from collections.abc import Callable, Iterator

from inspection import sniff
from inspection.content import Content
from inspection.readers.archive import zip_archive
from inspection.readers.archive.zip_members import Member, ZipContainer
from inspection.readers.markup import markup_text
from inspection.readers.text import unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

XmlReader = Callable[[bytes, Place, Walk], Iterator[Segment]]
_FONTS = (".odttf", ".fntdata")
# A printer's own binary settings, and where Writer broke the pages; names in them are text.
_SETTINGS = ("printersettings", "layout-cache")
_PAGE = re.compile(rb"<html[\s>]|<!doctype html|\A\s*<xml[\s>]")  # the last is how drawings in VML begin


def surroundings(content: Content, container: ZipContainer, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the names of all parts, the archive's comment and stray octets."""
    names = "\n".join(
        name for member in container.members for name in (member.name, member.other_name) if name
    )
    yield Segment(step(place, "parts", ""), names, origin="name")
    yield from zip_archive.comment_text(container.comment, place)
    yield from zip_archive.stray_octets(content, container, place, walk)


def parts(container: ZipContainer, place: Place, walk: Walk, form: str, xml: XmlReader) -> Iterator[Segment]:
    """Yield every part as `part` does; one that cannot be read is refused as `form` and costs no other."""
    for member in container.members:
        yield from walk.guard(form, part(container, member, place, walk, xml))


def part(
    container: ZipContainer,
    member: Member,
    place: Place,
    walk: Walk,
    xml: XmlReader = markup_text.segments,
) -> Iterator[Segment]:
    """Yield one part by its content: XML by the reader of its vocabulary, anything else as the file it is."""
    inner = step(place, "part", member.name)
    if member.entry.is_folder and not member.entry.size:
        return
    readable = container.unlock(member, inner) if member.encrypted else member
    if readable is not None:
        yield from walk.guard("xml", content_of(container.read(readable), inner, walk, xml))


def is_xml(data: bytes) -> bool:
    """Say whether the part is XML, by its first characters."""
    start = data[:256].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return start.startswith((b"<?xml", b"<\0?\0x", b"\0<\0?", b"<"))


def _is_page(head: bytes) -> bool:
    """Say whether XML is a page that the program imports; `head` are its first octets in small letters."""
    return (b"<html" in head or b"<!doctype" in head or b"<xml" in head) and bool(_PAGE.search(head))


def content_of(data: bytes, place: Place, walk: Walk, xml: XmlReader) -> Iterator[Segment]:
    """Return the content of a part whose place ends with its name: XML by `xml`, else as the file it is."""
    if is_xml(data) and not _is_page(data[:1024].lower()):
        return xml(data, place, walk)
    return _file_of(data, place, walk)


def _file_of(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    lower = place[-1].name.lower()
    forms = sniff.formats(data)
    if forms[0] != "unknown":
        yield from walk.descend(data, place, forms=forms)
    elif lower.endswith(_FONTS):
        walk.unread.add("font")
    elif any(name in lower for name in _SETTINGS):
        yield from unknown.strings(data, place)
    else:
        yield from unknown.read(data, place, walk)
