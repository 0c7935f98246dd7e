"""Damage of JPEG pictures that decoders pass over without a word."""

import io
from random import Random

import numpy as np
import pytest
from PIL import Image

from inspection.readers.picture.jpeg_check import is_damaged

PIXELS = 1_000_000


def picture(mode: str = "RGB", *, progressive: bool = False) -> bytes:
    noise = np.random.default_rng(7).integers(0, 256, (64, 64, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noise).convert(mode).save(buffer, "JPEG", progressive=progressive)
    return buffer.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_whole_picture_is_not_damaged_and_a_cut_one_is(mode: str, progressive: bool) -> None:
    content = picture(mode, progressive=progressive)
    assert not is_damaged(content, PIXELS)
    assert not is_damaged(content + b"what stands behind it", PIXELS)
    assert is_damaged(content[:-200], PIXELS)
    assert is_damaged(content[:-200] + b"\xff\xd9", PIXELS)


def test_most_flipped_bits_among_the_codes_are_seen() -> None:
    content, rng = picture(), Random(7)
    seen = 0
    for _ in range(100):
        copy = bytearray(content)
        copy[rng.randrange(len(content) // 2, len(content) - 2)] ^= 1 << rng.randrange(8)
        seen += is_damaged(bytes(copy), PIXELS)
    assert seen > 25


def test_what_is_no_picture_or_too_large_is_left_to_others() -> None:
    assert not is_damaged(b"\xff\xd8\xff nothing", PIXELS)
    assert not is_damaged(picture()[:-200], 64 * 64 - 1)
