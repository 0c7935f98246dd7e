"""Whole pictures: cards, tables and screens, held askew, small, dim, blurred, or not legible at all."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from inspection.readers.picture.ocr_engine import Reading, read
from tests.inspection.readers.pictures import (
    CARD,
    bank_card,
    drawn,
    identity_card,
    models,
    pixels,
    tilted,
    turned,
)
from tests.inspection.samples import ID


def text(reading: Reading) -> str:
    return "\n".join(reading.lines)


def test_fields_of_a_card_are_lines_with_label_and_value() -> None:
    lines = read(pixels(identity_card()), models()).lines
    assert "".join(lines[0].split()) == "姓名张晓明"
    assert lines[-1].split() == ["公民身份号码", ID]
    assert len(lines) == 5


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_card_held_another_way_reads_the_same(quarters: int) -> None:
    lines = read(turned(pixels(bank_card()), quarters), models()).lines
    assert lines[0].startswith("中国工商银行")
    assert lines[1] == CARD


def test_rows_of_a_tilted_table_stay_rows() -> None:
    rows = (("姓名", "身份证号"), ("张三", ID), ("李四", "11010119900307109X"))
    cells = [(x, 30 + 40 * y, 20, row[i]) for y, row in enumerate(rows) for i, x in enumerate((30, 160))]
    lines = read(tilted(pixels(drawn((420, 180), *cells)), 6), models()).lines
    assert lines == ["\t".join(row) for row in rows]


def test_dim_and_noisy() -> None:
    dim = Image.eval(drawn((360, 60), (20, 15, 22, f"证号 {ID}")), lambda value: int(value * 0.35))
    noise = np.random.default_rng(5).normal(0, 9, (60, 360, 3))
    noisy = np.asarray((pixels(dim) + noise).clip(0, 255), np.uint8)
    assert ID in text(read(noisy, models()))


def test_small_and_blurred_numbers_are_read_in_several_ways() -> None:
    """Of eight numbers twelve pixels high and blurred, most are found; each is in one of the readings."""
    numbers = [f"1101011990030745{n:02}" for n in range(14, 22)]
    page = drawn((260, 200), *((10, 5 + 24 * row, 13, number) for row, number in enumerate(numbers)))
    reading = read(pixels(page.filter(ImageFilter.GaussianBlur(1.1))), models())
    found = "\n".join([text(reading), *("\n".join(other) for other in reading.others)])
    assert sum(number in found for number in numbers) >= 6


def test_illegible_text_is_told() -> None:
    page = drawn((300, 200), *((10, 5 + 40 * row, 22, "公民身份号码姓名住址") for row in range(5)))
    smeared = page.filter(ImageFilter.BoxBlur(4))
    reading = read(pixels(smeared), models())
    assert reading.illegible or not reading.lines


def test_a_picture_without_text() -> None:
    assert read(np.full((100, 100, 3), 200, np.uint8), models()) == Reading([], [], False)
