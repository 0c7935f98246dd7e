"""A page is turned upright by its own lines, whichever way it was held."""

import numpy as np
import pytest

from inspection.readers.picture.ocr_detection import boxes
from inspection.readers.picture.ocr_orientation import upright
from tests.inspection.readers.pictures import drawn, models, pixels, turned

PAGE = pixels(drawn((256, 128), (20, 20, 20, "中国银行存款凭证"), (20, 70, 20, "6222020200111122334")))


@pytest.mark.parametrize("quarters", range(4))
def test_all_quarters(quarters: int) -> None:
    held = turned(PAGE, quarters)
    picture, found = upright(held, boxes(held, models().detector, 1.0), models())
    assert np.array_equal(picture, PAGE)
    tops = sorted(box.mean(axis=0)[1] for box in found)
    assert [round(top / 50) for top in tops] == [1, 2]
    assert all(box[0][0] < box[1][0] and box[0][1] < box[3][1] for box in found)


def test_a_page_without_text_stays_as_it_is() -> None:
    assert upright(PAGE, [], models()) == (PAGE, [])
