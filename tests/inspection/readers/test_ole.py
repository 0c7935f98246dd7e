"""Compound files: each storage by its streams, unknown streams, what is left over, damage."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers import ole
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.readers.compound.compound_files import compound
from tests.inspection.readers.compound.storages import storages
from tests.inspection.readers.office97 import word_files
from tests.inspection.readers.workbook.excel_files import book, label
from tests.inspection.samples import ID, Reading, archive, excel

NAMES = struct.pack("<HHIHH", 0xFFFE, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("streams", "form"),
    [
        (word_files.streams(f"{ID}\r"), "doc"),
        ({"Workbook": book(sheet=(label(0, 0, ID),))}, "xls"),
        ({"Book": book(sheet=(label(0, 0, ID),))}, "xls"),
        ({"PowerPoint Document": struct.pack("<HHI", 0, 0x0FA8, 18) + ID.encode()}, "ppt"),
    ],
)
def test_the_format_is_told_by_the_streams(streams: dict[str, bytes], form: str) -> None:
    reading = Reading(storages(streams))
    assert ID in reading.primary
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, form)


@pytest.mark.parametrize(
    ("streams", "reason"),
    [
        ({"MatOST": b"\1\2", "CONTENTS": b"\3\4" + ID.encode()}, "unsupported:works"),
        ({"PP40": b"\1\2" + ID.encode()}, "unsupported:powerpoint95"),
        ({"VisioDocument": b"\1\2" + ID.encode()}, "unsupported:visio"),
        ({"Quill": b"\1\2\3\4\5\xff" * 9 + ID.encode()}, "unsupported:ole"),
    ],
)
def test_a_format_without_a_reader_is_named_and_its_strings_are_shown(
    streams: dict[str, bytes], reason: str
) -> None:
    reading = Alone(ole.read, storages(streams))
    assert reading.walk.reason == reason
    assert ID in reading.text


def test_documents_within_documents_are_read_in_their_storages() -> None:
    inner = {"_12": {"Package": excel(ID)}, "_13": word_files.streams("inner text\r")}
    reading = Reading(storages({**word_files.streams("outer\r"), "ObjectPool": inner}))
    assert ID in reading.primary
    assert "inner text" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED
    assert {"doc", "xlsx"} <= reading.walk.formats


def test_names_of_storages_and_streams_are_read() -> None:
    assert reading_of({f"卡{ID}": b"text in a stream"}).kinds_of(ID) >= {""}


def reading_of(streams: dict[str, bytes]) -> Reading:
    return Reading(storages(streams))


def test_a_reader_that_fails_shows_what_it_took() -> None:
    streams = word_files.streams(f"{ID}\r")
    reading = reading_of({**streams, "0Table": b"\xff" * 2000})
    assert reading.walk.reason == "malformed:doc"
    assert ID in reading.text


def test_octets_of_no_stream_are_searched() -> None:
    content = storages(word_files.streams("x\r"))
    reading = Reading(content + f"behind {ID}".encode())
    assert ID in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_what_cannot_be_opened_is_searched() -> None:
    reading = Alone(ole.read, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + ID.encode())
    assert reading.walk.reason == "malformed:ole"
    assert ID in reading.text


def test_a_file_in_a_stream_is_read_as_what_it_is() -> None:
    assert ID in reading_of({"CONTENTS": archive({"a.txt": ID.encode()})}).primary


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_damage_loses_the_number_silently(data: st.DataObject) -> None:
    content = bytearray(compound({"Contents": NAMES + f"card {ID} ".encode()}))
    start = content.find(ID.encode())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        if not start <= at < start + 18:
            content[at] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.integers(start + 18, len(content)))
    assert Reading(bytes(content[:cut])).found_or_told(ID)
