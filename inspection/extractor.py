"""From the bytes of a file to its segments: sniff, choose a reader, walk to the end.

The table below is the whole list of formats that are read. A format that is recognised and has
no reader is `unsupported:<format>`; one that is not recognised is `unknown-format`.
"""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from inspection import boxes, sniff
from inspection.content import Content
from inspection.errors import BudgetSpent
from inspection.limits import Limits
from inspection.readers import ole
from inspection.readers.archive import archive, archive_disc, compressed, tar_archive, zip_archive
from inspection.readers.mail import active_mime, apple_double, content_lines, mbox, message, tnef
from inspection.readers.markup import html, xml_text
from inspection.readers.office import docx, epub, odf, ofd, office_xml, visio, xps
from inspection.readers.pdf import pdf
from inspection.readers.picture import font, image, metafile, postscript, svg
from inspection.readers.rtf import rtf
from inspection.readers.signed import cms, der, openpgp
from inspection.readers.sqlite import sqlite_database, sqlite_leftovers
from inspection.readers.text import binary_plist, data_objects, nothing, plain_text, printer, unknown
from inspection.readers.workbook import biff, dbf, sylk, xlsb, xlsx
from inspection.segment import Place, Segment, step
from inspection.walker import Reader, Walk

READERS: Mapping[str, Reader] = {
    "empty": nothing.read,
    "blank": nothing.read,
    "text": plain_text.read,
    "csv": plain_text.read,
    "json": plain_text.read,
    "bplist": binary_plist.read,
    "cbor": data_objects.read,
    "msgpack": data_objects.read,
    "pickle": data_objects.read,
    "html": html.read,
    "xml": xml_text.read,
    "message": message.read,
    "mbox": mbox.read,
    "tnef": tnef.read,
    "icalendar": content_lines.read,
    "vcard": content_lines.read,
    "applefile": apple_double.read,
    "activemime": active_mime.read,
    "cms": cms.read,
    "openpgp": openpgp.read,
    "docx": docx.read,
    "pptx": docx.read,
    "xlsx": xlsx.read,
    "xlsb": xlsb.read,
    "odt": odf.read,
    "ods": odf.read,
    "odp": odf.read,
    "odg": odf.read,
    "odf": odf.read,
    "odf-xml": odf.read_flat,
    "word-xml": office_xml.read_word,
    "excel-xml": office_xml.read_excel,
    "vsdx": visio.read,
    "visio-xml": visio.read_flat,
    "xps": xps.read,
    "ofd": ofd.read,
    "epub": epub.read,
    "font": font.read,
    "der": der.read,
    "pdf": pdf.read,
    "zip": zip_archive.read,
    "7z": archive.seven_zip,
    "rar": archive.rar,
    "cab": archive.cabinet,
    "iso": archive_disc.read,
    "cpio": archive.cpio,
    "ar": archive.ar,
    "tar": tar_archive.read,
    "gzip": compressed.gzip,
    "zlib": compressed.zlib,
    "bzip2": compressed.bzip2,
    "xz": compressed.xz,
    "zstd": compressed.zstd,
    "lz4": compressed.lz4,
    "compress": compressed.unix_compress,
    "lzip": compressed.lzip,
    "sqlite": sqlite_database.read,
    "sqlite-wal": sqlite_leftovers.log,
    "sqlite-journal": sqlite_leftovers.journal,
    "ole": ole.read,
    "rtf": rtf.read,
    "xls": biff.read_stream,
    "dbf": dbf.read,
    "sylk": sylk.read,
    "image:png": image.read,
    "image:jpeg": image.read,
    "image:gif": image.read,
    "image:bmp": image.read,
    "image:tiff": image.read,
    "image:webp": image.read,
    "image:heic": image.read,
    "image:jp2": image.read,
    "image:psd": image.read,
    "image:pnm": image.read,
    "image:pcx": image.read,
    "image:sgi": image.read,
    "image:sun": image.read,
    "image:ico": image.read,
    "image:qoi": image.read,
    "image:dds": image.read,
    "image:xbm": image.read,
    "image:xpm": image.read,
    "svg": svg.read,
    "image:emf": metafile.read,
    "image:wmf": metafile.read,
    "image:svm": metafile.read,
    "postscript": postscript.read,
    "printer": printer.read,
    "unknown": unknown.read,
}


def new_walk(limits: Limits, *, size: int = 0, passwords: tuple[str, ...] = ()) -> Walk:
    """Return the state of a walk over a file of `size` octets."""
    return Walk(limits, open_part, size=size, passwords=passwords)


def extract(content: Content, walk: Walk, *, name: str = "", as_message: bool = False) -> Iterator[Segment]:
    """Yield every segment of one file; ask `walk` for the verdict afterwards. Never raises for content."""
    if name:
        yield Segment(step((), "name", name), name, origin="name")
    reader: Callable[..., Iterator[Segment]] = _as_message if as_message else open_part
    walk.begin(content)
    try:
        for segment in reader(content, (), walk):
            yield segment
            if form := boxes.joined(segment.text):
                yield msgspec.structs.replace(segment, text=form, alternate=True)
            walk.passed(len(segment.text))
    except BudgetSpent as error:
        walk.refuse(error.reason)


def open_part(content: Content, place: Place, walk: Walk, forms: tuple[str, ...] = ()) -> Iterator[Segment]:
    """Yield the segments of one part in each format that it is; for `forms` see `Walk.descend`."""
    for form in forms or sniff.formats(content):
        walk.met(form)
        yield from walk.guard(form, _reader(form)(content, place, walk))


def _as_message(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Read what came over SMTP as a message, whatever its first line looks like."""
    walk.met("message")
    yield from walk.guard("message", message.read(content, place, walk))


def _reader(form: str) -> Reader:
    return READERS.get(form, _unsupported(form))


def _unsupported(form: str) -> Reader:
    def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
        walk.refuse(f"unsupported:{form}")
        yield from unknown.strings(content, step(place, "strings", form))

    return read


_WARM_UP = (
    b"<html><p>x</p></html>",
    b"<?xml version='1.0'?><a>x</a>",
    b"From: a@example.com\r\nSubject: =?utf-8?q?x?=\r\n\r\nx\r\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>"
    ),
)


def preload(limits: Limits) -> None:
    """Run every reader once, so that nothing is left to be opened after the sandbox has closed."""
    for sample in _WARM_UP:
        for _ in extract(sample, new_walk(limits)):
            pass
