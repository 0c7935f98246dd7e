"""Members that no directory leads to are read by their own headers."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.inspection.readers.archive.test_zip_members import patched, streamed
from tests.inspection.samples import ID, Reading, archive, word

TEXT = f"身份证 {ID} 结束".encode()
MEMBERS = {"first.txt": b"the first", "客户.docx": word(ID), "last.txt": TEXT}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_without_its_directory(method: int) -> None:
    content = archive(MEMBERS, method=method)
    reading = Reading(content[: int.from_bytes(content[-6:-2], "little")])
    assert reading.walk.reason == "malformed:zip"
    for value in ("the first", "客户.docx", TEXT.decode()):
        assert value in reading.text


def test_sizes_behind_the_members_are_found() -> None:
    content = streamed()
    reading = Reading(content[: content.index(b"PK\1\2")])
    assert reading.text.count(ID) == 2


@settings(max_examples=30, deadline=None)
@given(st.integers(31, 2000))
def test_a_member_cut_in_its_middle_is_read_as_far_as_it_goes(cut: int) -> None:
    lines = "\n".join(f"line {number}" for number in range(2000)).encode()
    content = archive({"a.txt": TEXT + b"\n" + lines}, method=zipfile.ZIP_DEFLATED)
    reading = Reading(content[: 200 + cut])
    assert (reading.walk.reason, ID in reading.text) == ("malformed:zip", True)


def test_an_encrypted_member_is_named() -> None:
    content = patched(archive({"a.txt": TEXT, "b.txt": TEXT}), 6, -1, b"\1\0")
    reading = Reading(content[: content.index(b"PK\1\2")])
    assert [part.strength for part in reading.walk.encrypted] == ["weak"]
    assert ID in reading.text


def test_a_damaged_size_does_not_hide_what_follows() -> None:
    content = patched(archive({"a.txt": b"x" * 50, "b.txt": TEXT}), 18, -1, b"\xff\xff\xff\x00")
    assert ID in Reading(content[: content.index(b"PK\1\2")]).text
