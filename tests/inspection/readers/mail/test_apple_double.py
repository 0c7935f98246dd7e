"""Files of a Mac's own: forks, names and comments, and what archives made on a Mac bring along."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import apple_double
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, Reading, word

DATA, RESOURCES, NAME, COMMENT, FINDER = 1, 2, 3, 4, 9
EMPTY_FORK = bytes(16) + b"This resource fork intentionally left blank   " + bytes(224)


def applefile(*entries: tuple[int, bytes], magic: int = 0x00051607) -> bytes:
    start = 26 + 12 * len(entries)
    table, body = b"", b""
    for kind, data in entries:
        table += struct.pack(">III", kind, start + len(body), len(data))
        body += data
    return struct.pack(">II16xH", magic, 0x00020000, len(entries)) + table + body


PLACES = {
    "name": applefile((NAME, f"{ID}.txt".encode())),
    "comment": applefile((COMMENT, f"身份证 {ID}".encode())),
    "data fork": applefile((DATA, word(ID)), magic=0x00051600),
    "settings": applefile((FINDER, bytes(8) + ID.encode() + bytes(8))),
    "between the entries": applefile((NAME, b"x")) + ID.encode(),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_number_is_found_wherever_it_stands(place: str) -> None:
    reading = Reading(PLACES[place])
    assert ID in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_what_a_mac_adds_to_every_file_holds_no_text() -> None:
    reading = Reading(applefile((FINDER, bytes(32)), (RESOURCES, EMPTY_FORK)))
    assert reading.walk.reason == ""


def test_a_resource_fork_is_told_and_searched() -> None:
    reading = Reading(applefile((RESOURCES, bytes(16) + ID.encode())))
    assert reading.walk.reason == "unsupported:resource-fork"
    assert ID in reading.text


@given(st.data())
def test_no_cut_loses_the_number_silently(data: st.DataObject) -> None:
    content = applefile((FINDER, bytes(32)), (COMMENT, ID.encode()))
    assert Alone(apple_double.read, content[: data.draw(st.integers(0, len(content)))]).found_or_told(ID)


@given(st.binary(max_size=120))
def test_hostile_entries_end(body: bytes) -> None:
    Alone(apple_double.read, struct.pack(">I", 0x00051607) + body)
