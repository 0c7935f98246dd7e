"""Codes written by zxing-cpp itself and by segno are read, tilted and in a large picture too."""

import io

import numpy as np
import pytest
import segno
import zxingcpp
from PIL import Image

from inspection.readers.picture.barcode import codes
from tests.inspection.readers.pictures import pixels, tilted
from tests.inspection.samples import ID


def qr(text: str) -> Image.Image:
    buffer = io.BytesIO()
    segno.make_qr(text).save(buffer, kind="png", scale=6, border=6)
    return Image.open(buffer)


@pytest.mark.parametrize("text", [ID, f"身份证 {ID}", "https://example.com/?id=" + ID])
def test_qr(text: str) -> None:
    assert list(codes(pixels(qr(text)))) == [("QR Code", text)]


@pytest.mark.parametrize("kind", ["Code128", "PDF417", "DataMatrix", "Aztec"])
def test_other_kinds(kind: str) -> None:
    made = np.asarray(zxingcpp.create_barcode(ID, getattr(zxingcpp.BarcodeFormat, kind)).to_image(scale=4))
    page = np.full((made.shape[0] + 60, made.shape[1] + 60, 3), 255, np.uint8)
    page[30:-30, 30:-30] = made[:, :, None]
    [(_, text)] = codes(page)
    assert text == ID


def test_tilted_and_on_a_large_page() -> None:
    page = np.full((3000, 3000, 3), 255, np.uint8)
    code = tilted(pixels(qr(ID).convert("RGB").resize((600, 600))), 7)
    page[200:800, 1800:2400] = code
    assert [text for _, text in codes(page)] == [ID]


def test_a_page_without_a_code() -> None:
    assert list(codes(np.full((200, 200, 3), 255, np.uint8))) == []
