"""The pages of a sealed PDF: who wrote to whom, what is enclosed, the text of the mail.

A4, one column, one face. The first page has the head of the mail and a note in Chinese and English;
the text follows on as many pages as it needs, up to `PAGES_MAX`.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from smtp_gateway.sealing.line_breaking import break_lines
from smtp_gateway.sealing.pdf_font import PdfFont

PAGES_MAX: Final = 300

_INK, _GREY, _RULE, _PAPER, _EMBER = (
    HexColor(value) for value in ("#1f2933", "#66727f", "#d9dee4", "#f4f6f8", "#c2410c")
)
_WIDTH, _HEIGHT = A4
_MARGIN: Final = 20 * mm
_COLUMN: Final = _WIDTH - 2 * _MARGIN
_TOP: Final = _HEIGHT - _MARGIN - 4
_BOTTOM: Final = 22 * mm
_LABEL: Final = 30 * mm
_PAD: Final = 4 * mm
_BODY_SIZE: Final = 10.5
_LEADING: Final = 1.6


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above the text: rows of (label, value), the note, the attachments' names."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str
    attachments: tuple[tuple[str, str], ...]  # name, readable size


class TooManyPages(Exception):
    """The text needs more than `PAGES_MAX` pages; what was drawn so far is kept."""


class Pages:
    """Draws one document from top to bottom; `y` is the height in points that is still free."""

    def __init__(self, font: PdfFont, title: str) -> None:
        self._font = font
        self._out = BytesIO()
        self._canvas = Canvas(self._out, pagesize=A4, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setCreator("Ashseal")
        self._number = 1
        self._y = _TOP

    def finish(self) -> bytes:
        """Return the PDF; nothing can be drawn afterwards."""
        self._footer()
        self._canvas.save()
        return self._out.getvalue()

    def cover(self, cover: Cover) -> None:
        """Draw the head of the mail."""
        self._band()
        self._lines(cover.title, 17, bold=True)
        self._y -= 3 * mm
        for label, value in cover.rows:
            self._row(label, value)
        if cover.attachments:
            self._attachments(cover.attachments)
        self._y -= 3 * mm
        self._note(cover.note)
        self._down(6 * mm)

    def text(self, text: str) -> bool:
        """Draw the text of the mail; return whether all of it found room."""
        try:
            self._lines(text, _BODY_SIZE)
        except TooManyPages:
            return False
        return True

    def closing(self, text: str) -> None:
        """Draw a last line in small grey type where the page ends."""
        self._y = max(self._y, _BOTTOM)
        self._draw(text, _MARGIN, 8.5, _GREY)

    def _band(self) -> None:
        canvas = self._canvas
        canvas.setFillColor(_EMBER)
        canvas.rect(0, _HEIGHT - 3 * mm, _WIDTH, 3 * mm, stroke=0, fill=1)
        self._y -= 9
        self._draw("封烬 Ashseal", _MARGIN, 9, _EMBER, bold=True)
        label = "密封邮件 · Sealed mail"
        self._draw(label, _WIDTH - _MARGIN - self._font.width(label, 9), 9, _GREY)
        self._y -= 11 * mm

    def _row(self, label: str, value: str) -> None:
        for index, line in enumerate(break_lines(value, self._font, 10, _COLUMN - _LABEL)):
            if not index:
                self._draw(label, _MARGIN, 9, _GREY)
            self._draw(line, _MARGIN + _LABEL, 10, _INK)
            self._down(10 * _LEADING)

    def _note(self, note: str) -> None:
        lines = list(break_lines(note, self._font, 9, _COLUMN - 2 * _PAD))
        height = len(lines) * 9 * _LEADING + 2 * _PAD - 4
        self._canvas.setFillColor(_PAPER)
        self._canvas.roundRect(_MARGIN, self._y + 12 - height, _COLUMN, height, 4, stroke=0, fill=1)
        self._y -= _PAD - 3
        for line in lines:
            self._draw(line, _MARGIN + _PAD, 9, _GREY)
            self._y -= 9 * _LEADING
        self._y -= _PAD

    def _attachments(self, attachments: tuple[tuple[str, str], ...]) -> None:
        self._rule()
        self._draw("附件 Attachments", _MARGIN, 9, _GREY)
        for name, size in attachments:
            room = _COLUMN - _LABEL - self._font.width(size, 9) - _PAD
            for index, line in enumerate(break_lines(name, self._font, 10, room)):
                if not index:
                    self._draw(size, _WIDTH - _MARGIN - self._font.width(size, 9), 9, _GREY)
                self._draw(line, _MARGIN + _LABEL, 10, _INK)
                self._down(10 * _LEADING)

    def _rule(self) -> None:
        """Draw a thin line between two rows."""
        self._canvas.setStrokeColor(_RULE)
        self._canvas.setLineWidth(0.7)
        self._canvas.line(_MARGIN, self._y + 9, _WIDTH - _MARGIN, self._y + 9)
        self._down(2 * mm)

    def _lines(self, text: str, size: float, *, bold: bool = False) -> None:
        for line in break_lines(text, self._font, size, _COLUMN):
            self._draw(line, _MARGIN, size, _INK, bold=bold)
            self._down(size * _LEADING)

    def _draw(self, text: str, x: float, size: float, color: Color, *, bold: bool = False) -> None:
        if not text:
            return
        write = self._canvas.beginText(x, self._y)
        write.setFont(self._font.name, size)
        write.setFillColor(color)
        if bold:  # the face has one weight; a thin outline makes a heavier one
            write.setTextRenderMode(2)
            self._canvas.setStrokeColor(color)
            self._canvas.setLineWidth(size / 40)
        write.textOut(text)
        if bold:
            write.setTextRenderMode(0)
        self._canvas.drawText(write)

    def _down(self, points: float) -> None:
        self._y -= points
        if self._y < _BOTTOM:
            if self._number >= PAGES_MAX:
                raise TooManyPages
            self._footer()
            self._canvas.showPage()
            self._number += 1
            self._y = _TOP

    def _footer(self) -> None:
        self._y = 12 * mm
        number = str(self._number)
        self._draw(number, _WIDTH - _MARGIN - self._font.width(number, 8.5), 8.5, _GREY)
