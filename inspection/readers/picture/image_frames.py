"""The pixels of a picture file, frame by frame, by Pillow; its size is checked before anything is decoded.

All by Pillow itself but HEIC, which is by `pi-heif`. Of a picture in layers (PSD) the whole is taken, as it is seen.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

import numpy as np
import pi_heif
from PIL import AvifImagePlugin, Image, ImageFile, ImageOps

from inspection.content import Content, stream
from inspection.errors import Unreadable
from inspection.readers.picture import jpeg_check
from inspection.readers.picture.ocr_models import Picture
from inspection.walker import Walk

_FORMATS = (
    "PNG", "JPEG", "GIF", "BMP", "DIB", "TIFF", "WEBP", "AVIF", "HEIF", "JPEG2000", "PSD", "PPM", "PCX", "SGI",
    "SUN", "ICO", "CUR", "QOI", "DDS", "XBM", "XPM",
)  # fmt: skip
_JPEG = frozenset({"JPEG", "MPO"})  # of one frame each
_KEPT = 25_000_000  # pixels: larger ones are reduced before they are read
_SMOOTH = {"1": "L", "P": "RGBA", "I;16": "F", "I;16B": "F"}  # of what cannot be reduced as it is
_LIGHT = 128  # mean brightness from which on a see-through picture is for a dark page


def prepare() -> None:
    """Load Pillow's formats, and make them keep to one thread and to our limits."""
    Image.MAX_IMAGE_PIXELS = None  # `_check` knows a lower one
    pi_heif.register_heif_opener(thumbnails=False)
    pi_heif.options.DECODE_THREADS = 1
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.init()


def frames(content: Content, walk: Walk) -> Iterator[Picture]:
    """Yield each frame or page that differs from the one before; damaged ones as far as they can be decoded.

    Raises:
        Unreadable: the picture is larger than `Limits.pixels`, or cannot be decoded at all.
    """
    image = _opened(content)
    last: Picture | None = None
    for number in range(_count(image)):
        walk.count_member()
        _seek(image, number)
        _check(image, walk)
        if image.format in _JPEG and jpeg_check.is_damaged(bytes(content), walk.limits.pixels):
            walk.refuse("malformed:image")
        frame = _pixels(_loaded(image, content, number, walk))
        if last is None or not np.array_equal(frame, last):
            walk.count_picture()
            yield frame
        last = frame


@contextmanager
def _decoding() -> Iterator[None]:
    """Say of whatever goes wrong in a decoder that the picture is malformed; its warnings tell nothing more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except MemoryError:
            raise
        except Exception as error:
            raise Unreadable("malformed:image") from error


def _opened(content: Content) -> Image.Image:
    with _decoding():
        return Image.open(cast("IO[bytes]", stream(content)), formats=_FORMATS)


def _count(image: Image.Image) -> int:
    """Return how many frames or pages there are; those of an MPO stand behind it as files of their own."""
    with _decoding():
        return 1 if image.format in {"MPO", "PSD"} else int(getattr(image, "n_frames", 1))


def _seek(image: Image.Image, number: int) -> None:
    if number:
        with _decoding():
            image.seek(number)


def _check(image: Image.Image, walk: Walk) -> None:
    width, height = image.size
    if width * height > walk.limits.pixels:
        raise Unreadable("limit:pixels")
    if image.format == "JPEG" and width * height > _KEPT:
        image.draft("RGB", (width // 2, height // 2))


def _loaded(image: Image.Image, content: Content, number: int, walk: Walk) -> Image.Image:
    """Return the frame decoded; if that fails, what can be decoded of it, and the damage is told."""
    try:
        with _decoding():
            image.load()
    except Unreadable as error:
        walk.refuse(error.reason)
        image = _opened(content)
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            _seek(image, number)
            with _decoding():
                image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    return image


def _pixels(image: Image.Image) -> Picture:
    if image.width * image.height > _KEPT:
        image = image.convert(_SMOOTH[image.mode]) if image.mode in _SMOOTH else image
        image = image.reduce(int(np.ceil((image.width * image.height / _KEPT) ** 0.5)))
    image = _turned(image)
    if image.mode.startswith(("I", "F")):
        image = _in_eight_bits(image)
    elif image.has_transparency_data:
        image = _on_a_page(image.convert("RGBA"))
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _turned(image: Image.Image) -> Image.Image:
    """Return the picture as its EXIF orientation shows it; a mirrored one could not be read otherwise."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001  # broken EXIF may fail in any way, and the pixels are there
        return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image, np.float32)
    least, most = float(np.nanmin(values)), float(np.nanmax(values))
    spread = 255 / (most - least) if most > least else 0.0
    return Image.fromarray(np.nan_to_num((values - least) * spread).astype(np.uint8))


def _on_a_page(image: Image.Image) -> Image.Image:
    """Lay a see-through picture on white, or on black if what can be seen of it is light."""
    pixels = np.asarray(image)
    seen = pixels[pixels[:, :, 3] > 0, :3]
    light = seen.size and float(seen.mean()) > _LIGHT
    opaque = bool((pixels[:, :, 3] > 0).all())
    page = Image.new("RGBA", image.size, "black" if light and not opaque else "white")
    return Image.alpha_composite(page, image)
