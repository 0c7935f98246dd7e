"""PDF: page text by pdfium, everything else from the file's own objects.

Encrypted files that need a password are `encrypted:pdf`; those that open without one (only
printing or copying is restricted) are decrypted and read. Two independent readings of the
text, by pages and by streams, make that damage in one is seen in the other.
"""

import io
import re
from collections.abc import Iterator
from itertools import chain

import msgspec
import pypdfium2
from pypdfium2 import raw

from inspection import sniff
from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.readers.markup import html
from inspection.readers.pdf import pdf_codes, pdf_contents, pdf_pages, pdf_pictures, pdf_streams, pdf_strings
from inspection.readers.picture import ocr
from inspection.readers.text import plain_text, unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_REMOVE_SECURITY = 3  # FPDF_REMOVE_SECURITY of fpdf_save.h
_PAINTS = re.compile(rb"(?:^|\s)(?:f|f\*|S|s|B|b|B\*|b\*)(?:\s|$)")
_INLINE_IMAGE = re.compile(rb"BI(?<=\sBI)\s.{1,500}?\sID\s", re.DOTALL)  # its letters are looked for first
_HEAD, _HEAD_SEARCHED = b"%PDF-", 1024
_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"%!", b"\x80\x01", b"\1\0")  # how the files of fonts begin
_SILENT = frozenset({"unknown", "blank", "empty"})  # tables of numbers, which have no text


class _Objects(msgspec.Struct):
    """What was found in the file's objects.

    `coded` if a barcode is drawn, `heavy` if a stream asks more of pdfium than it may have, `broken` if a string
    cannot be what was written.
    """

    contents: pdf_contents.Contents = msgspec.field(default_factory=pdf_contents.Contents)
    strings: list[str] = []
    painted: bool = False
    coded: bool = False
    heavy: bool = False
    broken: bool = False


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield embedded files, pages, dictionary strings, and the second reading of the text.

    Objects come before pages, so that pdfium is given no page that would take all memory.
    """
    data = content
    document = None
    if content.find(b"/Encrypt") >= 0:
        document = _open(content, place, walk)
        if document is None:
            return
    try:
        if document is not None and _is_encrypted(document):
            data = _decrypted(document, content, walk)
        yield from _around(content, place, walk)
        objects = _Objects()
        yield from _objects(data, place, walk, objects)
        texts: list[str] = []
        if not objects.heavy:
            document = document or _open_or_refuse(content, place, walk)
            if document is not None:
                yield from _pages(document, objects, texts, place, walk)
    finally:
        if document is not None:
            document.close()
    yield from _strings(objects, step(place, "metadata", "pdf"))
    yield from _second_reading(objects, data, texts, place, walk)
    if objects.contents.pages and not texts:
        walk.refuse("malformed:pdf")


def _pages(
    document: pypdfium2.PdfDocument, objects: _Objects, texts: list[str], place: Place, walk: Walk
) -> Iterator[Segment]:
    """Yield the text of each page, which is added to `texts`, and what its pictures show."""
    pages = len(document)
    if pages > walk.limits.pages:
        raise BudgetSpent("limit:pages")
    pictures = (
        pdf_pictures.PagePictures(document, coded=objects.coded) if ocr.pixel_reader() is not None else None
    )
    for number in range(pages):
        text = pdf_pages.text_of(document, number)
        if text is None:
            walk.refuse("malformed:pdf")
        texts.append(text or "")
        walk.spend(len(texts[-1]))
        yield Segment(step(place, "page", str(number + 1)), texts[-1])
        if pictures is not None:
            yield from walk.guard("pdf", pictures.of_page(number, texts[-1], place, walk))


def _around(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    before, behind = pdf_strings.around(content)
    if before:
        yield from plain_text.readings(before, step(place, "stray", "before"))
    if behind and len(sniff.formats(content)) == 1:  # of a file that is two things the walk reads the second
        yield from walk.descend(behind, step(place, "stray", "behind"))


def _open(content: Content, place: Place, walk: Walk) -> pypdfium2.PdfDocument | None:
    """Open the document, by a candidate password where it needs one; None if none is right."""
    data = bytes(content)
    if _HEAD not in data[:_HEAD_SEARCHED]:  # damaged: viewers mend that
        data = _HEAD + data[len(_HEAD) :]
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code != raw.FPDF_ERR_PASSWORD:
            raise Unreadable("malformed:pdf") from error
    return walk.unlock(
        place, "pdf", _strength(data), lambda password: pypdfium2.PdfDocument(data, password=password)
    )


def _open_or_refuse(content: Content, place: Place, walk: Walk) -> pypdfium2.PdfDocument | None:
    """Open a document that does not say that it is encrypted."""
    try:
        document = _open(content, place, walk)
    except Unreadable as error:
        walk.refuse(error.reason)
        return None
    if document is not None and _is_encrypted(document):  # its objects were read as they are
        walk.refuse("malformed:pdf")
    return document


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


def _objects(content: Content, place: Place, walk: Walk, objects: _Objects) -> Iterator[Segment]:
    spans = pdf_streams.spans(content)
    for pieces in pdf_streams.outside_streams(content, spans):
        _take_dictionaries(pieces, objects)
    pixels = ocr.pixel_reader() is not None  # nobody else has to know whether a picture is damaged
    shown = set(chain.from_iterable(objects.contents.referred))
    found = pdf_streams.streams(content, spans, walk, pictures=pixels, contents=shown)
    for number, stream in enumerate(found):
        _weigh(stream, walk, objects, given=stream.number in shown)
        objects.contents.damaged = objects.contents.damaged or stream.mended
        if stream.picture:
            _picture(stream.data, walk)
        elif stream.has(b"EmbeddedFile", b"Params"):
            yield from walk.descend(stream.data, step(place, "embedded", str(number)))
        elif stream.has(b"Metadata", b"JS", b"JavaScript", b"XFA") or stream.data[:5] == b"<?xml":
            yield from plain_text.readings(
                stream.data, step(place, "metadata", str(number)), origin="metadata"
            )
        elif stream.data.startswith(_FONTS):
            objects.contents.fonts.add(stream.number)
        elif not stream.has(b"XRef"):
            yield from _stream(stream, step(place, "embedded", str(number)), walk, objects)


def _weigh(stream: pdf_streams.Stream, walk: Walk, objects: _Objects, *, given: bool = True) -> bool:
    """Say whether a stream given to pdfium is too large for it; then the file's pages are not asked for."""
    large = given and len(stream.data) > walk.limits.pdf_stream
    if large:
        walk.refuse("limit:pdf_stream")
    objects.heavy = objects.heavy or large or stream.reason.startswith("limit:")
    return large


