"""The mark is drawn: seal red, with a white flame in it."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from agent.prompt import mark, style
from agent.prompt.window import application

APP = application()


@pytest.mark.parametrize(("size", "ratio"), [(16, 1.0), (48, 1.0), (48, 2.0)])
def test_it_is_drawn_in_every_size(size: int, ratio: float) -> None:
    picture = mark.draw(size, ratio)
    assert picture.width() == round(size * ratio)
    assert picture.devicePixelRatio() == ratio
    image = picture.toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert style.SEAL in seen
    assert len(seen) > 5
    assert image.pixelColor(0, 0).alpha() == 0
