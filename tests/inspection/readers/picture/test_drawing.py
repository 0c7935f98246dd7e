"""Codes and letters made of shapes; sizes that no document chooses."""

import io

import pytest
import segno

from inspection.readers.picture import drawing, ocr
from tests.inspection.readers import pictures
from tests.inspection.samples import ID

SPACE = 'xmlns="http://www.w3.org/2000/svg"'
COPY = "<use href='#a{}'/>"
MANY = "<rect/>" * 40


@pytest.fixture(autouse=True)
def _reads_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [pictures.reader()])


def code() -> str:
    file = io.BytesIO()
    segno.make_qr(ID).save(file, kind="svg", xmldecl=False)
    return file.getvalue().decode()


def seen(svg: str) -> list[tuple[str, str]]:
    return [(segment.origin, segment.text) for segment in drawing.segments(svg.encode(), (), pictures.walk())]


def test_a_code_of_one_path() -> None:
    assert ("barcode", ID) in seen(code())


def test_a_code_of_squares() -> None:
    cells = segno.make_qr(ID).matrix_iter(border=4)
    squares = "".join(
        f'<rect x="{x}mm" y="{y}mm" width="1mm" height="1mm"/>'
        for y, row in enumerate(cells)
        for x, dark in enumerate(row)
        if dark
    )
    assert ("barcode", ID) in seen(f'<svg {SPACE} width="29mm" height="29mm">{squares}</svg>')


def test_drawings_of_a_page_need_no_namespace() -> None:
    page = f"<p>{code().replace(SPACE, '')}</p>"
    assert ID in [segment.text for segment in drawing.inline(page, (), pictures.walk())]


def test_an_icon_is_not_drawn() -> None:
    assert seen(f'<svg {SPACE} width="9" height="9"><path d="M0 0h9v9z"/></svg>') == []


@pytest.mark.parametrize("size", ["", 'width="1" height="99999"', 'width="100%"', 'viewBox="0 0 0 9"'])
def test_what_has_no_size_or_is_a_line_is_left_as_unread(size: str) -> None:
    walk = pictures.walk()
    assert list(drawing.segments(f"<svg {SPACE} {size}>{MANY}</svg>".encode(), (), walk)) == []
    assert (walk.reason, walk.unread) == ("", {"image"})


@pytest.mark.parametrize(
    "size", ['width="1e9" height="900000000"', 'viewBox="0 0 1e6,1000000"', 'width="2" height="2"']
)
def test_the_longer_side_is_the_same_for_all(size: str) -> None:
    svg = drawing.sized(f"<svg {size}></svg>")
    assert svg == "" or 'width="1200"' in svg


def test_without_a_reader_of_pixels_the_drawing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [])
    walk = pictures.walk()
    assert list(drawing.segments(code().encode(), (), walk)) == []
    assert walk.unread == {"image"}


def test_layers_that_take_for_ever_are_not_drawn() -> None:
    blur = '<feGaussianBlur stdDeviation="500"/><feMorphology radius="400"/>' * 30
    bomb = f'<filter id="f" width="300%" height="300%">{blur}</filter><rect filter="url(#f)" width="9" height="9"/>'
    assert seen(f'<svg {SPACE} width="9" height="9">{bomb}{MANY}</svg>') == []


def test_copies_of_copies_are_left_as_unread() -> None:
    walk = pictures.walk()
    groups = "".join(f'<g id="a{n}">{COPY.format(n - 1) * 10}</g>' for n in range(1, 10))
    bomb = f'<svg {SPACE} width="9" height="9"><path id="a0" d="M0 0h9v9"/>{groups}</svg>'
    assert list(drawing.segments(bomb.encode(), (), walk)) == []
    assert walk.unread == {"image"}
