"""The text of a picture: found, turned upright, read piece by piece, put together to lines.

A first look at moderate size tells how large the text is. Where it is small or blurred, or where
nothing was found, a second look is taken at a sharpened enlargement. Numbers of which the network is not sure are
read twice more, sharpened and smoothed: each way of reading finds numbers that the others miss.
"""

import statistics

import cv2
import msgspec
import numpy as np

from inspection.readers.picture import ocr_layout, ocr_recognition
from inspection.readers.picture.ocr_detection import Box, boxes, size_of
from inspection.readers.picture.ocr_layout import Piece
from inspection.readers.picture.ocr_models import Models, Picture
from inspection.readers.picture.ocr_orientation import upright

_PIXELS = 1_200_000  # of the first look
_SMALL = 20.0  # pixels: boxes lower than this are looked at again
_WANTED = 28.0  # pixels: height of boxes in the second look
_LARGEST = 3.0  # times the size of the picture
_LEGIBLE, _SURE = 0.5, 0.95  # mean probability of the characters of a piece
_DIGITS = 6  # from which on a piece may hold a number that matters
_SOME = 4  # pieces, from which on it counts that most are illegible
_STANDING = 1.5  # height over length of a box whose text runs upwards


class Reading(msgspec.Struct, frozen=True):
    """Lines from the top; the same lines in other readings of doubtful numbers; whether most was illegible."""

    lines: list[str]
    others: list[list[str]]
    illegible: bool


def read(picture: Picture, models: Models) -> Reading:
    """Return what can be read in a picture."""
    picture, found = upright(picture, _find(picture, models), models)
    pieces = [_pieces(picture, box, models) for box in found]
    legible = [ways for ways in pieces if any(piece.text for piece in ways)]
    most = max(map(len, legible), default=0)
    readings = [
        ocr_layout.lines(piece for ways in legible if (piece := ways[min(way, len(ways) - 1)]).text)
        for way in range(most)
    ]
    illegible = len(pieces) >= _SOME and 2 * len(legible) < len(pieces)
    return Reading(readings[0] if readings else [], readings[1:], illegible)


def _find(picture: Picture, models: Models) -> list[Box]:
    scale = min(1.0, (_PIXELS / (picture.shape[0] * picture.shape[1])) ** 0.5)
    found = boxes(picture, models.detector, scale)
    height = statistics.median(min(size_of(box)) for box in found) if found else 0.0
    if height * scale >= _SMALL:
        return found
    larger = min(_WANTED / height if height else 2.0, _LARGEST)
    again = boxes(_sharpened(picture), models.detector, larger) if larger > scale else []
    return again if len(again) >= len(found) else found


def _sharpened(picture: Picture) -> Picture:
    soft = cv2.GaussianBlur(picture, (0, 0), 1.3)
    return np.asarray(cv2.addWeighted(picture, 3, soft, -2, 0), np.uint8)


def _restored(picture: Picture) -> Picture:
    """Undo some of a blur by the method of Richardson and Lucy, ten rounds."""
    seen = picture.astype(np.float32) + 1
    guess = seen
    for _ in range(10):
        error = seen / cv2.GaussianBlur(guess, (0, 0), 1.0)
        guess = guess * cv2.GaussianBlur(error, (0, 0), 1.0)
    return np.asarray((guess - 1).clip(0, 255), np.uint8)


def _smoothed(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.7), np.uint8)


def _pieces(picture: Picture, box: Box, models: Models) -> list[Piece]:
    """Return one reading of a box, or three if it holds a doubtful number."""
    line = ocr_recognition.cut_out(picture, box)
    if line.shape[0] >= _STANDING * line.shape[1]:
        line = np.asarray(cv2.rotate(line, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)
    text, probability = ocr_recognition.read(line, models)
    readings = [(text, probability)]
    if probability < _SURE and sum(map(str.isdigit, text)) >= _DIGITS:
        readings += [ocr_recognition.read(way(line), models) for way in (_smoothed, _restored)]
    return [_piece(text if probability >= _LEGIBLE else "", box) for text, probability in readings]


def _piece(text: str, box: Box) -> Piece:
    left, right = (box[0] + box[3]) / 2, (box[1] + box[2]) / 2
    ends = (float(left[0]), float(left[1])), (float(right[0]), float(right[1]))
    return Piece(text.strip(), *ends, size_of(box)[1])
