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
from inspection.readers.pdf import pdf_contents, pdf_pictures, pdf_streams, pdf_strings
from inspection.readers.picture import ocr
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_REMOVE_SECURITY = 3  # FPDF_REMOVE_SECURITY of fpdf_save.h
_PAINTS = re.compile(rb"(?:^|\s)(?:f|f\*|S|s|B|b|B\*|b\*)(?:\s|$)")
_INLINE_IMAGE = re.compile(rb"\sBI\s.{1,500}?\sID\s", re.DOTALL)
_PICTURE = rb"Subtype\s*/Image"
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"%!", b"\x80\x01", b"\1\0")  # how the files of fonts begin
_SILENT = frozenset({"unknown", "blank", "empty"})  # tables of numbers, which have no text


class _Objects(msgspec.Struct):
    """What was found in the file's objects."""

    contents: pdf_contents.Contents = msgspec.field(default_factory=pdf_contents.Contents)
    strings: list[str] = []
    painted: bool = False


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield pages, then dictionary strings, embedded files and the second reading of the text."""
    document = _open(content, place, walk)
    if document is None:
        return
    try:
        data = _decrypted(document, content, walk) if _is_encrypted(document) else content
        pages = len(document)
        if pages > walk.limits.pages:
            raise BudgetSpent("limit:pages")
        texts: list[str] = []
        pictures = pdf_pictures.PagePictures(document)
        for number in range(pages):
            texts.append(_page_text(document, number, walk))
            yield Segment(step(place, "page", str(number + 1)), texts[-1])
            yield from walk.guard("pdf", pictures.of_page(number, texts[-1], place, walk))
    finally:
        document.close()
    yield from _around(content, place, walk)
    objects = _Objects()
    yield from _objects(data, place, walk, objects)
    strings = "\n".join(dict.fromkeys([*objects.strings, *objects.contents.strings]))
    yield Segment(step(place, "metadata", "pdf"), strings, origin="metadata")
    yield from _second_reading(objects, data, texts, place, walk)
    if objects.contents.pages and not pages:
        walk.refuse("malformed:pdf")


def _around(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    before, behind = pdf_strings.around(content)
    if before:
        yield from plain_text.readings(before, step(place, "stray", "before"))
    if behind and len(sniff.formats(content)) == 1:  # of a file that is two things the walk reads the second
        yield from walk.descend(behind, step(place, "stray", "behind"))


def _open(content: Content, place: Place, walk: Walk) -> pypdfium2.PdfDocument | None:
    """Open the document, by a candidate password where it needs one; None if none is right."""
    data = bytes(content)
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code != raw.FPDF_ERR_PASSWORD:
            raise Unreadable("malformed:pdf") from error
    return walk.unlock(
        place, "pdf", _strength(data), lambda password: pypdfium2.PdfDocument(data, password=password)
    )


def _strength(data: bytes) -> str:
    """Tell RC4 from AES by the version of the encryption dictionary (ISO 32000-2 7.6.2)."""
    versions = [int(match[1]) for match in re.finditer(rb"/V\s+(\d)\b", data)]
    return "unknown" if not versions else "strong" if max(versions) >= 4 else "weak"  # noqa: PLR2004


def _is_encrypted(document: pypdfium2.PdfDocument) -> bool:
    return bool(raw.FPDF_GetSecurityHandlerRevision(document) >= 0)


def _decrypted(document: pypdfium2.PdfDocument, content: Content, walk: Walk) -> bytes:
    if not pdf_streams.has_table(content):  # what pdfium mended without a word is not in the copy
        walk.refuse("malformed:pdf")
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
    except (
        pypdfium2.PdfiumError,
        RecursionError,
        AssertionError,
    ):  # the last two: pages of characters left out
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
            ocr.pass_over(walk, "image")
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
    objects.contents.take_objects(data)
    objects.strings += pdf_strings.dictionary_strings(data)
    objects.strings += pdf_strings.stray(data)


def _take_stream(stream: pdf_streams.Stream, objects: _Objects, walk: Walk) -> bool:
    """Take what is no file of its own; say whether the stream is of a kind known here."""
    data, known = stream.data, True
    if stream.has(b"ObjStm"):
        _take_dictionaries(data, objects)
    elif pdf_strings.is_character_map(data):
        objects.contents.maps.append(pdf_strings.character_map(data))
    elif pdf_strings.shows_text(data):
        objects.contents.take_stream(stream.number, data, checked=stream.has(b"FlateDecode", b"Fl"))
    else:
        known = pdf_strings.is_content(data)
        objects.painted = objects.painted or bool(_PAINTS.search(data))
    if b"BI" in data and _INLINE_IMAGE.search(data):
        ocr.pass_over(walk, "image")
        return True
    return known


def _second_reading(
    objects: _Objects, content: Content, texts: list[str], place: Place, walk: Walk
) -> Iterator[Segment]:
    """Yield once more, by streams, what the pages have not shown for certain."""
    text, contents = "".join(texts), objects.contents
    if not text.strip() and objects.painted and not contents.streams:
        ocr.pass_over(walk, "drawing")
    suspect = pdf_contents.is_suspect(contents, text)
    streams = [data for _, data in contents.streams]
    if not suspect:
        streams = list(pdf_contents.unshown(contents, content, len(texts), text))
    readable = not pdf_contents.is_untold(text)
    for segment in pdf_contents.segments(contents, streams, step(place, "streams", ""), walk):
        readable = readable and not pdf_contents.is_untold(segment.text)
        yield segment
    if suspect and not contents.maps and not readable:
        walk.refuse("unsupported:pdf-font")
