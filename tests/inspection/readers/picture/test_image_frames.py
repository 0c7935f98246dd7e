"""Frames of all formats, by their own writers; limits hold before anything is decoded."""

import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inspection.errors import Unreadable
from inspection.readers.picture import image_frames
from tests.inspection.readers.picture.heic_sample import HEIC
from tests.inspection.readers.pictures import drawn, file, pixels, walk
from tests.inspection.samples import ID

PAGE = drawn((64, 32), (4, 4, 20, "证1"))
OTHER = drawn((64, 32), (4, 4, 20, "证2"))
image_frames.prepare()


def frames(content: bytes, **limits: int) -> list[image_frames.Picture]:
    return list(image_frames.frames(content, walk(**limits)))


@pytest.mark.parametrize(
    "form",
    ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "JPEG2000", "PPM", "PCX", "SGI", "QOI", "DDS"],
)
def test_each_format(form: str) -> None:
    options = {"quality": 95} if form in {"JPEG", "WEBP", "AVIF"} else {}
    [frame] = frames(file(PAGE, form, **options))
    assert np.abs(frame.astype(int) - pixels(PAGE)).mean() < 6


@pytest.mark.parametrize(
    "picture",
    [
        PAGE.convert("L"),
        PAGE.convert("1"),
        PAGE.convert("P"),
        PAGE.convert("CMYK"),
        Image.fromarray(np.asarray(PAGE.convert("L"), np.uint16) * 16),
    ],
)
def test_each_mode_shows_dark_text_on_light(picture: Image.Image) -> None:
    [frame] = frames(file(picture, "TIFF"))
    assert frame.shape == (32, 64, 3)
    assert (int(frame.min()), int(frame.max())) < (60, 256)
    assert frame[0, 0].min() > 200


@pytest.mark.parametrize(("ink", "page"), [((0, 0, 0), 255), ((255, 255, 255), 0)])
def test_a_see_through_picture_is_laid_on_what_shows_it(ink: tuple[int, int, int], page: int) -> None:
    shape = Image.new("RGBA", (40, 20), (*ink, 0))
    shape.paste((*ink, 255), (10, 5, 30, 15))
    [frame] = frames(file(shape))
    assert (frame[0, 0, 0], frame[10, 20, 0]) == (page, ink[0])


def test_pages_and_frames_that_differ_each_count() -> None:
    many = {"save_all": True, "append_images": [OTHER, OTHER, PAGE]}
    assert len(frames(file(PAGE, "TIFF", **many))) == 3
    assert len(frames(file(PAGE, "GIF", **many))) == 3
    with pytest.raises(Unreadable, match="limit:pictures"):
        frames(file(PAGE, "TIFF", **many), pictures=2)


def test_a_mirrored_or_turned_photo_is_set_right() -> None:
    data = Image.Exif()
    data[0x0112] = 7  # mirrored and turned
    held = PAGE.transpose(Image.Transpose.TRANSVERSE)
    [frame] = frames(file(held, "PNG", exif=data))
    assert np.array_equal(frame, pixels(PAGE))


def test_pixels_are_counted_from_the_header() -> None:
    header = struct.pack(">II5B", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )
    with pytest.raises(Unreadable, match="limit:pixels"):
        frames(b"\x89PNG\r\n\x1a\n" + chunks)


def test_a_large_picture_is_reduced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_frames, "_KEPT", 600)
    deep = Image.fromarray(np.asarray(PAGE.convert("L"), np.uint16) * 16)
    for picture in (PAGE, PAGE.convert("1"), PAGE.convert("P"), deep):
        [frame] = frames(file(picture, "TIFF"))
        assert frame.shape[0] * frame.shape[1] <= 600
        assert frame[0, 0].min() > 200
    [frame] = frames(file(PAGE, "JPEG"))
    assert frame.shape[0] * frame.shape[1] <= 600


def test_a_picture_cut_short_is_decoded_as_far_as_it_goes_and_told() -> None:
    content = file(drawn((200, 200), (10, 10, 20, ID)), "JPEG")
    taken = walk()
    [frame] = image_frames.frames(content[: len(content) * 2 // 3], taken)
    assert frame.shape == (200, 200, 3)
    assert taken.reason == "malformed:image"


FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "AVIF")


@settings(max_examples=80, deadline=None)
@given(form=st.sampled_from(FORMATS), cut=st.integers(0, 1000), flip=st.integers(0, 20_000))
def test_damage_gives_pixels_or_is_told(form: str, cut: int, flip: int) -> None:
    damaged = bytearray(file(PAGE, form))
    damaged[flip // 8 % len(damaged)] ^= 1 << flip % 8
    taken = walk(pixels=10_000)
    found = list(
        taken.guard("image", image_frames.frames(bytes(damaged[: len(damaged) * cut // 1000]), taken))
    )
    assert found or taken.reason in {"malformed:image", "limit:pixels"}


def test_heic() -> None:
    [frame] = frames(HEIC)
    assert frame.shape == (32, 224, 3)
    assert frame.min() < 80
    assert frame[:, :4].min() > 230


def test_of_a_picture_in_layers_the_whole_is_taken() -> None:
    header = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 32, 64, 8, 3)
    planes = np.moveaxis(np.asarray(PAGE), 2, 0).tobytes()
    [frame] = frames(header + bytes(12) + b"\0\0" + planes)
    assert np.array_equal(frame, pixels(PAGE))


def test_damage_that_its_decoder_passes_over_is_told() -> None:
    content = file(drawn((64, 64), (4, 4, 20, "证1")), "JPEG")
    for packed, reason in ((content, ""), (content[:-40] + content[-20:], "malformed:image")):
        taken = walk()
        assert len(list(image_frames.frames(packed, taken))) == 1
        assert taken.reason == reason
