"""What a file is, by its bytes alone. The name is a claim of the sender and is never asked.

Returns more than one format for a polyglot: a file that a viewer opens as one thing and an
unpacker as another is inspected as both.
"""

import re
import zlib

from inspection import charset, dbf_header, sniff_archives, sniff_documents, sniff_pictures
from inspection.content import Content
from inspection.der_header import is_whole
from inspection.readers.text import data_objects

_HEAD = 64 * 1024
_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "image:png"),
    (b"\xff\xd8\xff", "image:jpeg"),
    (b"GIF87a", "image:gif"),
    (b"\xd7\xcd\xc6\x9a", "image:wmf"),
    (b"VCLMTF", "image:svm"),
    (b"GIF89a", "image:gif"),
    (b"II*\0", "image:tiff"),
    (b"MM\0*", "image:tiff"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "image:jp2"),
    (b"\xff\x4f\xff\x51\0", "image:jp2"),  # the code stream alone
    (b"8BPS\0\1", "image:psd"),
    (b"\x59\xa6\x6a\x95", "image:sun"),
    (b"qoif", "image:qoi"),
    (b"DDS |\0\0\0", "image:dds"),
    (b"/* XPM */", "image:xpm"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"!<arch>\n", "ar"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"\x1f\x9d", "compress"),
    (b"LZIP\x01", "lzip"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\x37\x7f\x06\x82", "sqlite-wal"),
    (b"\x37\x7f\x06\x83", "sqlite-wal"),
    (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", "sqlite-journal"),
    (b"{\\rt", "rtf"),
    (b"\x09\0\x04\0", "xls"),  # a workbook that is no compound file begins with its BOF record
    (b"\x09\x02\x06\0", "xls"),
    (b"\x09\x04\x06\0", "xls"),
    (b"\x09\x08\x08\0", "xls"),
    (b"\x09\x08\x10\0", "xls"),
    (b"\0\1\0\0\0", "font"),
    (b"OTTO\0", "font"),
    (b"ttcf\0", "font"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"x\x9f\x3e\x22", "tnef"),
    (b"\0\x05\x16\x07", "applefile"),
    (b"\0\x05\x16\0", "applefile"),
    (b"ActiveMime", "activemime"),
    (b"!BDN", "pst"),
    (b"bplist0", "bplist"),
    (b"\xcf\xad\x12\xfe", "dbx"),
    (b"-----BEGIN PGP MESSAGE-----", "openpgp"),
    (b"\x1b%-12345X", "printer"),
    (b"\x1b@", "printer"),
    (b"\x1bE", "printer"),
    (b"\x1b&l", "printer"),
)
# Brands of ISO/IEC 23008-12 and AVIF: pictures and bursts of pictures.
_STILL = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
_TEXTS = (("ID;P", "sylk"), ("%!PS", "postscript"))
_WORDS = tuple(word for word, _ in _TEXTS)
_STARTS = tuple(magic for magic, _ in _MAGICS)
_PDF_OBJECT = re.compile(rb"(?m)^\d+ \d+ obj\b")
_HEADER_FIELD = re.compile(rb"(?i)^[!-9;-~]{1,76}[ \t]*:")
_MAIL_FIELDS = re.compile(
    rb"(?im)^(from|to|cc|subject|date|received|message-id|mime-version|content-type|return-path|"
    rb"reply-to|delivered-to|content-transfer-encoding|x-[a-z-]+)[ \t]*:"
)
_MULTIPART = re.compile(rb"(?i)content-type[ \t]*:\s*multipart/[^\0]{1,200}?boundary")
_CONTENT_LINES = re.compile(rb"(?i)[\xef\xbb\xbf\s]*begin[ \t]*:[ \t]*(vcalendar|vcard)\b")
_HTML = re.compile(
    r"(?i)<(?:!doctype html|a\s"
    r"|(?:html|head|body|table|tr|td|div|p|br|span|font|meta|style|script|b|h[1-6]|ul|li)[\s/>])"
)
# An element that a document may begin with, behind remarks: `<https://…>` and a remark before prose begin none.
_ELEMENT = re.compile(
    r"[\ufeff \t\r\n]*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:[^\W\d][\w:.\-]*+(?:\s|/?>)|[!?][A-Z\[])"
)
_CMS_TYPE = re.compile(
    rb"^\x30(?:\x80|[\x81-\x84].{1,4}?|.)\x06(?:\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07|\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10)",
    re.DOTALL,
)
# A session key packet of version 3 to 6 (RFC 9580 5.1, 5.3) in the old or the new packet format.
_OPENPGP = re.compile(rb"[\x84\xc1].\x03|\x85..\x03|[\x8c\xc3].[\x04-\x06][\x01-\x0d]", re.DOTALL)
# How what is only signed or stored begins: signatures announced, literal data (RFC 9580 5.4, 5.9).
_OPENPGP_SIGNED = re.compile(rb"[\x90\xc4]\x0d\x03[\0\1]")
_OPENPGP_LITERAL = re.compile(rb"[\xac-\xae\xcb].{1,5}?[btu]", re.DOTALL)
_CFF = re.compile(rb"\x01\x00\x04[\x01-\x04]\x00\x01[\x01-\x04]")  # a bare font with one name
_TEXT_OR_UNKNOWN = frozenset({"unknown", "text", "csv"})
_CSV_ROWS = 5
# Controls, what did not decode, and the private area, where binary data lands when read as UTF-16.
_ODD = re.compile("[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_ODD_SHARE = 0.02  # text has fewer of them than this
_WORDLESS = re.compile(r"[^\x00-\x7f]{256}")  # in a charset of single octets: no words, but pixels


def formats(content: Content) -> tuple[str, ...]:
    """Return the formats of `content`, the first one being what most programs would take it for."""
    head = bytes(content[:_HEAD])
    primary = _by_magic(content, head) or _by_text(head)
    if primary == "unknown" and is_whole(content):
        primary = "der"
    if primary in _TEXT_OR_UNKNOWN and (objects := data_objects.kind(content)):
        primary = objects
    if primary in {"unknown", "text"} and _PDF_OBJECT.search(head) and content.rfind(b"startxref") >= 0:
        primary = "pdf"  # its first line was damaged: viewers mend that
    others = () if primary in sniff_documents.PACKAGES else sniff_archives.behind(content, primary)
    others = sniff_documents.behind(content, primary, others)
    if primary == "unknown" and others and _by_text(head[: head.find(b"PK\x03\x04")]) != "unknown":
        return others  # the text before an archive is read with it
    return (primary, *others)


def is_binary(content: Content) -> bool:
    """Say whether `content` carries the signature of a format that is not text."""
    return bool(_by_magic(content, bytes(content[:_HEAD])))


def _by_magic(content: Content, head: bytes) -> str:
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")):
        return sniff_documents.zip_kind(content)
    if head.startswith(_STARTS):  # one call instead of fifty: most parts are texts
        return next(name for magic, name in _MAGICS if head.startswith(magic))
    return _by_inner_magic(head)


def _by_inner_magic(head: bytes) -> str:
    """Know the formats whose signature does not stand at the very start."""
    if archive := sniff_archives.by_inner_magic(head):  # its first member may be a PDF as it is
        return archive
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image:webp"
    if head[4:8] == b"ftyp":
        return "image:heic" if head[8:12] in _STILL else "video"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image:bmp"
    if head[:4] == b"\1\0\0\0" and head[40:44] == b" EMF":
        return "image:emf"
    return _by_structure(head)


def _by_structure(head: bytes) -> str:
    """Know the formats that have no signature but a structure of their own."""
    if _CMS_TYPE.match(head):
        return "cms"
    if _OPENPGP.match(head) or _is_packed_message(head):
        return "openpgp"
    if _is_zlib(head):
        return "zlib"
    if _CFF.match(head):
        return "font"
    if dbf_header.table(head):
        return "dbf"
    return sniff_pictures.kind(head) or ("blank" if not head.strip(b"\0") else "")


def _is_packed_message(head: bytes) -> bool:
    """Say whether an OpenPGP message that is signed or stored stands at the start; programs pack it unasked."""
    if _OPENPGP_SIGNED.match(head):
        return True
    if head[:2] not in {b"\xa3\1", b"\xa3\2"}:  # to the end of the file: deflate, zlib
        return False
    try:
        start = zlib.decompressobj(-15 if head[1] == 1 else 15).decompress(head[2:], 16)
    except zlib.error:
        return False
    return bool(_OPENPGP_SIGNED.match(start) or _OPENPGP_LITERAL.match(start))


def _is_zlib(head: bytes) -> bool:
    if head[:1] != b"\x78" or len(head) < 2 or (head[0] << 8 | head[1]) % 31:  # noqa: PLR2004  # RFC 1950
        return False
    try:
        return bool(zlib.decompressobj().decompress(head, 64))
    except zlib.error:
        return False


def _by_text(head: bytes) -> str:
    if kind := _mail_kind(head):
        return kind
    if b"\0" in head and not charset.wide_charset(head):
        return "unknown"
    reading = charset.decode(head)[0]
    return _text_kind(reading.text) if _is_text(reading) else "unknown"


def _is_text(reading: charset.Reading) -> bool:
    text = reading.text
    if not (_looks_like_text(text) or _is_separated(text)):
        return False
    return reading.charset != "cp1252" or not _WORDLESS.search(text)


def _text_kind(text: str) -> str:
    """Return which kind of text this is by its beginning."""
    start = text.lstrip("\ufeff \t\r\n")[:2048]
    if start.startswith("<?xml") and not re.search(r"(?i)<!doctype html|<html[\s>]", start):
        return sniff_documents.xml_kind(start)
    if start.startswith("<") and _HTML.search(start):
        return "html"
    if start.startswith(("{", "[")) and re.match(r'[\[{]\s*["\[{\d\]}tfn-]', start):
        return "json"
    if _ELEMENT.match(text):
        return sniff_documents.xml_kind(start)
    if start.startswith(_WORDS):
        return next(kind for word, kind in _TEXTS if start.startswith(word))
    return "csv" if _is_csv(text) else "text"


def _mail_kind(head: bytes) -> str:
    """Know what mail programs write: folders, calendars and cards, messages, also saved as UTF-16 by an editor."""
    if head.startswith(b"From ") and _MAIL_FIELDS.search(head, 0, 4096):
        return "mbox"
    narrow = head.replace(b"\0", b"").lstrip(b"\xff\xfe") if charset.wide_charset(head) else head
    narrow = narrow.removeprefix(b"\xef\xbb\xbf")
    if lines := _CONTENT_LINES.match(narrow):
        return "icalendar" if lines[1].lower() == b"vcalendar" else "vcard"
    return "message" if _is_mail(narrow) else ""


def _is_mail(head: bytes) -> bool:
    """Say whether the first lines are header fields, two of them known from mail."""
    start = head.lstrip(b"\r\n")[:8192]
    first = start.split(b"\n", 1)[0]
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    known = {match[1].lower() for match in _MAIL_FIELDS.finditer(block)}
    if _HEADER_FIELD.match(first):
        return len(known) > 1 or bool(_MULTIPART.match(start))
    return len(known) > 3  # noqa: PLR2004  # a damaged first line


def _looks_like_text(text: str) -> bool:
    return len(_ODD.findall(text)) <= max(len(text) * _ODD_SHARE, 1)


def _is_separated(text: str) -> bool:
    """Say whether a control character separates columns, as Hive writes them; nothing else is odd."""
    rows = _rows(text)
    return any(_columns(rows, mark) and _looks_like_text(text.replace(mark, "\t")) for mark in "\x01\x1f")


def _is_csv(text: str) -> bool:
    rows = _rows(text)
    return any(_columns(rows, mark) for mark in ",;\t|")


def _rows(text: str) -> list[str]:
    return [row for row in text.splitlines()[:_CSV_ROWS] if row.strip()]


def _columns(rows: list[str], mark: str) -> bool:
    return len(rows) > 1 and rows[0].count(mark) > 0 and len({row.count(mark) for row in rows}) == 1
