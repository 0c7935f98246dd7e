"""Metafiles: text in their records, and a picture that nobody saw."""

import pytest

from inspection.readers.picture import ocr
from policies.inspected import InspectionVerdict
from tests.inspection.readers import pictures
from tests.inspection.readers.picture import metafiles
from tests.inspection.samples import ID, Reading

EMF = b"\1\0\0\0" + (88).to_bytes(4, "little") + bytes(32) + b" EMF" + bytes(44)
FILES = {
    "image:emf": EMF,
    "image:wmf": b"\xd7\xcd\xc6\x9a" + bytes(18) + b"\1\0\x09\0\0\3" + bytes(12),
    "image:svm": b"VCLMTF\1\0" + bytes(24),
}


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("charset", ["ascii", "utf-16-le"])
def test_drawn_text_is_found_in_either_width(form: str, charset: str) -> None:
    reading = Reading(FILES[form] + f"no. {ID} end".encode(charset) + bytes(8))
    assert (reading.walk.format, reading.walk.reason) == (form, "")
    assert any(ID in segment.text for segment in reading.segments)


@pytest.mark.parametrize("form", FILES)
def test_the_picture_itself_is_named_as_unread(form: str) -> None:
    reading = Reading(FILES[form])
    assert (reading.verdict, reading.walk.unread) == (InspectionVerdict.INSPECTED, {"image"})


def test_a_number_drawn_letter_by_letter_is_one() -> None:
    letters = [metafiles.emf_text(letter, 20 + 8 * at, 50) for at, letter in enumerate(ID)]
    assert ID in Reading(metafiles.emf(*letters)).primary


def test_a_screenshot_in_a_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_READER", [pictures.reader()])
    assert ID in Reading(metafiles.emf(metafiles.emf_bitmap(*metafiles.bitmap()))).text
