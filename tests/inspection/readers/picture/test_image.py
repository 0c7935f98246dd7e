"""A picture as a part of a file: beside its pixels always, its pixels where this process can read them."""

import pytest

from inspection.readers.picture import image, ocr
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.readers.pictures import drawn, file, reader
from tests.inspection.samples import ID

PICTURE = file(drawn((280, 48), (20, 8, 22, ID)), "JPEG", comment=b"13800138000")


def test_pixels_that_nobody_reads_are_named_and_do_not_stop_the_file() -> None:
    reading = Alone(image.read, PICTURE)
    assert (reading.walk.unread, reading.verdict) == ({"image"}, InspectionVerdict.INSPECTED)
    assert ID not in reading.text
    assert "13800138000" in reading.text


def test_pixels_that_are_read_are_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [reader()])
    reading = Alone(image.read, PICTURE)
    assert (reading.walk.unread, reading.walk.reason) == (set(), "")
    assert reading.kinds_of(ID) == {"picture"}
    assert "13800138000" in reading.text


def test_pixels_that_cannot_be_decoded_are_told_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [reader()])
    reading = Alone(image.read, PICTURE[:60])
    assert reading.walk.reason == "malformed:image"
    assert "13800138000" in reading.text
