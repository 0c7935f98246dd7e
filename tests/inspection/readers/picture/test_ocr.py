"""The switch: pictures are read where the reader is loaded, and left to others where it is not."""

import pytest

from inspection.readers.picture import ocr
from tests.inspection.readers import pictures


def test_a_process_reads_no_pictures_until_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [])
    walk = pictures.walk()
    assert ocr.pixel_reader() is None
    ocr.pass_over(walk, "image")
    assert walk.unread == {"image"}


def test_once_loaded_it_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [pictures.reader()])
    walk = pictures.walk()
    ocr.turn_on()
    assert ocr.pixel_reader() is pictures.reader()
    ocr.pass_over(walk, "image")
    assert walk.unread == set()
