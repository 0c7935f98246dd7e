"""What one line of text says: cut out straight, read by a network, decoded by the CTC rule.

CTC (Graves et al., ICML 2006): the network names one character or none for each step along the
line; repeated names are one character, unless "none" stands between them.
"""

import math

import cv2
import numpy as np

from inspection.readers.picture.ocr_detection import Box, size_of
from inspection.readers.picture.ocr_models import Models, Picture

_HEIGHT = 48  # pixels of a line, as the network wants it
_LONGEST = 3200  # pixels of a line at that height, about 130 characters
_TURN_SIZE = (192, 48)
_TURNED = 0.9  # probability


def cut_out(picture: Picture, box: Box) -> Picture:
    """Return the box as an upright picture of its own."""
    length, height = (max(1, round(side)) for side in size_of(box))
    corners = np.array(((0, 0), (length, 0), (length, height), (0, height)), np.float32)
    transform = cv2.getPerspectiveTransform(box, corners)
    cut = cv2.warpPerspective(
        picture, transform, (length, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, np.uint8)


def read(line: Picture, models: Models) -> tuple[str, float]:
    """Return the text of a line and the mean probability of its characters."""
    height, length = line.shape[:2]
    width = min(max(math.ceil(_HEIGHT * length / height), _HEIGHT // 2), _LONGEST)
    how = cv2.INTER_AREA if height > 2 * _HEIGHT else cv2.INTER_LINEAR
    steps = models.recogniser(np.asarray(cv2.resize(line, (width, _HEIGHT), interpolation=how), np.uint8))
    best, probability = steps.argmax(axis=1), steps.max(axis=1)
    kept = best != 0
    kept[1:] &= best[1:] != best[:-1]
    if not kept.any():
        return "", 0.0
    return "".join(models.characters[number] for number in best[kept]), float(probability[kept].mean())


def is_upside_down(line: Picture, models: Models) -> bool:
    """Say whether the line has to be turned by 180° to be read."""
    height, length = line.shape[:2]
    width = min(_TURN_SIZE[0], math.ceil(_TURN_SIZE[1] * length / height))
    canvas = np.full((_TURN_SIZE[1], _TURN_SIZE[0], 3), 127, np.uint8)
    canvas[:, :width] = cv2.resize(line, (width, _TURN_SIZE[1]))
    return float(models.turn(canvas)[1]) > _TURNED
