"""Where text stands in a picture: a network's map of text, and boxes around what it marks.

The method is Differentiable Binarization (Liao et al., AAAI 2020) with the thresholds of PP-OCR.
A large picture goes through the network in tiles that overlap, so that memory does not grow with it and small
text on a large page need not be shrunk away.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from inspection.readers.picture.ocr_models import Floats, Model, Picture

Box = NDArray[np.float32]  # four corners as (x, y): top left, top right, bottom right, bottom left

_STEP = 32  # the network takes sides that are multiples of this
_TILE = 1280  # pixels of a tile's side
_OVERLAP = 128
_TEXT, _BOX_MEAN = 0.3, 0.5  # probability that a pixel, and on average a box, is text
_GROWTH = 1.6  # the network marks the core of a line only
_SMALLEST = 3  # pixels


def boxes(picture: Picture, detector: Model, scale: float) -> list[Box]:
    """Return the boxes of text of a picture, found at `scale` times its size, in its own coordinates."""
    height, width = picture.shape[:2]
    rows, columns = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in (height, width))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = np.asarray(cv2.resize(picture, (columns, rows), interpolation=how), np.uint8)
    factor = np.array((width / columns, height / rows), np.float32)
    return [clockwise(box * factor) for box in _marked(_probability(scaled, detector))]


def _probability(picture: Picture, detector: Model) -> Floats:
    """Return for each pixel how likely it is text; tiles are put together before anything is cut out of them."""
    whole = np.empty(picture.shape[:2], np.float32)
    for top, bottom, upper, lower in _tiles(picture.shape[0]):
        for left, right, nearer, farther in _tiles(picture.shape[1]):
            tile = detector(picture[top:bottom, left:right])[0]
            whole[upper:lower, nearer:farther] = tile[
                upper - top : lower - top, nearer - left : farther - left
            ]
    return whole


def _tiles(length: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield begin and end of each tile along one side, and the part of it that is used."""
    if length <= _TILE:
        yield 0, length, 0, length
        return
    count = -(-(length - _OVERLAP) // (_TILE - _OVERLAP))
    extent = -(-(length - _OVERLAP) // (count * _STEP)) * _STEP
    for begin in range(0, length - _OVERLAP, extent):
        end = min(begin + extent + _OVERLAP, length)
        yield begin, end, begin + _OVERLAP // 2 * (begin > 0), end - _OVERLAP // 2 * (end < length)


def _marked(probability: Floats) -> Iterator[Box]:
    marked = cv2.dilate((probability > _TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(marked, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        centre, (length, breadth), angle = cv2.minAreaRect(contour)
        if min(length, breadth) < _SMALLEST or _mean_within(contour, probability) < _BOX_MEAN:
            continue
        growth = _GROWTH * length * breadth / (length + breadth)
        yield np.asarray(cv2.boxPoints((centre, (length + growth, breadth + growth), angle)), np.float32)


def _mean_within(contour: cv2.typing.MatLike, probability: Floats) -> float:
    x, y, width, height = cv2.boundingRect(contour)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [contour - (x, y)], (1,))
    return float(cv2.mean(probability[y : y + height, x : x + width], mask)[0])


def clockwise(corners: Box) -> Box:
    """Return four corners in order from the top left: the two leftmost ones are the left side."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1])]
    right = by_x[2:][np.argsort(by_x[2:, 1])]
    return np.array((left[0], right[0], right[1], left[1]), np.float32)


def size_of(box: Box) -> tuple[float, float]:
    """Return length along the text and height across it, in pixels, the text running from left to right."""
    along = np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[3] - box[2])
    across = np.linalg.norm(box[0] - box[3]), np.linalg.norm(box[1] - box[2])
    return float(max(along)), float(max(across))
