"""What a file is, by its bytes alone. The name is a claim of the sender and is never asked.

Returns more than one format for a polyglot: a file that a viewer opens as one thing and an
unpacker as another is inspected as both.
"""

import re
import zipfile
import zlib

from inspection import charset
from inspection.content import Content, stream

_HEAD = 64 * 1024
_ZIP_TAIL = 66 * 1024  # end record of 22 octets and its comment of at most 65,535
_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "image:png"),
    (b"\xff\xd8\xff", "image:jpeg"),
    (b"GIF87a", "image:gif"),
    (b"GIF89a", "image:gif"),
    (b"II*\0", "image:tiff"),
    (b"MM\0*", "image:tiff"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"SQLite format 3\0", "sqlite"),
    (b"{\\rtf", "rtf"),
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"x\x9f\x3e\x22", "tnef"),
    (b"-----BEGIN PGP MESSAGE-----", "openpgp"),
)
_HEADER_FIELD = re.compile(rb"(?i)^[!-9;-~]{1,76}[ \t]*:")
_MAIL_FIELDS = re.compile(
    rb"(?im)^(from|to|cc|subject|date|received|message-id|mime-version|content-type|return-path|"
    rb"reply-to|delivered-to|content-transfer-encoding|x-[a-z-]+)[ \t]*:"
)
_HTML = re.compile(
    r"(?i)<(!doctype html|html|head|body|table|tr|td|div|p|br|span|font|meta|style|script|a |b>|h[1-6]|ul|li)"
)
_CMS_TYPE = re.compile(
    rb"^\x30(?:\x80|[\x81-\x84].{1,4}?|.)\x06(?:\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07|\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10)",
    re.DOTALL,
)
# A session key packet of version 3 to 6 (RFC 9580 5.1, 5.3) in the old or the new packet format.
_OPENPGP = re.compile(rb"[\x84\xc1].\x03|\x85..\x03|[\x8c\xc3].[\x04-\x06][\x01-\x0d]", re.DOTALL)
_CSV_ROWS = 5
# Controls, what did not decode, and the private area, where binary data lands when read as UTF-16.
_ODD = re.compile("[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_ODD_SHARE = 0.02  # text has fewer of them than this


def formats(content: Content) -> tuple[str, ...]:
    """Return the formats of `content`, the first one being what most programs would take it for."""
    head = bytes(content[:_HEAD])
    primary = _by_magic(content, head) or _by_text(head)
    if primary not in _ZIPPED and _has_zip_end(content):
        return (primary, "zip")
    return (primary,)


def is_binary(content: Content) -> bool:
    """Say whether `content` carries the signature of a format that is not text."""
    return bool(_by_magic(content, bytes(content[:_HEAD])))


def _by_magic(content: Content, head: bytes) -> str:
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")):
        return _zip_kind(content)
    for magic, name in _MAGICS:
        if head.startswith(magic):
            return name
    return _by_inner_magic(head)


def _by_inner_magic(head: bytes) -> str:
    """Know the formats whose signature does not stand at the very start."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image:webp"
    if head[4:8] == b"ftyp":
        return "image:heic" if head[8:12] in {b"heic", b"heix", b"mif1", b"avif"} else "video"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image:bmp"
    if head[257:262] == b"ustar":
        return "tar"
    return _by_structure(head)


def _by_structure(head: bytes) -> str:
    """Know the formats that have no signature but a structure of their own."""
    if _CMS_TYPE.match(head):
        return "cms"
    if _OPENPGP.match(head):
        return "openpgp"
    if _is_zlib(head):
        return "zlib"
    return "blank" if not head.strip(b"\0") else ""


_ZIPPED = frozenset({"zip", "docx", "xlsx", "pptx", "xlsb", "odf", "ofd", "epub"})
_ZIP_MARKS = (
    ("xl/workbook.bin", "xlsb"),
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
    ("META-INF/container.xml", "epub"),
)


def _zip_kind(content: Content) -> str:
    """Tell office packages from plain archives by their members' names."""
    try:
        with zipfile.ZipFile(stream(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        return "zip"
    if not {"[Content_Types].xml", "mimetype", "OFD.xml"}.intersection(names):
        return "zip"
    marks = (kind for mark, kind in _ZIP_MARKS if any(name.startswith(mark) for name in names))
    return next(marks, "zip")


def _has_zip_end(content: Content) -> bool:
    tail = bytes(content[-_ZIP_TAIL:])
    end = tail.rfind(b"PK\x05\x06")
    return 0 <= end <= len(tail) - 22 and tail[end + 4 : end + 8] == b"\0\0\0\0" and b"PK\x01\x02" in tail


def _is_zlib(head: bytes) -> bool:
    if head[:1] != b"\x78" or len(head) < 2 or (head[0] << 8 | head[1]) % 31:  # noqa: PLR2004  # RFC 1950
        return False
    try:
        return bool(zlib.decompressobj().decompress(head, 64))
    except zlib.error:
        return False


def _by_text(head: bytes) -> str:
    if _is_mail(head):
        return "message"
    if head.startswith(b"From ") and _MAIL_FIELDS.search(head, 0, 4096):
        return "mbox"
    text = charset.decode(head)[0].text
    if not _looks_like_text(text) or (b"\0" in head and not charset.wide_charset(head)):
        return "unknown"
    start = text.lstrip("\ufeff \t\r\n")[:2048]
    if start.startswith("<?xml") and not re.search("(?i)<!doctype html|<html", start):
        return "xml"
    if start.startswith("<") and _HTML.search(start):
        return "html"
    if start.startswith(("{", "[")) and re.match(r'[\[{]\s*["\[{\d\]}tfn-]', start):
        return "json"
    if start.startswith("<"):
        return "xml"
    return "csv" if _is_csv(text) else "text"


def _is_mail(head: bytes) -> bool:
    """Say whether the first lines are header fields, two of them known from mail."""
    start = head.lstrip(b"\r\n")[:8192]
    first = start.split(b"\n", 1)[0]
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    known = {match[1].lower() for match in _MAIL_FIELDS.finditer(block)}
    if _HEADER_FIELD.match(first):
        return len(known) > 1
    return len(known) > 3  # noqa: PLR2004  # a damaged first line


def _looks_like_text(text: str) -> bool:
    return len(_ODD.findall(text)) <= max(len(text) * _ODD_SHARE, 1)


def _is_csv(text: str) -> bool:
    rows = [row for row in text.splitlines()[:_CSV_ROWS] if row.strip()]
    return len(rows) > 1 and any(
        rows[0].count(mark) > 0 and len({row.count(mark) for row in rows}) == 1 for mark in ",;\t|"
    )
