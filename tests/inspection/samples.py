"""Files with one planted identity number, made by real writers, and a way to read them."""

import io
import zipfile
from email.message import EmailMessage

import docx
import openpyxl
from openpyxl.comments import Comment
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from inspection import extractor
from inspection.limits import Limits
from inspection.segment import Segment
from inspection.walker import Walk
from policies.inspected import InspectionVerdict

ID = "110101199003074514"  # synthetic, with a right check digit
OTHER_ID = "11010119900307109X"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


class Reading:
    """All segments of one file, and the walk that tells how it ended."""

    def __init__(self, content: bytes, *, message: bool = False, limits: Limits | None = None) -> None:
        self.walk: Walk = extractor.new_walk(limits or Limits(), size=len(content))
        self.segments: list[Segment] = list(extractor.extract(content, self.walk, as_message=message))

    @property
    def text(self) -> str:
        return "\n".join(segment.text for segment in self.segments)

    @property
    def primary(self) -> str:
        return "\n".join(segment.text for segment in self.segments if not segment.alternate)

    @property
    def verdict(self) -> InspectionVerdict:
        return self.walk.verdict(had_text=any(s.text.strip() for s in self.segments if s.origin != "name"))

    def kinds_of(self, value: str) -> set[str]:
        """The kinds of the last steps of the places at which `value` stands."""
        return {s.place[-1].kind if s.place else "" for s in self.segments if value in s.text}

    def found_or_told(self, value: str) -> bool:
        """What must hold for every file, however damaged: no silent miss."""
        return value in self.text or self.verdict is InspectionVerdict.UNINSPECTABLE


def word(text: str = ID) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("身份证号 ")
    for character in text:
        paragraph.add_run(character)
    return saved(document.save)


def excel(text: str = ID) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "身份证号"])
    sheet.append(["张三", text])
    return saved(book.save)


def excel_with_places() -> bytes:
    """One number in each place; the last digit but one tells which."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "S-cell-name"
    sheet["B7"] = "in-cell"
    sheet["B8"] = 13800138000
    sheet["B9"] = '=1&"in-formula"'
    sheet["A1"].comment = Comment("in-comment", "in-author")
    sheet.oddHeader.center.text = "in-header"
    sheet.oddFooter.left.text = "in-footer"
    hidden = book.create_sheet("hidden-sheet")
    hidden.sheet_state = "hidden"
    hidden["C3"] = "in-hidden"
    book.properties.title = "in-title"
    return saved(book.save)


def pdf(text: str = ID, *, embedded_font: bool = False, compressed: bool = True) -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pageCompression=int(compressed))
    if embedded_font:
        pdfmetrics.registerFont(TTFont("Embedded", FONT))
        page.setFont("Embedded", 12)
    page.drawString(72, 720, f"ID {text}")
    page.save()
    return buffer.getvalue()


def archive(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def mail(body: str = "正文", *, subject: str = "主题", charset: str = "utf-8") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "sender@example.com"
    message["To"] = "recipient@example.net"
    message["Subject"] = subject
    message.set_content(body, charset=charset)
    return message


def attach(message: EmailMessage, content: bytes, name: str) -> EmailMessage:
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def raw_mail(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def saved(save: object) -> bytes:
    """What a writer's `save` method writes."""
    buffer = io.BytesIO()
    assert callable(save)
    save(buffer)
    return buffer.getvalue()
