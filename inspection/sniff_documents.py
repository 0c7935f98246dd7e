"""Which document format a ZIP package or an XML text is: by its members, its mimetype, its root element."""

import re
import zipfile
import zlib

from inspection.content import Content, stream

PACKAGES = frozenset(
    {
        "zip", "docx", "xlsx", "pptx", "vsdx", "xlsb", "odt", "ods", "odp", "odg", "odf", "ofd", "epub",
    }
)  # fmt: skip
_OPC = (("xl/workbook.bin", "xlsb"), ("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("visio/", "vsdx"))
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_ZIP_END = b"PK\x05\x06"
_ENDLESS = frozenset({"image:gif", "image:bmp", "image:tiff", "image:heic"})  # others say where they end
_PICTURE_HEAD = 20  # octets
_MIMETYPE_MAX = 200
_ROOT = re.compile(
    r"<(?:[\w-]+:)?(?P<name>document|wordDocument|Workbook|package|VisioDocument)\s[^<]*?"
    r"(?P<space>urn:oasis:names:tc:opendocument:xmlns:office|schemas\.microsoft\.com/office/word/2003"
    r"|urn:schemas-microsoft-com:office:spreadsheet|schemas\.microsoft\.com/office/2006/xmlPackage"
    r"|schemas\.microsoft\.com/visio/2003|urn:schemas-microsoft-com:office:visio)"
)
_KINDS = {
    "document": "odf-xml", "wordDocument": "word-xml", "package": "word-xml", "Workbook": "excel-xml",
    "VisioDocument": "visio-xml",
}  # fmt: skip


def zip_kind(content: Content) -> str:
    """Return the format of a ZIP file; `zip` if it is a plain archive or too damaged to tell."""
    try:
        with zipfile.ZipFile(stream(content)) as archive:
            names = archive.namelist()
            mimetype = _mimetype(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        return "zip"
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        return next((kind for mark, kind in _OPC if any(name.startswith(mark) for name in names)), "zip")
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
    return _KINDS[root["name"]] if root else "xml"


def _mimetype(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as member:
            return member.read(_MIMETYPE_MAX).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return ""


def _by_mimetype(mimetype: str, names: list[str]) -> str:
    if mimetype == "application/epub+zip" or "META-INF/container.xml" in names:
        return "epub"
    kind = mimetype.removeprefix("application/vnd.oasis.opendocument.")
    if kind != mimetype:
        return next((form for name, form in _OPEN_DOCUMENT.items() if kind.startswith(name)), "odf")
    return "odf" if {"content.xml", "META-INF/manifest.xml"} <= set(names) else "zip"
