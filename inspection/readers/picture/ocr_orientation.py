"""A picture turned so that its text runs from left to right and the first line is at the top."""

import cv2
import numpy as np

from inspection.readers.picture.ocr_detection import Box, clockwise, size_of
from inspection.readers.picture.ocr_models import Models, Picture
from inspection.readers.picture.ocr_recognition import cut_out, is_upside_down

_LONG = 2.0  # length over height of a box that tells a direction
_WITNESSES = 7  # boxes that are asked whether they stand on their heads


def upright(picture: Picture, boxes: list[Box], models: Models) -> tuple[Picture, list[Box]]:
    """Return the picture turned by quarters so that most of its text is upright, and its boxes."""
    lying = sum(size_of(box)[0] for box in boxes if _ratio(box) > _LONG)
    standing = sum(size_of(box)[1] for box in boxes if _ratio(box) * _LONG < 1)
    if standing > lying:
        width = picture.shape[1]
        picture = np.asarray(cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)
        boxes = [clockwise(np.stack((box[:, 1], width - box[:, 0]), axis=1)) for box in boxes]
    asked = sorted((box for box in boxes if _ratio(box) > 1), key=_ratio, reverse=True)[:_WITNESSES]
    if sum(is_upside_down(cut_out(picture, box), models) for box in asked) * 2 > len(asked):
        height, width = picture.shape[:2]
        picture = np.asarray(cv2.rotate(picture, cv2.ROTATE_180), np.uint8)
        boxes = [clockwise(np.array((width, height), np.float32) - box) for box in boxes]
    return picture, boxes


def _ratio(box: Box) -> float:
    length, height = size_of(box)
    return length / max(height, 1.0)
