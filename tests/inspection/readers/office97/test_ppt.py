"""PowerPoint presentations in the binary format: slides, notes, objects, pictures, comments."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.readers.office97.power_point_files import (
    MASTER,
    NOTES,
    SLIDE,
    cell,
    container,
    packed_object,
    power_point_file,
    record,
    text,
)
from tests.inspection.readers.office97.word_files import word_file
from tests.inspection.samples import ID, Reading

TEXTBOX = 0xF00D


def slide(*records: bytes, kind: int = SLIDE) -> bytes:
    return container(kind, container(0x040C, *records))


@pytest.mark.parametrize(
    ("kind", "name"), [(SLIDE, "slide"), (NOTES, "notes"), (MASTER, "master"), (0x0FC9, "handout")]
)
def test_each_container_is_a_segment(kind: int, name: str) -> None:
    reading = Reading(power_point_file(slide(text(f"身份证 {ID}"), text("b\rc\x0bd"), kind=kind)))
    assert reading.kinds_of(ID) == {name}
    assert f"身份证 {ID}\nb\nc\nd" in reading.primary
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, "ppt")


def test_two_slides_are_two_segments() -> None:
    reading = Reading(power_point_file(slide(text(ID[:9])), slide(text(ID[9:]))))
    assert {ID[:9], ID[9:]} <= {s.text for s in reading.segments}


def test_narrow_text_and_strings_of_headers_links_and_tags() -> None:
    header = container(0x0FD9, record(0x0FBA, "页脚".encode("utf-16-le")))
    reading = Reading(power_point_file(slide(record(0x0FA8, f"card {ID}".encode()), header)))
    assert f"card {ID}\n页脚" in reading.primary


def test_cells_side_by_side_are_one_line() -> None:
    rows = [cell(0, "姓名"), cell(0, None), cell(0, "证件"), cell(9, "张三"), cell(9, ID), cell(18, None)]
    reading = Reading(power_point_file(slide(container(0xF003, *rows))))
    assert f"姓名\t\t证件\n张三\t{ID}" in reading.primary


def test_comments_stand_in_the_data_of_tags() -> None:
    comment = container(12000, record(0x0FBA, "批注内容".encode("utf-16-le")))
    reading = Reading(power_point_file(slide(container(0x1388, container(0x138A, record(0x138B, comment))))))
    assert "批注内容" in reading.primary


def test_an_embedded_document_is_unpacked() -> None:
    reading = Reading(power_point_file(packed_object(word_file(f"card {ID}\r"))))
    assert ID in reading.primary
    assert "doc" in reading.walk.formats
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_an_object_that_does_not_unpack_is_told() -> None:
    assert Reading(power_point_file(record(0x1011, bytes(40), instance=1))).walk.reason == "malformed:ppt"


def test_alternate_texts_and_other_properties_are_searched() -> None:
    reading = Reading(power_point_file(slide(record(0xF00B, bytes(6) + "替代文字说明".encode("utf-16-le")))))
    assert "替代文字说明" in reading.text


def test_a_sound_is_noted_as_not_read() -> None:
    reading = Reading(power_point_file(slide(text("x")), record(0x07E7, b"\1\2\3" * 50)))
    assert reading.walk.unread == {"audio"}


@pytest.mark.parametrize("how", ["token", "summary"])
def test_an_encrypted_presentation_is_weak(how: str) -> None:
    if how == "token":
        content = power_point_file(slide(text("x")), token=0xF3D1C4DF)
    else:
        content = power_point_file(slide(text("x")), EncryptedSummary=b"x")
    reading = Reading(content)
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("ppt", "weak")]


def test_a_record_longer_than_its_container_is_told_and_read() -> None:
    broken = struct.pack("<HHI", 15, SLIDE, 20) + text(f"card {ID}")
    reading = Reading(power_point_file(broken))
    assert reading.walk.reason == "malformed:ppt"
    assert ID in reading.text


PRESENTATION = power_point_file(slide(text(f"身份证 {ID}")), slide(container(TEXTBOX, text("x")), kind=NOTES))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_flipped_bit_never_loses_the_number_silently(data: st.DataObject) -> None:
    content = bytearray(PRESENTATION)
    start = content.find(ID.encode("utf-16-le"))
    at = data.draw(st.integers(0, len(content) - 1).filter(lambda at: not start <= at < start + 36))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    assert Reading(bytes(content)).found_or_told(ID)
