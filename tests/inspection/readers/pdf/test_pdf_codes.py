"""Barcodes that a page draws beside its text."""

import io
from collections.abc import Callable

import pytest
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from inspection.readers.pdf import pdf_codes
from inspection.readers.picture import ocr
from tests.inspection.readers import pictures
from tests.inspection.samples import ID, Reading


def qr(canvas: Canvas) -> None:
    drawing = Drawing(120, 120)
    drawing.add(QrCodeWidget(ID))
    renderPDF.draw(drawing, canvas, 72, 400)


def bars(canvas: Canvas) -> None:
    Code128(ID, barHeight=50, barWidth=1).drawOn(canvas, 50, 600)


def page(draw: Callable[[Canvas], None]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Electronic receipt, please keep it")
    draw(canvas)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("draw", [qr, bars])
def test_a_code_beside_text_is_read(draw: Callable[[Canvas], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [pictures.reader()])
    assert ID in [segment.text for segment in Reading(page(draw)).segments if segment.origin == "barcode"]


def test_without_a_reader_of_pixels_the_drawing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [])
    assert Reading(page(qr)).walk.unread == {"drawing"}


def test_the_fields_of_a_form_are_no_code() -> None:
    fields = b"".join(b"%d %d 90 20 re S\n" % (50 + 90 * (n % 6), 20 * (n // 6)) for n in range(200))
    assert not pdf_codes.has_code(fields)


def test_a_clipping_that_is_repeated_is_no_code() -> None:
    assert not pdf_codes.has_code(b"q 113.7 78.3 59.6 689.7 re W n Q\nq 9 9 5 5 re W n Q\n" * 99)
