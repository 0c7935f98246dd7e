"""Which document format a ZIP package or an XML text is: by its members, its mimetype, its root element."""

import re
import zipfile
import zlib

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive import zip_directory, zip_local
from inspection.readers.archive.zip_directory import Entry

PACKAGES = frozenset(
    {
        "zip", "docx", "xlsx", "pptx", "vsdx", "xlsb", "odt", "ods", "odp", "odg", "odf", "ofd", "epub", "xps",
    }
)  # fmt: skip
_OPC = (("xl/workbook.bin", "xlsb"), ("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("visio/", "vsdx"))
_XPS = ".fdseq"  # the sequence of documents, wherever it lies
_OFD_DOCUMENT = "Doc_0/"  # by which a paper is known whose first part has a damaged name
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_ZIP_END = b"PK\x05\x06"
_ENDLESS = frozenset({"image:gif", "image:bmp", "image:tiff", "image:heic"})  # others say where they end
_PICTURE_HEAD = 20  # octets
_MIMETYPE_MAX = 200
_ENCRYPTED = 0x1
_ROOT = re.compile(
    r"<(?:[\w-]+:)?(?P<name>document|wordDocument|Workbook|package|VisioDocument)\s[^<]*?"
    r"(?P<space>urn:oasis:names:tc:opendocument:xmlns:office|schemas\.microsoft\.com/office/word/2003"
    r"|urn:schemas-microsoft-com:office:spreadsheet|schemas\.microsoft\.com/office/2006/xmlPackage"
    r"|schemas\.microsoft\.com/visio/2003|urn:schemas-microsoft-com:office:visio)"
)
_SVG = re.compile(r"<(?:[\w-]+:)?svg\s[^<]*?http://www\.w3\.org/2000/svg")
_KINDS = {
    "document": "odf-xml", "wordDocument": "word-xml", "package": "word-xml", "Workbook": "excel-xml",
    "VisioDocument": "visio-xml",
}  # fmt: skip


def zip_kind(content: Content) -> str:
    """Return the format of a ZIP file; `zip` if it is a plain archive or too damaged to tell."""
    try:
        entries = zip_directory.read(content).entries
    except Unreadable:
        return "zip"
    names = [entry.name for entry in entries]
    mimetype = next((_mimetype(content, entry) for entry in entries if entry.name == "mimetype"), "")
    if "OFD.xml" in names or any(name.startswith(_OFD_DOCUMENT) for name in names):
        return "ofd"
    if "[Content_Types].xml" in names:
        kinds = (kind for mark, kind in _OPC if any(name.startswith(mark) for name in names))
        return next(kinds, "xps" if any(name.lower().endswith(_XPS) for name in names) else "zip")
    return _by_mimetype(mimetype, names)


def behind(content: Content, primary: str, archives: tuple[str, ...]) -> tuple[str, ...]:
    """Return the formats that stand behind the first one: archives as the packages they are, and PDF.

    A PDF within a picture, or behind the end of a package, is one that people can open by renaming it;
    what stands behind a picture that says where it ends is read with the picture.
    """
    found = tuple(zip_kind(content) if archive == "zip" else archive for archive in archives)
    start = content.rfind(_ZIP_END) if primary in PACKAGES else _PICTURE_HEAD if primary in _ENDLESS else -1
    return (*found, "pdf") if start >= 0 and content.find(b"%PDF-", start) >= 0 else found


def xml_kind(start: str) -> str:
    """Return the format of an XML text by its first characters; `xml` if it is of no known vocabulary."""
    root = _ROOT.search(start)
    if root:
        return _KINDS[root["name"]]
    return "svg" if _SVG.search(start) else "xml"


def _mimetype(content: Content, entry: Entry) -> str:
    """Return what a package says it is: mostly stored as it is, so that it can be read without unpacking."""
    local = zip_local.header(content, entry.header)
    if local is None or entry.flags & _ENCRYPTED:
        return ""
    octets = content[local.data : local.data + min(entry.packed, _MIMETYPE_MAX)]
    if entry.method == zipfile.ZIP_DEFLATED:
        try:
            octets = zlib.decompressobj(-zlib.MAX_WBITS).decompress(octets, _MIMETYPE_MAX)
        except zlib.error:
            return ""
    return octets.decode("ascii", "replace").strip()


def _by_mimetype(mimetype: str, names: list[str]) -> str:
    if mimetype == "application/epub+zip" or "META-INF/container.xml" in names:
        return "epub"
    kind = mimetype.removeprefix("application/vnd.oasis.opendocument.")
    if kind != mimetype:
        return next((form for name, form in _OPEN_DOCUMENT.items() if kind.startswith(name)), "odf")
    return "odf" if {"content.xml", "META-INF/manifest.xml"} <= set(names) else "zip"
