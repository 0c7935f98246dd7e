"""The text of pages as pdfium finds it."""

import pypdfium2
import pytest

from inspection.readers.pdf import pdf_pages
from tests.inspection.samples import pdf


def page_of(contents: bytes) -> pypdfium2.PdfDocument:
    """A document of one page with a font that needs no file."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pypdfium2.PdfDocument(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F "
        + font
        + b">>>>"
        b">>endobj 4 0 obj<</Length %d>>stream\n%s\nendstream endobj trailer<</Root 1 0 R>>"
        % (len(contents), contents)
    )


@pytest.mark.parametrize(
    ("contents", "text"),
    [
        (b"BT /F 12 Tf 72 700 Td (in a line) Tj 0 -20 Td (in another) Tj ET", "in a line\r\nin another"),
        (b"BT /F 12 Tf 72 700 Td (hyphe-) Tj 0 -14 Td (nated) Tj ET", "hyphenated"),
        (b"0 0 m 9 9 l S", ""),
        (b"", ""),
    ],
)
def test_the_text_of_a_page(contents: bytes, text: str) -> None:
    assert pdf_pages.text_of(page_of(contents), 0) == text


def test_it_is_what_the_wrapper_gives() -> None:
    document = pypdfium2.PdfDocument(pdf("客户 13800138000", embedded_font=True))
    assert pdf_pages.text_of(document, 0) == document[0].get_textpage().get_text_range()


def test_a_page_that_is_none_has_no_text_to_tell() -> None:
    assert pdf_pages.text_of(page_of(b""), 7) is None
