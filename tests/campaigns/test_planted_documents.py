"""One identity number in each place of each document format: it is found, and the file was read in full."""

from collections.abc import Callable

import pytest

from policies.detection import detect, normal_value
from policies.inspected import InspectionVerdict
from tests.inspection.planted import (
    docx_places,
    epub_and_xml_places,
    odf_places,
    ofd_places,
    pdf_places,
    polyglots,
    pptx_places,
    text_places,
    xlsx_places,
)
from tests.inspection.planted.numbers import Places, resident_id
from tests.inspection.samples import Reading

FORMATS: dict[str, Places] = {
    "docx": docx_places.PLACES,
    "xlsx": xlsx_places.PLACES,
    "pptx": pptx_places.PLACES,
    "odf": odf_places.PLACES,
    "ofd": ofd_places.PLACES,
    "book": epub_and_xml_places.PLACES,
    "pdf": pdf_places.PLACES,
    "text": text_places.PLACES,
}
PLANTED = [(form, place, make) for form, places in FORMATS.items() for place, make in places.items()]


def is_found(reading: Reading, number: str) -> bool:
    """Say whether detection finds the number in one of the segments."""
    return any(
        span.type == "RESIDENT_ID" and normal_value("RESIDENT_ID", text[span.start : span.end]) == number
        for text in {segment.text for segment in reading.segments}
        if sum(map(str.isdecimal, text)) >= len(number) - 1
        for span in detect(text)
    )


@pytest.mark.parametrize(
    ("serial", "make"),
    [pytest.param(serial, make, id=f"{form} {place}") for serial, (form, place, make) in enumerate(PLANTED)],
)
def test_a_number_in_this_place_is_found(serial: int, make: Callable[[str], bytes]) -> None:
    number = resident_id(serial)
    reading = Reading(make(number))
    assert is_found(reading, number)
    assert (reading.verdict, reading.walk.reason) == (InspectionVerdict.INSPECTED, "")


@pytest.mark.parametrize("name", polyglots.PLACES)
def test_a_file_that_is_two_things_is_read_as_each(name: str) -> None:
    number = resident_id(len(name))
    assert is_found(Reading(polyglots.PLACES[name](number)), number)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_found_where_nothing_was_planted(form: str) -> None:
    """What the campaign counts is the number, not something the writers put there."""
    make = next(iter(FORMATS[form].values()))
    assert not is_found(Reading(make("x" * 18)), resident_id(0))
