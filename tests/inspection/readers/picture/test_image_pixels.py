"""Pixels to segments: text, barcodes, frames; nothing of what cannot hold text."""

import io

import numpy as np
import pytest
import segno

from tests.inspection.readers.pictures import drawn, file, pixels, reader, walk
from tests.inspection.samples import ID

NUMBER = drawn((280, 48), (20, 8, 22, ID))


def test_text_is_one_segment_of_the_picture() -> None:
    [segment] = reader().of_file(file(NUMBER), (), walk())
    assert (segment.text, segment.origin, segment.place[-1].kind) == (ID, "ocr", "picture")


def test_a_code_is_a_segment_of_its_own() -> None:
    buffer = io.BytesIO()
    segno.make_qr(ID).save(buffer, kind="png", scale=4, border=4)
    first = next(iter(reader().of_file(buffer.getvalue(), (), walk())))
    assert (first.text, first.origin) == (ID, "barcode")
    assert (first.place[-1].kind, first.place[-1].name) == ("barcode", "QR Code")


def test_further_pages_are_places() -> None:
    pages = file(drawn((280, 48)), "TIFF", save_all=True, append_images=[NUMBER.copy()])
    [segment] = reader().of_file(pages, (), walk())
    assert [(step.kind, step.name) for step in segment.place] == [("frame", "2"), ("picture", "")]


@pytest.mark.parametrize("bitmap", [np.asarray(NUMBER.convert("L")), np.dstack([pixels(NUMBER)] * 2)])
def test_grey_and_four_channels(bitmap: np.ndarray) -> None:
    assert [segment.text for segment in reader().of_bitmap(bitmap, (), walk())] == [ID]


@pytest.mark.parametrize("shape", [(1, 1, 3), (7, 400, 3), (300, 300, 3)])
def test_what_is_too_small_or_of_one_colour_holds_no_text(shape: tuple[int, ...]) -> None:
    taken = walk()
    assert list(reader().of_bitmap(np.full(shape, 9, np.uint8), (), taken)) == []
    assert (taken.reason, taken.unread) == ("", set())
