"""PDF: page text by pdfium, everything else from the file's own objects.

Encrypted files that need a password are `encrypted:pdf`; those that open without one (only
printing or copying is restricted) are decrypted and read. Two independent readings of the
text, by pages and by streams, make that damage in one is seen in the other.
"""

import io
import re
from collections.abc import Iterator

import msgspec
import pypdfium2
from pypdfium2 import raw

from inspection import sniff
from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.readers import pdf_streams, pdf_strings, plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_REMOVE_SECURITY = 3  # FPDF_REMOVE_SECURITY of fpdf_save.h
_CONTENT_MAX = 1 << 20  # octets of content streams always read a second time
_UNTOLD = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\uffff]")
_UNTOLD_SHARE = 0.02
_MISSING_SHARE = 0.9
_PAINTS = re.compile(rb"(?:^|\s)(?:f|f\*|S|s|B|b|B\*|b\*)(?:\s|$)")
_INLINE_IMAGE = re.compile(rb"\sBI\s.{1,500}?\sID\s", re.DOTALL)
_PICTURE = rb"Subtype\s*/Image"
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"%!", b"\x80\x01", b"\1\0")  # how the files of fonts begin
_SILENT = frozenset({"unknown", "blank", "empty"})  # tables of numbers, which have no text
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b(?!s)")


class _Objects(msgspec.Struct):
    """What was found in the file's objects."""

    shown: list[list[bytes]] = []
    maps: list[dict[int, str]] = []
    strings: list[str] = []
    painted: bool = False
    pages: int = 0
    content_size: int = 0


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield pages, then dictionary strings, embedded files and the second reading of the text."""
    document = _open(content, place, walk)
    if document is None:
        return
    try:
        data = _decrypted(document) if _is_encrypted(document) else content
        pages = len(document)
        if pages > walk.limits.pages:
            raise BudgetSpent("limit:pages")
        texts: list[str] = []
        for number in range(pages):
            texts.append(_page_text(document, number, walk))
            yield Segment(step(place, "page", str(number + 1)), texts[-1])
    finally:
        document.close()
    objects = _Objects()
    before, behind = pdf_strings.around(content)
    if before:
        yield from plain_text.readings(before, step(place, "stray", "before"))
    if behind:
        yield from walk.descend(behind, step(place, "stray", "behind"))
    yield from _objects(data, place, walk, objects)
    yield Segment(
        step(place, "metadata", "pdf"), "\n".join(dict.fromkeys(objects.strings)), origin="metadata"
    )
    yield from _second_reading(objects, "".join(texts), place, walk)
    if objects.pages > pages and not pages:
        walk.refuse("malformed:pdf")


def _open(content: Content, place: Place, walk: Walk) -> pypdfium2.PdfDocument | None:
    for password in (None, *walk.passwords):
        try:
            return pypdfium2.PdfDocument(bytes(content), password=password)
        except pypdfium2.PdfiumError as error:
            if error.err_code != raw.FPDF_ERR_PASSWORD:
                raise Unreadable("malformed:pdf") from error
    walk.found_encrypted(place, "pdf", _strength(bytes(content)))
    return None


def _strength(data: bytes) -> str:
    """Tell RC4 from AES by the version of the encryption dictionary (ISO 32000-2 7.6.2)."""
    versions = [int(match[1]) for match in re.finditer(rb"/V\s+(\d)\b", data)]
    return "unknown" if not versions else "strong" if max(versions) >= 4 else "weak"  # noqa: PLR2004


def _is_encrypted(document: pypdfium2.PdfDocument) -> bool:
    return bool(raw.FPDF_GetSecurityHandlerRevision(document) >= 0)


def _decrypted(document: pypdfium2.PdfDocument) -> bytes:
    copy = io.BytesIO()
    document.save(copy, flags=_REMOVE_SECURITY)
    return copy.getvalue()


def _page_text(document: pypdfium2.PdfDocument, number: int, walk: Walk) -> str:
    try:
        page = document[number]
        text_page = page.get_textpage()
        text = str(text_page.get_text_range()) if text_page.count_chars() else ""
        text_page.close()
        page.close()
    except pypdfium2.PdfiumError:
        walk.refuse("malformed:pdf")
        return ""
    walk.spend(len(text))
    # U+FFFE and U+0002 stand for a hyphen at a line's end, which is no part of the word.
    return re.sub("[\ufffe\x02]\r?\n?", "", text)


def _objects(content: Content, place: Place, walk: Walk, objects: _Objects) -> Iterator[Segment]:
    for piece in pdf_streams.outside_streams(content):
        _take_dictionaries(piece, objects)
    for number, stream in enumerate(pdf_streams.streams(content, walk)):
        if stream.picture or stream.has(_PICTURE):
            walk.unread.add("image")
        elif stream.has(b"EmbeddedFile", b"Params"):
            yield from walk.descend(stream.data, step(place, "embedded", str(number)))
        elif stream.has(b"Metadata", b"JS", b"JavaScript", b"XFA") or stream.data[:5] == b"<?xml":
            yield from plain_text.readings(
                stream.data, step(place, "metadata", str(number)), origin="metadata"
            )
        elif not stream.has(b"XRef") and not stream.data.startswith(_FONTS):
            # An embedded file need not say that it is one.
            known = not sniff.is_binary(stream.data) and _take_stream(stream, objects, walk)
            if not known and sniff.formats(stream.data)[0] not in _SILENT:
                yield from walk.descend(stream.data, step(place, "embedded", str(number)))


def _take_dictionaries(data: bytes, objects: _Objects) -> None:
    objects.pages += len(_PAGE_OBJECT.findall(data))
    objects.strings += pdf_strings.dictionary_strings(data)
    objects.strings += pdf_strings.stray(data)


def _take_stream(stream: pdf_streams.Stream, objects: _Objects, walk: Walk) -> bool:
    """Take what is no file of its own; say whether the stream is of a kind known here."""
    data, known = stream.data, True
    if stream.has(b"ObjStm"):
        _take_dictionaries(data, objects)
    elif pdf_strings.is_character_map(data):
        objects.maps.append(pdf_strings.character_map(data))
    elif pdf_strings.shows_text(data):
        objects.content_size += len(data)
        objects.shown.append(pdf_strings.shown(data))
    else:
        known = pdf_strings.is_content(data)
    if _PAINTS.search(data):
        objects.painted = True
    if _INLINE_IMAGE.search(data):
        walk.unread.add("image")
        return True
    return known


def _second_reading(objects: _Objects, text: str, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the shown text once more, by streams, where pages may have missed some of it."""
    if not text.strip() and objects.painted and not objects.shown:
        walk.unread.add("drawing")
    codes = sum(len(line) for lines in objects.shown for line in lines)
    suspect = len(_UNTOLD.findall(text)) > len(text) * _UNTOLD_SHARE or len(text) * 2 < codes * _MISSING_SHARE
    if objects.content_size > _CONTENT_MAX and not suspect:
        return
    place = step(place, "streams", "")
    for lines in objects.shown:
        yield Segment(place, "\n".join(pdf_strings.as_text(line) for line in lines), alternate=True)
        for table in objects.maps:
            walk.spend(sum(map(len, lines)))
            yield Segment(place, pdf_strings.through_map(lines, table), alternate=True)
    if suspect and not objects.maps:
        walk.refuse("unsupported:pdf-font")
