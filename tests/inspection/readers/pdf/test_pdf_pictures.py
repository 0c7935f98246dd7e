"""Scans and photos in a PDF made by reportlab, and pages that are drawn."""

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from inspection.limits import Limits
from inspection.readers.pdf import pdf
from inspection.readers.pdf.pdf_pictures import PagePictures
from inspection.readers.picture import ocr
from tests.inspection.readers.alone import Alone
from tests.inspection.readers.pdf import glyph_codes
from tests.inspection.readers.pictures import drawn, reader
from tests.inspection.samples import ID

Page = Callable[[canvas.Canvas], None]
NUMBER = ImageReader(drawn((280, 48), (20, 8, 22, ID)))
SMALL = (150, 60)  # of a page, in units of 1/72 inch


@pytest.fixture
def _reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [reader()])


def document(*pages: Page) -> bytes:
    buffer = io.BytesIO()
    target = canvas.Canvas(buffer, pagesize=SMALL)
    for page in pages:
        page(target)
        target.showPage()
    target.save()
    return buffer.getvalue()


def scan(page: canvas.Canvas) -> None:
    page.drawImage(NUMBER, 0, 15, 150, 26)


def illustrated(page: canvas.Canvas) -> None:
    page.drawString(10, 45, "hello")
    scan(page)


def sideways(page: canvas.Canvas) -> None:
    page.setPageSize(SMALL[::-1])
    page.translate(60, 0)
    page.rotate(90)
    scan(page)


def outlines(page: canvas.Canvas) -> None:
    path = page.beginPath()
    for x in range(10, 140, 10):
        path.rect(x, 20, 2, 20)
    page.drawPath(path, fill=1)


@pytest.mark.usefixtures("_reading")
@pytest.mark.parametrize("page", [scan, illustrated, sideways])
def test_the_number_of_a_picture_is_found_on_its_page(page: Page) -> None:
    reading = Alone(pdf.read, document(page))
    [segment] = [segment for segment in reading.segments if ID in segment.text]
    assert segment.origin == "ocr"
    assert [(step.kind, step.name) for step in segment.place] == [("page", "1"), ("picture", "")]
    assert (reading.walk.reason, reading.walk.unread) == ("", set())


@pytest.mark.usefixtures("_reading")
def test_a_logo_on_many_pages_is_read_once_and_scans_count_against_the_limit() -> None:
    logos = Alone(pdf.read, document(*[illustrated] * 3), limits=Limits(pictures=1))
    assert [segment.origin for segment in logos.segments].count("ocr") == 1
    assert logos.walk.reason == ""
    scans = Alone(pdf.read, document(scan, outlines), limits=Limits(pictures=1))
    assert scans.walk.reason == "limit:pictures"
    assert ID in scans.text


def test_without_a_reader_pictures_and_drawings_are_named() -> None:
    assert Alone(pdf.read, document(scan)).walk.unread == {"image"}
    assert Alone(pdf.read, document(outlines)).walk.unread == {"drawing"}


@pytest.mark.parametrize(("page", "size"), [(scan, (280, 112)), (outlines, (313, 125))])
def test_a_page_is_shown_in_the_resolution_of_its_scan(page: Page, size: tuple[int, int]) -> None:
    opened = pypdfium2.PdfDocument(document(page))
    [bitmap] = PagePictures(opened)._bitmaps(opened[0], "")
    assert (bitmap.width, bitmap.height) == pytest.approx(size, abs=35)
    opened.close()


@pytest.mark.usefixtures("_reading")
@pytest.mark.parametrize("texts", [(ID,), ("abc", ID)])
def test_a_page_whose_font_tells_nothing_is_read_as_a_picture(texts: tuple[str, ...]) -> None:
    reading = Alone(pdf.read, glyph_codes.document(*texts, mapped=frozenset({0} if len(texts) > 1 else ())))
    assert (ID in reading.text, reading.walk.reason) == (True, "")


@pytest.mark.usefixtures("_reading")
def test_damage_of_a_photo_that_pdfium_passes_over_is_told() -> None:
    buffer = io.BytesIO()
    drawn((280, 48), (20, 8, 22, ID)).save(buffer, "JPEG")
    for packed, reason in (
        (buffer.getvalue(), ""),
        (buffer.getvalue()[:-300] + b"\xff\xd9", "malformed:image"),
    ):
        target = pikepdf.open(io.BytesIO(document(scan)))
        [(_, image)] = target.pages[0].Resources.XObject.items()
        image.write(packed, filter=pikepdf.Name.DCTDecode)
        image.ColorSpace, image.Width, image.Height = pikepdf.Name.DeviceRGB, 280, 48
        target.save(whole := io.BytesIO())
        assert Alone(pdf.read, whole.getvalue()).walk.reason == reason
