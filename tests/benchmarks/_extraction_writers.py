"""Office files, PDF, tables and databases by the libraries that people use to write them."""

import io
import json
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

import docx
import openpyxl
import pptx
import xlwt
from _extraction_source import Source
from openpyxl.comments import Comment
from pptx.util import Inches
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from tests.inspection.samples import FONT, saved

Writer = Callable[[Source], bytes]


def word(source: Source) -> bytes:
    document = docx.Document()
    for text in source.paragraphs:
        document.add_paragraph(text)
    document.add_paragraph(source.sentence("body"))
    split = document.add_paragraph()
    for character in source.sentence("run by run"):
        split.add_run(character).bold = character in "13579"
    cells = document.add_table(2, 2)
    cells.cell(0, 1).text = "身份证号"
    cells.cell(1, 1).text = source.plant("table")
    document.sections[0].header.paragraphs[0].text = source.sentence("header")
    document.sections[0].footer.paragraphs[0].text = source.sentence("footer")
    document.add_comment(split.runs[0], text=source.sentence("comment"), author="x")
    document.core_properties.title = source.plant("title")
    document.core_properties.keywords = source.plant("keywords")
    return saved(document.save)


def sheets(source: Source) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["序号", "事项", "金额", "证件号码"])
    for row, text in enumerate(source.paragraphs):
        sheet.append([row, text, row * 1.5, None])
    sheet.append([1, "客户", 2.5, source.plant("cell")])
    sheet["F2"] = f'="No. "&"{source.plant("formula")}"'
    sheet["F3"] = "x"
    sheet["F3"].comment = Comment(source.sentence("comment"), "x")
    sheet.oddHeader.center.text = source.plant("page header")
    hidden = book.create_sheet(source.plant("sheet name"))
    hidden.sheet_state = "hidden"
    hidden["C3"] = source.plant("hidden sheet")
    book.properties.title = source.plant("title")
    return saved(book.save)


def old_sheets(source: Source) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for row, text in enumerate(source.paragraphs[:60_000]):
        sheet.write(row, 0, row)
        sheet.write(row, 1, text)
    sheet.write(0, 3, source.plant("cell"))
    sheet.write(1, 3, xlwt.Formula(f'"No. "&"{source.plant("formula")}"'))
    sheet.header_str = source.plant("page header").encode()
    hidden = book.add_sheet(source.plant("sheet name"))
    hidden.visibility = 1
    hidden.write(2, 2, source.plant("hidden sheet"))
    return saved(book.save)


def slides(source: Source) -> bytes:
    show = pptx.Presentation()
    for text in source.paragraphs:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = text[:20]
        slide.placeholders[1].text = text
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = source.sentence("title of a slide")
    box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(5), Inches(1)).text_frame
    for character in source.sentence("run by run"):
        box.paragraphs[0].add_run().text = character
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(5), Inches(1)).table
    table.cell(1, 1).text = source.plant("table")
    slide.notes_slide.notes_text_frame.text = source.sentence("notes")
    hidden = show.slides.add_slide(show.slide_layouts[5])
    hidden.shapes.title.text = source.sentence("hidden slide")
    hidden._element.set("show", "0")
    show.core_properties.keywords = source.plant("keywords")
    return saved(show.save)


def pages(source: Source) -> bytes:
    """English only: reportlab embeds no OpenType fonts with Chinese outlines; LibreOffice writes those."""
    english = Source(source.serial | 1)
    pdfmetrics.registerFont(TTFont("Embedded", FONT))
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pageCompression=1)
    for number, text in enumerate(english.paragraphs):
        if number % 12 == 0:
            page.showPage()
            page.setFont(*(("Embedded", 9) if source.serial % 2 else ("Helvetica", 9)))
        for line, start in enumerate(range(0, len(text), 110)):
            page.drawString(40, 800 - number % 12 * 64 - line * 11, text[start : start + 110])
    page.drawString(40, 40, f"Client ID card {source.plant('page')} on file.")
    page.textAnnotation(source.plant("annotation"), Rect=(40, 60, 60, 80))
    page.linkURL(f"https://example.com/?id={source.plant('link')}", (40, 90, 60, 99))
    page.bookmarkPage("here")
    page.addOutlineEntry(source.plant("bookmark"), "here")
    page.acroForm.textfield(value=source.plant("form field"), x=200, y=60, width=200)
    page.setTitle(source.plant("title"))
    page.save()
    return buffer.getvalue()


def database(source: Source) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table notes (id integer primary key, text text, data blob)")
    rows = [(text, text.encode()) for text in source.paragraphs]
    connection.executemany("insert into notes (text, data) values (?, ?)", rows)
    values = (source.sentence("text column"), source.sentence("blob column").encode())
    connection.execute("insert into notes (text, data) values (?, ?)", values)
    connection.execute(f"create view v_{source.plant('schema')} as select 1")
    connection.commit()
    return connection.serialize()


def records(source: Source) -> bytes:
    entries = [{"序号": row, "text": text} for row, text in enumerate(source.paragraphs)]
    entries.append({"text": source.sentence("string"), source.plant("key"): True})
    return json.dumps(entries, ensure_ascii=source.serial % 4 < 2).encode()


def markup(source: Source) -> bytes:
    root = ET.Element("notes", {"client": source.plant("attribute")})
    for text in source.paragraphs:
        ET.SubElement(root, "note").text = text
    ET.SubElement(root, "note").text = source.sentence("element")
    root.append(ET.Comment(source.plant("comment")))
    return ET.tostring(root, encoding="utf-8" if source.serial % 2 else "utf-16", xml_declaration=True)


WRITERS: Mapping[str, tuple[str, Writer]] = {
    "docx": ("python-docx", word),
    "xlsx": ("openpyxl", sheets),
    "xls": ("xlwt", old_sheets),
    "pptx": ("python-pptx", slides),
    "pdf": ("reportlab", pages),
    "sqlite": ("sqlite3", database),
    "json": ("json", records),
    "xml": ("xml.etree", markup),
}
