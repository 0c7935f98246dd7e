"""Attachments as real programs write them."""

import csv
import io
import zipfile

import openpyxl
import pyzipper
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from installers.demo.samples.synthetic import client_table

FIXED_TIME = (2026, 1, 5, 9, 0, 0)


def workbook(rows: list[list[str]]) -> bytes:
    """Return an .xlsx with the rows on its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("客户名单", 0)
    for row in rows:
        sheet.append(row)
    return _saved(book)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a .zip of members by name."""
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), content)
    return store.getvalue()


def encrypted_zip(members: dict[str, bytes], password: str) -> bytes:
    """Return a WinZip AE-2 .zip that `password` opens."""
    store = io.BytesIO()
    with pyzipper.AESZipFile(store, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        for name, content in members.items():
            archive.writestr(name, content)
    return store.getvalue()


def pdf(lines: list[str]) -> bytes:
    """Return a one-page PDF of Latin lines."""
    store = io.BytesIO()
    canvas = Canvas(store, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 18 * number, line)
    canvas.save()
    return store.getvalue()


def letter(paragraphs: list[str]) -> bytes:
    """Return a .docx of paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _saved(document)


def client_csv(rows: int, encoding: str) -> bytes:
    """Return a CSV of made-up clients in an encoding of the trade."""
    text = io.StringIO()
    csv.writer(text).writerows(client_table(rows))
    return text.getvalue().encode(encoding)


def long_report(octets: int) -> bytes:
    """Return a plain report of this size without client data."""
    line = (
        "本日系统运行平稳,批处理按时完成,无异常告警。 Nightly batch finished on time, no alarm.\r\n".encode()
    )
    return (line * (octets // len(line) + 1))[:octets]


def _saved(document: object) -> bytes:
    store = io.BytesIO()
    document.save(store)  # type: ignore[attr-defined]
    return store.getvalue()
