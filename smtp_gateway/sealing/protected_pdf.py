"""The password-protected container: a PDF with AES-256 (ISO 32000-2, revision 6).

The pages show the mail; its attachments and the original message are embedded files. Chosen over
encrypted ZIP files because every recipient can open a PDF, and mail systems drop encrypted ZIPs.

An original above `ORIGINAL_MAX` is not enclosed a second time when all its parts are: a mail with a
25 MB attachment would otherwise leave twice as large, and many receivers would refuse it.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Final

from pikepdf import Dictionary, Encryption, Name, Pdf

from smtp_gateway.sealing.pdf_attachments import EmbeddedFiles
from smtp_gateway.sealing.pdf_font import PdfFont, load_font
from smtp_gateway.sealing.pdf_pages import Cover, Pages
from smtp_gateway.sealing.reading import Reading, read_message

ORIGINAL_MAX: Final = 8 << 20  # octets
ORIGINAL_NAME: Final = "原始邮件 original.eml"
TEXT_MAX: Final = 1_000_000  # characters of text on the pages
LISTED_MAX: Final = 25  # attachments named on the first page

_NOTE: Final = """\
这封邮件含有客户信息，由发件人单位的邮件网关加密。附件在阅读器的“附件”面板（回形针图标）中打开；手机或浏览器若看不到附件，\
请用电脑上的 PDF 阅读器。回复时，请勿在邮件中写明密码或客户资料。
This mail contains client information and was encrypted by the mail gateway of the sender's organisation. \
Open its attachments in the attachments panel (paper clip) of a PDF reader on a computer. When you reply, \
do not write the password or client data into the mail."""
_CUT: Final = "…… 正文过长，其余部分见附件“{name}”。 The text goes on in the attachment."
_VALUE_MAX: Final = 1000  # characters of a header field on the first page
_TEXT_NAME: Final = "正文 text.txt"
_rendering = Lock()  # the PDF writer keeps fonts in one place for the whole process


@dataclass(frozen=True, slots=True)
class Embedded:
    """How many pages and embedded files the finished PDF must have."""

    pages: int
    files: int


def write_protected_pdf(message_path: Path, output: Path, password: str, font: Path) -> Embedded:
    """Write the message as a PDF that opens only with `password`; return what it holds.

    Nothing unencrypted is written to the disk.

    Raises:
        SealingFailed: empty message, or the font cannot be used.
        OSError: the message cannot be read or the output not written.
    """
    with read_message(message_path) as reading:
        files = list(_file_names(reading))
        with _rendering:
            pages, complete = _pages(reading, files, load_font(font))
        with Pdf.open(BytesIO(pages)) as pdf:
            _embed(pdf, reading, complete=complete)
            _describe(pdf, reading)
            reading.forget_pages()
            held = Embedded(len(pdf.pages), len(pdf.attachments))
            owner = secrets.token_urlsafe(24)
            pdf.save(output, encryption=Encryption(owner=owner, user=password, R=6), compress_streams=False)
    return held


def _embed(pdf: Pdf, reading: Reading, *, complete: bool) -> None:
    embedded = EmbeddedFiles(pdf)
    for file in _files(reading, complete=complete):
        embedded.add(*file)


def _encloses_original(reading: Reading) -> bool:
    return len(reading.data) <= ORIGINAL_MAX or not reading.attachments


def _file_names(reading: Reading) -> Iterator[tuple[str, int]]:
    """Give name and rough size (octets) of what is enclosed, for the first page."""
    for attachment in reading.attachments:
        encoded = str(attachment.part.header.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"
        size = attachment.part.end - attachment.part.start
        yield attachment.name, size * 57 // 78 if encoded else size
    if _encloses_original(reading):
        yield ORIGINAL_NAME, len(reading.data)


def _files(reading: Reading, *, complete: bool) -> Iterator[tuple[str, str, bytes]]:
    """Give name, media type and content of each file to embed, one at a time."""
    for attachment in reading.attachments:
        yield attachment.name, attachment.media_type, attachment.part.content(reading.data)
    if _encloses_original(reading):
        yield ORIGINAL_NAME, "message/rfc822", reading.original()
        return
    if not complete:
        yield _TEXT_NAME, "text/plain", reading.text.encode("utf-8", "replace")
    for number, part in enumerate(reading.html_parts, 1):
        yield f"正文 text-{number}.html", "text/html", part.content(reading.data)


def _pages(reading: Reading, files: list[tuple[str, int]], font: PdfFont) -> tuple[bytes, bool]:
    title = _clipped(reading.subject or "（无主题 no subject）")
    pages = Pages(font, title)
    pages.cover(Cover(title, tuple(_rows(reading)), _NOTE, tuple(_listed(files))))
    complete = pages.text(reading.text[:TEXT_MAX]) and len(reading.text) <= TEXT_MAX
    if not complete:
        pages.closing(_CUT.format(name=ORIGINAL_NAME if _encloses_original(reading) else _TEXT_NAME))
    return pages.finish(), complete


def _rows(reading: Reading) -> Iterator[tuple[str, str]]:
    named = (
        ("发件人 From", reading.sender),
        ("收件人 To", reading.to),
        ("抄送 Cc", reading.cc),
        ("日期 Date", _readable_date(reading.date)),
    )
    return ((label, _clipped(value)) for label, value in named if value)


def _clipped(value: str) -> str:
    return value if len(value) <= _VALUE_MAX else value[:_VALUE_MAX] + "…"


def _readable_date(value: str) -> str:
    """Return `2026-10-06 09:30 (+0800)`, or the field as it stands when it is no date."""
    try:
        return parsedate_to_datetime(value).strftime("%Y-%m-%d %H:%M (%z)").replace(" ()", "")
    except ValueError:
        return value


def _listed(files: list[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    yield from ((name, readable_size(size)) for name, size in files[:LISTED_MAX])
    if len(files) > LISTED_MAX:
        yield f"…… 另有 {len(files) - LISTED_MAX} 个 more", ""


def readable_size(octets: int) -> str:
    """Return a size for people: `860 B`, `12 KB`, `3.4 MB`."""
    if octets < 1 << 10:
        return f"{octets} B"
    if octets < 1 << 20:
        return f"{octets / (1 << 10):.0f} KB"
    return f"{octets / (1 << 20):.1f} MB"


def _describe(pdf: Pdf, reading: Reading) -> None:
    """Let the viewer show the subject as title and the attachments panel at once."""
    pdf.Root.Lang = "zh-CN"
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if reading.attachments:
        pdf.Root.PageMode = Name.UseAttachments
