"""Boxes around text: where it stands, at any scale and angle, across the seams of tiles, and nowhere else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.picture import ocr_detection
from inspection.readers.picture.ocr_detection import boxes, clockwise, size_of
from tests.inspection.readers.pictures import drawn, models, pixels, tilted
from tests.inspection.samples import ID


def test_a_box_surrounds_its_line_and_the_blank_rest_has_none() -> None:
    [box] = boxes(pixels(drawn((320, 160), (40, 60, 20, "公民身份号码"))), models().detector, 1.0)
    left, top = box.min(axis=0)
    right, bottom = box.max(axis=0)
    assert 25 < left < 45
    assert 155 < right < 180
    assert 50 < top < 66
    assert 80 < bottom < 100


def test_a_box_follows_a_tilted_line() -> None:
    [box] = boxes(tilted(pixels(drawn((320, 160), (40, 60, 24, "ABCDEFGHIJ"))), 10), models().detector, 1.0)
    length, height = size_of(box)
    assert length > 3 * height
    rise = (box[1] - box[0])[1] / (box[1] - box[0])[0]
    assert rise == pytest.approx(-np.tan(np.radians(10)), abs=0.05)


def test_tiles_give_each_line_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_detection, "_TILE", 192)
    monkeypatch.setattr(ocr_detection, "_OVERLAP", 64)
    places = [(20, 20), (20, 90), (20, 150), (20, 220), (20, 300)]
    page = pixels(drawn((160, 360), *((x, y, 18, "张三 138") for x, y in places)))
    found = sorted(box.mean(axis=0)[1] for box in boxes(page, models().detector, 1.0))
    assert len(found) == len(places)
    assert all(abs(y - top - 13) < 8 for y, (_, top) in zip(found, places, strict=True))


def test_a_line_across_a_seam_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_detection, "_TILE", 192)
    monkeypatch.setattr(ocr_detection, "_OVERLAP", 64)
    [box] = boxes(pixels(drawn((448, 64), (20, 20, 20, ID * 2))), models().detector, 1.0)
    assert size_of(box)[0] > 380


@given(length=st.integers(1, 400).map(lambda steps: 32 * steps))
def test_every_pixel_of_a_side_is_taken_from_exactly_one_tile(length: int) -> None:
    tiles = list(ocr_detection._tiles(length))
    assert (tiles[0][0], tiles[-1][1]) == (0, length)
    assert all(begin <= first < last <= end for begin, end, first, last in tiles)
    assert all((end - begin) % 32 == 0 and end - begin <= 1280 for begin, end, _, _ in tiles)
    assert [first for _, _, first, _ in tiles] == [0, *(last for _, _, _, last in tiles[:-1])]
    assert tiles[-1][3] == length


@settings(max_examples=40, deadline=None)
@given(start=st.integers(0, 3), angle=st.floats(-40, 40))
def test_corners_begin_at_the_top_left(start: int, angle: float) -> None:
    turn = np.radians(angle)
    matrix = np.array(((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))))
    corners = (np.array(((0, 0), (90, 0), (90, 10), (0, 10))) @ matrix).astype(np.float32)
    assert clockwise(np.roll(corners, start, axis=0)) == pytest.approx(corners)
