"""One line of text, cut out and read."""

import cv2
import numpy as np

from inspection.readers.picture.ocr_recognition import cut_out, is_upside_down, read
from tests.inspection.readers.pictures import line, models, turned
from tests.inspection.samples import ID


def test_a_number_is_read_and_sure() -> None:
    text, probability = read(line(), models())
    assert text == ID
    assert probability > 0.95


def test_a_mixed_line_keeps_its_spaces() -> None:
    assert read(line("证号 6222 0202"), models())[0] == "证号 6222 0202"


def test_nothing_is_read_in_nothing() -> None:
    assert read(np.full((20, 200, 3), 255, np.uint8), models()) == ("", 0.0)


def test_a_line_on_its_head_is_noticed() -> None:
    assert not is_upside_down(line(), models())
    assert is_upside_down(turned(line(), 2), models())


def test_a_box_in_perspective_is_cut_out_straight() -> None:
    source = line()
    height, width = source.shape[:2]
    box = np.array(((20, 30), (20 + width, 10), (20 + width, 10 + height), (20, 40 + height)), np.float32)
    corners = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    page = cv2.warpPerspective(source, cv2.getPerspectiveTransform(corners, box), (width + 60, height + 60))
    assert read(cut_out(np.asarray(page, np.uint8), box), models())[0] == ID
