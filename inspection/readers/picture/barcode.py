"""QR codes and other barcodes of a picture, by zxing-cpp (ISO/IEC 18004, 15417, 16022 and others)."""

from collections.abc import Iterator

import cv2
import zxingcpp

from inspection.readers.picture.ocr_models import Picture

_PIXELS = 4_000_000  # a code that a camera could read survives being reduced to this


def codes(picture: Picture) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each code."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = (_PIXELS / grey.size) ** 0.5
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    for code in zxingcpp.read_barcodes(grey):
        if code.text:
            yield str(code.format), str(code.text)
