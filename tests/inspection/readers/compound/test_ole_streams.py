"""Streams that belong to no document format."""

import pytest

from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.office97 import word_files
from tests.inspection.samples import ID, Reading, excel

BINARY = bytes(range(1, 256))


def beside_a_document(name: str, data: bytes) -> Reading:
    return Reading(storages({**word_files.streams("x\r"), name: data}))


@pytest.mark.parametrize(
    "name",
    ["\x01CompObj", "\x03ObjInfo", "\x02OlePres000", "PROJECT", "__SRP_0", "ETExtData", "WpsCustomData"],
)
def test_a_stream_of_plumbing_is_searched(name: str) -> None:
    reading = beside_a_document(name, BINARY + f"card {ID}".encode())
    assert ID in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize("data", [f"card {ID}".encode("utf-16"), f"<a>{ID}</a>".encode(), excel(ID)])
def test_text_and_files_are_read_as_what_they_are(data: bytes) -> None:
    reading = beside_a_document("Anything", data)
    assert ID in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_stream_that_nobody_knows_is_told_and_searched() -> None:
    reading = beside_a_document("Anything", BINARY + ID.encode())
    assert reading.walk.reason == "unknown-stream"
    assert ID in reading.text


def test_content_under_rights_management_is_encrypted() -> None:
    reading = beside_a_document("\x09DRMContent", BINARY)
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("office", "strong")]
