"""Pictures without a plain signature, by Pillow, and texts and numbers that begin like one."""

import io

import pytest
from PIL import Image

from inspection.sniff import formats
from inspection.sniff_pictures import kind


def saved(form: str, mode: str = "RGB", size: tuple[int, int] = (64, 32)) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, "white").save(buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("form", "mode", "name"),
    [
        ("PPM", "RGB", "pnm"),
        ("PPM", "L", "pnm"),
        ("PPM", "1", "pnm"),
        ("PCX", "RGB", "pcx"),
        ("SGI", "RGB", "sgi"),
        ("ICO", "RGBA", "ico"),
        ("XBM", "1", "xbm"),
        ("JPEG2000", "RGB", "jp2"),
        ("QOI", "RGB", "qoi"),
        ("DDS", "RGB", "dds"),
    ],
)
def test_pictures_of_each_format(form: str, mode: str, name: str) -> None:
    assert formats(saved(form, mode))[0] == f"image:{name}"


@pytest.mark.parametrize(
    "head",
    [
        b"P1 is the first priority, P2 the second\n",
        b"P3\n12 monkeys\n",
        b"\n\n1. first\n",
        b"#define WIDTH 3\n",
        b"\0\0\1\0\2\0" + bytes(12) + b"\x16\0\0\0",  # two pictures, and the first one within their list
        b"",
    ],
)
def test_what_only_begins_like_one(head: bytes) -> None:
    assert kind(head) == ""
