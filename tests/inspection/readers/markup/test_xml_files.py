"""Files in Base64 within XML are opened as what they are."""

import base64

import pytest

from inspection.readers.markup import xml_files
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, pdf


def read(name: str, text: str) -> Alone:
    return Alone(lambda _, place, walk: xml_files.segments([("t", "x"), (name, text)], place, walk), b"")


@pytest.mark.parametrize("name", sorted(xml_files.FILES))
def test_a_file_of_each_vocabulary(name: str) -> None:
    reading = read(name, base64.encodebytes(pdf(ID)).decode())
    assert "page" in reading.kinds_of(ID)
    assert reading.walk.reason == ""


def test_another_element_is_no_file() -> None:
    assert read("p", base64.b64encode(pdf(ID)).decode()).segments == []


def test_what_is_no_base64_is_told_and_given_as_it_stands() -> None:
    reading = read("binData", f"证号 {ID}")
    assert (reading.walk.reason, ID in reading.text) == ("malformed:base64", True)
