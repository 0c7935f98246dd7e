"""Pictures with known text, drawn by Pillow, and the networks that read them, loaded once."""

import functools
import io

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.picture import image_pixels, ocr_models
from inspection.readers.picture.ocr_models import Picture
from inspection.walker import Walk
from tests.inspection.samples import ID

CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
CARD = "6222 0202 0011 1122 334"
BLUE, BLACK = (40, 90, 160), (20, 20, 20)


@functools.cache
def reader() -> image_pixels.NetworkReader:
    return image_pixels.NetworkReader()


def models() -> ocr_models.Models:
    return reader()._models


@functools.cache
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(CJK, size, index=2)


def drawn(
    size: tuple[int, int], *texts: tuple[int, int, int, str], back: tuple[int, int, int] = (255, 255, 255)
) -> Image.Image:
    """A picture with texts, each at a place and of a height in pixels."""
    picture = Image.new("RGB", size, back)
    draw = ImageDraw.Draw(picture)
    for left, top, height, text in texts:
        draw.text((left, top), text, font=font(height), fill=BLACK if sum(back) > 300 else (240, 240, 240))
    return picture


def identity_card(number: str = ID) -> Image.Image:
    return drawn(
        (506, 319),
        *((30, 35, 16, "姓名"), (85, 33, 18, "张晓明"), (30, 75, 16, "性别"), (85, 73, 18, "男   民族  汉")),
        *((30, 115, 16, "出生"), (85, 113, 18, "1990 年 3 月 7 日")),
        *((30, 155, 16, "住址"), (85, 153, 18, "北京市东城区朝阳门内大街8号")),
        *((30, 270, 16, "公民身份号码"), (165, 262, 22, number)),
        back=(226, 236, 240),
    )


def bank_card() -> Image.Image:
    return drawn(
        (506, 319),
        *((30, 25, 22, "中国工商银行  ICBC"), (40, 170, 28, CARD)),
        *((40, 225, 14, "VALID THRU 09/31"), (40, 270, 20, "银联 UnionPay")),
        back=(30, 60, 120),
    )


def pixels(image: Image.Image) -> Picture:
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def file(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def walk(**limits: int) -> Walk:
    return extractor.new_walk(Limits(**limits))  # type: ignore[arg-type]


def line(text: str = ID, height: int = 20) -> Picture:
    """One line of text, cut out as the detector cuts it."""
    width = int(font(height).getlength(text)) + height
    return pixels(drawn((width, height * 3 // 2), (height // 2, 0, height, text)))


def turned(picture: Picture, quarters: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, quarters))


def tilted(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.85)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderValue=(90, 100, 110)), np.uint8)
