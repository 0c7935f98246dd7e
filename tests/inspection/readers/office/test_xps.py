"""Pages that Windows printed into a file: words and letters at their places."""

import pytest

from inspection.readers.office import xps
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, Reading, archive

PAGE = "Documents/1/Pages/1.fpage"


def glyphs(text: str, x: float, y: float, attributes: str = "") -> str:
    return (
        f'<Glyphs OriginX="{x}" OriginY="{y}" FontRenderingEmSize="12" UnicodeString="{text}" {attributes}/>'
    )


def document(*drawn: str) -> bytes:
    page = f'<FixedPage xmlns="http://schemas.microsoft.com/xps/2005/06">{"".join(drawn)}</FixedPage>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "FixedDocumentSequence.fdseq": "<FixedDocumentSequence/>",
        PAGE: page,
    }
    return archive({name: text.encode() for name, text in parts.items()})


def shown(*drawn: str) -> str:
    return Alone(xps.read, document(*drawn)).shown


def test_a_letter_an_element() -> None:
    reading = Reading(document(*(glyphs(letter, 10 + 6 * at, 20) for at, letter in enumerate(ID))))
    assert (reading.walk.format, reading.walk.reason) == ("xps", "")
    assert ID in reading.primary


def test_a_line_in_pieces_and_columns() -> None:
    row = (
        glyphs(ID[:6], 10, 20),
        glyphs(ID[6:], 46, 20.5),
        glyphs("1,250", 300, 20),
        glyphs("below", 10, 40),
    )
    assert f"{ID}\t1,250\nbelow" in shown(*row)


def test_widths_that_the_glyphs_say() -> None:
    first = glyphs("ab", 10, 20, 'Indices="68,100;69,100"')
    assert "abcd" in shown(first, glyphs("cd", 34, 20))


@pytest.mark.parametrize("matrix", ["1,0,0,1,100,7", "0.5,0,0,0.5,0,0"])
def test_a_canvas_that_moves_what_is_in_it(matrix: str) -> None:
    moved = f'<Canvas RenderTransform="{matrix}">{glyphs(ID[:6], 10, 20)}{glyphs(ID[6:], 46, 20)}</Canvas>'
    assert ID in shown(moved, glyphs("far", 10, 400))


def test_braces_before_a_text_say_that_it_is_none() -> None:
    assert ID in shown(glyphs("{}" + ID, 10, 20)).splitlines()


def test_glyphs_that_only_the_font_can_tell() -> None:
    reading = Reading(document('<Glyphs OriginX="1" OriginY="1" Indices="20;21"/>'))
    assert (reading.verdict, reading.walk.reason) == (InspectionVerdict.UNINSPECTABLE, "unsupported:xps-font")


def test_links_are_read() -> None:
    link = glyphs("here", 10, 20, f'FixedPage.NavigateUri="http://example.com/?id={ID}"')
    assert ID in Reading(document(link)).text


def test_a_damaged_document_is_told_or_read() -> None:
    content = document(glyphs(ID, 10, 20))
    assert all(Reading(content[:-cut]).found_or_told(ID) for cut in (1, 20, 60, 200))
