"""EPUB (W3C EPUB 3.3, OCF): pages, navigation, metadata, styles and scripts, each as the file it is.

Fonts may be obfuscated, which hides nothing that is text; anything else that the container says is
encrypted is rights management, and nobody without its key can read it.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from inspection.content import Content
from inspection.readers.archive.zip_members import ZipContainer
from inspection.readers.markup import markup_text, xml_text
from inspection.readers.office import package
from inspection.segment import Place, Segment
from inspection.walker import Walk

_ENCRYPTION = "META-INF/encryption.xml"
_ALGORITHM = re.compile(rb"EncryptionMethod\b[^>]{0,300}?Algorithm\s*=\s*[\"']([^\"']*)")
_REFERENCE = re.compile(rb"CipherReference\b[^>]{0,300}?URI\s*=\s*[\"']([^\"']*)")
_OBFUSCATIONS = frozenset({b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC"})


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of all parts of the book; parts that are encrypted are told."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    rights = next((member for member in container.members if member.name == _ENCRYPTION), None)
    locked = _locked(b"" if rights is None or rights.encrypted else container.read(rights))
    for member in container.members:
        algorithm = locked.get(member.name)
        if algorithm is None:
            yield from walk.guard("epub", package.part(container, member, place, walk, _xml))
        elif algorithm in _OBFUSCATIONS:
            walk.unread.add("font")
        else:
            walk.found_encrypted(place, "epub", "unknown")


def _xml(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield a part in XML; the table of contents of EPUB 2 names its document type."""
    yield from (xml_text.read if b"<!DOCTYPE" in data else markup_text.segments)(data, place, walk)


def _locked(listed: bytes) -> dict[str, bytes]:
    """Return member → algorithm."""
    found: dict[str, bytes] = {}
    for entry in listed.split(b"EncryptedData"):
        algorithm = _ALGORITHM.search(entry)
        for reference in _REFERENCE.findall(entry):
            found[unquote(reference.decode("utf-8", "replace"))] = algorithm[1] if algorithm else b""
    return found
