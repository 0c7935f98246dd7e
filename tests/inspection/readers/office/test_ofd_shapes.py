"""Codes that a page draws square by square, or as one path."""

import pytest
import segno

from inspection.readers.office import ofd_shapes
from inspection.readers.picture import ocr
from tests.inspection.planted.ofd_places import paper
from tests.inspection.readers import pictures
from tests.inspection.samples import ID, Reading

OBJECT = (
    "<ofd:PathObject ID='1' Boundary='{} {} {} {}' Stroke='false' Fill='true' CTM='1 0 0 1 0 0'>"
    "<ofd:FillColor Value='0 0 0'/><ofd:AbbreviatedData>{}</ofd:AbbreviatedData></ofd:PathObject>"
)
SQUARE = "M {0} {1} L {2} {1} L {2} {3} L {0} {3} C"
DARK = [(x, y) for y, row in enumerate(segno.make_qr(ID).matrix) for x, dark in enumerate(row) if dark]
SQUARES = "".join(OBJECT.format(9 + x, 9 + y, 1, 1, SQUARE.format(0, 0, 1, 1)) for x, y in DARK)
ONE_PATH = OBJECT.format(9, 9, 40, 40, " ".join(SQUARE.format(x, y, x + 1, y + 1) for x, y in DARK))


@pytest.mark.parametrize("page", [SQUARES, ONE_PATH], ids=["squares", "one path"])
def test_a_code_is_read(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [pictures.reader()])
    assert ID in [segment.text for segment in Reading(paper(page)).segments if segment.origin == "barcode"]


def test_the_lines_of_a_form_are_not_drawn() -> None:
    line = "<PathObject Boundary='9 9 50 1'><AbbreviatedData>M 0 0 L 50 0</AbbreviatedData></PathObject>"
    assert ofd_shapes.svg(f"<Page>{line * 30}</Page>".encode(), pictures.walk()) == b""


def test_numbers_that_are_none_are_read_as_nothing() -> None:
    data = "<AbbreviatedData>M &quot; &lt; 0</AbbreviatedData>"
    odd = f"<PathObject Boundary='a b' CTM='x' LineWidth='\"'>{data}</PathObject>"
    assert b'd="M' in ofd_shapes.svg(f"<Page>{odd * 200}</Page>".encode(), pictures.walk())