def _picture(data: bytes, walk: Walk) -> None:
    """Leave a picture to whoever reads the page that shows it, and tell damage that pdfium passes over."""
    ocr.pass_over(walk, "image")
    pixels = ocr.pixel_reader()
    if pixels is not None and pixels.is_damaged_jpeg(data, walk):
        walk.refuse("malformed:image")


def _stream(stream: pdf_streams.Stream, place: Place, walk: Walk, objects: _Objects) -> Iterator[Segment]:
    """Take what belongs to pages; yield what does not: an embedded file need not say that it is one."""
    if _weigh(stream, walk, objects):
        yield from unknown.strings(stream.data, place)
        return
    if not sniff.is_binary(stream.data) and _take_stream(stream, objects, walk):
        return
    form = sniff.formats(stream.data)[0]
    if form == "zlib":  # the entry that names the filter is damaged, so pdfium has not seen what is packed
        walk.refuse("malformed:pdf")
    if form not in _SILENT:
        yield from walk.descend(stream.data, place)


def _take_dictionaries(pieces: list[bytes], objects: _Objects) -> None:
    """Take objects; in most pieces nothing is text, which is seen of all of them at once."""
    objects.contents.take_objects(pieces)
    telling = [piece for piece in pieces if b"(" in piece or b"%" in piece]
    plain = pdf_streams.APART.join(piece for piece in pieces if b"(" not in piece and b"%" not in piece)
    for piece in telling if pdf_strings.tells_nothing(plain) else pieces:
        _take_strings(piece, objects)


def _take_strings(data: bytes, objects: _Objects) -> None:
    objects.strings += pdf_strings.dictionary_strings(data)
    objects.strings += pdf_strings.odd_names(data)
    for stray in pdf_strings.stray(data):
        objects.strings.append(stray)
        if not stray.startswith("%"):
            objects.contents.damaged = True
            objects.broken = objects.broken or pdf_strings.has_broken_code(data)


def _take_stream(stream: pdf_streams.Stream, objects: _Objects, walk: Walk) -> bool:
    """Take what is no file of its own; say whether the stream is of a kind known here."""
    data, known = stream.data, True
    if pdf_codes.has_code(data):
        objects.coded = True
        ocr.pass_over(walk, "drawing")
    checked = stream.has(b"FlateDecode", b"Fl")
    if stream.has(b"ObjStm"):
        _take_dictionaries([data], objects)
    elif pdf_strings.is_character_map(data):
        objects.contents.maps.append((stream.number, data))
        objects.broken = objects.broken or not (checked or pdf_strings.is_whole_map(data))
    elif pdf_strings.shows_text(data):
        objects.contents.take_stream(stream.number, data, checked=checked, form=stream.has(b"Form"))
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
    suspect, doubtful = pdf_contents.is_suspect(contents, texts), pdf_contents.is_doubtful(contents, texts)
    streams = [data for _, data in contents.streams]
    if not suspect and not doubtful:
        streams = list(pdf_contents.unshown(contents, content, len(texts), text))
    told: list[bool] = []  # of each stream: whether any reading of it means something
    for number, segment in enumerate(
        pdf_contents.segments(contents, streams, step(place, "streams", ""), walk)
    ):
        means = not pdf_contents.is_untold(segment.text)
        if number % (1 + len(contents.maps) + len(contents.named)):
            told[-1] = told[-1] or means
        else:
            told.append(means)
        yield segment
    if suspect and not (all(told) and (contents.maps or contents.named or not pdf_contents.is_untold(text))):
        _refuse_fonts(texts, walk)
    # Through one map after the other no value is whole that stands in two fonts.
    if objects.broken or (doubtful and len(contents.maps) > 1):
        walk.refuse("malformed:pdf")


def _strings(objects: _Objects, place: Place) -> Iterator[Segment]:
    strings = "\n".join(dict.fromkeys([*objects.strings, *objects.contents.strings]))
    yield Segment(place, strings, origin="metadata")
    if "</" in strings:  # annotations and fields in rich text, which is XHTML (ISO 32000-2 12.7.4.4)
        yield Segment(place, html.untagged(strings), origin="metadata", alternate=True)


def _refuse_fonts(texts: list[str], walk: Walk) -> None:
    """Refuse fonts that nobody can read, unless the pages that use them were looked at as pictures."""
    ocr.pass_over(walk, "drawing")
    if ocr.pixel_reader() is None or not any(map(pdf_contents.is_silent, texts)):
        walk.refuse("unsupported:pdf-font")
