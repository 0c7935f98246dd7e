"""OpenDocument (ISO/IEC 26300), as a package and as one XML file: text, tables, notes, styles, properties.

A cell shows one thing and stores another: rows are read as shown, and once more with the stored
numbers. Headers and footers are in the styles, deleted text in the regions of tracked changes.
"""

import re
from collections.abc import Callable, Iterator

from inspection.content import Content
from inspection.readers.archive.zip_members import Member, ZipContainer
from inspection.readers.markup import markup_text, xml_flow, xml_text
from inspection.readers.markup.xml_vocabulary import Vocabulary
from inspection.readers.office import odf_crypt, package
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_OFFICE = b"urn:oasis:names:tc:opendocument:xmlns:"
_TYPED = b"<!DOCTYPE"
_ROOT_SEARCHED = 8192
_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE = _NAMESPACE % "text", _NAMESPACE % "table"
VOCABULARY = Vocabulary(
    inline=frozenset({_TEXT}),
    breaks={"tab": "\t", "line-break": "\n", "s": " "},
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell", "covered-table-cell"}),
    aside=frozenset({"annotation", "note", "ruby-text", "change-info", "title", "desc"}),
    # Blocks of the text namespace: what else it has stands in a line.
    blocks=frozenset(
        {
            "p", "h", "note", "ruby-text", "list", "list-item", "list-header", "section", "tracked-changes",
            "changed-region", "deletion", "insertion", "table-of-content", "index-body", "index-title",
            "note-body", "user-field-decl", "variable-decl",
        }
    ),
    repeated=_TABLE + "number-columns-repeated",
    value=_NAMESPACE % "office" + "value",
    blanks=_TEXT + "c",
    silent=(b"office:automatic-styles", b"office:styles"),
    deletion="deletion",
    deleted_at="change",
    identity=frozenset(
        {_TEXT + "id", _TEXT + "change-id", "{http://www.w3.org/XML/1998/namespace}id"}
    ),
)  # fmt: skip
_MANIFEST = "META-INF/manifest.xml"
_PATH = re.compile(rb"full-path\s*=\s*[\"']([^\"']*)")
_PATH_SEARCHED = 4096
_STRONG = re.compile(rb"(?i)aes(?:128|192|256)|chacha20")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of all parts of a package; parts that are encrypted are told."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    manifest = next((member for member in container.members if member.name == _MANIFEST), None)
    listed = b"" if manifest is None or manifest.encrypted else container.read(manifest)
    locked = set(_locked(listed))
    in_clear = None
    if locked or b"encryption-data" in listed:
        strength = "strong" if _STRONG.search(listed) else "weak"
        in_clear = odf_crypt.unlock(container, listed, strength, place, walk)
    for member in container.members:
        if member.name not in locked:
            yield from walk.guard("odf", package.part(container, member, place, walk, _document))
        elif in_clear is not None:
            yield from walk.guard("odf", _decrypted(in_clear, member, step(place, "part", member.name), walk))


def _decrypted(
    in_clear: Callable[[Member], bytes], member: Member, place: Place, walk: Walk
) -> Iterator[Segment]:
    yield from package.content_of(in_clear(member), place, walk, _document)


def _locked(listed: bytes) -> Iterator[str]:
    """Yield the paths of the entries of a manifest that hold parameters of an encryption."""
    for entry in listed.split(b"file-entry")[1:]:
        path = _PATH.search(entry[:_PATH_SEARCHED])
        if path and b"encryption-data" in entry:
            yield path[1].decode("utf-8", "replace")


def read_flat(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of a document that is one XML file, and of the files in it."""
    yield from xml_flow.segments(bytes(content), step(place, "part", "content"), walk, VOCABULARY)


def _document(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    if _OFFICE in data[:_ROOT_SEARCHED]:
        yield from xml_flow.segments(data, place, walk, VOCABULARY)
    elif _TYPED in data[:_ROOT_SEARCHED]:  # manifests of older programs
        yield from xml_text.read(data, place, walk)
    else:
        yield from markup_text.segments(data, place, walk)
