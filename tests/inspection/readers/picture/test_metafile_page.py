"""Where the pixels of a bitmap begin, behind its header, its masks and its table of colours."""

import io

import pytest
from PIL import Image

from inspection.readers.picture.metafile_page import Page
from tests.inspection.readers.picture.metafiles import bitmap


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_a_bitmap_in_one_piece(mode: str) -> None:
    picture = Image.linear_gradient("L").convert(mode)
    header, bits = bitmap(picture)
    page = Page()
    page.draw_whole(header + bits)
    assert Image.open(io.BytesIO(page.bitmaps[0])).convert("L").tobytes() == picture.convert("L").tobytes()


def test_stripes_of_a_shade_are_left_out() -> None:
    page = Page()
    page.draw_whole(b"".join(bitmap(Image.new("RGB", (300, 1)))))
    assert page.bitmaps == []


def test_the_width_of_a_text_without_spaces_is_estimated() -> None:
    page = Page(size=10.0)
    page.write("ab", 0, 0)
    page.write("cd", 11, 0)
    page.write("ef", 60, 0)
    assert next(page.lines) == "abcd\tef"
