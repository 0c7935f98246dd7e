"""tar in all its forms, by the standard library's writer and by GNU tar."""

import io
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection import bombs
from tests.inspection.samples import ID, Reading, word

TEXT = f"客户身份证 {ID} 结束\n".encode()


def tar(
    members: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8", **records: str
) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form, encoding=encoding) as target:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.pax_headers = len(content), records
            target.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_each_form_with_long_names(form: int, encoding: str) -> None:
    long = "客户" * (20 if form == tarfile.USTAR_FORMAT and encoding == "gb18030" else 10) + ".docx"
    reading = Reading(tar({long: word(ID), "b.txt": TEXT}, form, encoding))
    assert (reading.verdict, reading.primary.count(ID)) == (InspectionVerdict.INSPECTED, 2)
    assert long in [segment.text for segment in reading.segments if segment.origin == "name"]


def test_the_oldest_form_has_no_magic() -> None:
    content = bytearray(tar({"a.txt": TEXT}, tarfile.USTAR_FORMAT))
    content[257:512] = bytes(255)
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\0 " % sum(content[:512])
    assert Reading(bytes(content)).walk.format == "tar"
    assert ID in Reading(bytes(content)).primary


def test_what_stands_between_a_member_and_the_end_of_its_block_is_read() -> None:
    content = bytearray(tar({"a.txt": b"hello", "b.txt": b"x" * 512}, tarfile.USTAR_FORMAT))
    content[600 : 600 + len(ID)] = ID.encode()
    reading = Reading(bytes(content))
    assert (ID in reading.text, reading.verdict) == (True, InspectionVerdict.INSPECTED)


def test_links_owners_and_records_are_text() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", pax_headers={"comment": "global-comment"}) as target:
        for kind, name in ((tarfile.SYMTYPE, "symbolic"), (tarfile.LNKTYPE, "hard")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.uname = kind, f"../../{name}-target", "owner-name"
            info.pax_headers = {"comment": f"{name}-comment"}
            target.addfile(info)
    reading = Reading(buffer.getvalue())
    for value in (
        "../../symbolic-target",
        "../../hard-target",
        "owner-name",
        "global-comment",
        "hard-comment",
    ):
        assert reading.primary.count(value) == 1
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_sparse_file_is_read_with_its_holes(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.write(b"begins here" + b"x" * 1000)
        file.seek(1 << 20)
        file.write(TEXT)
    for form in ("gnu", "pax"):
        done = subprocess.run(
            ["tar", "-S", f"--format={form}", "-cf", "-", "sparse"],
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        assert len(done.stdout) < 1 << 20
        assert ID in Reading(done.stdout).text


def test_the_rest_of_a_member_from_another_volume_is_told_and_read() -> None:
    info = tarfile.TarInfo("rest")
    info.type, info.size = b"M", len(TEXT)
    content = info.tobuf(tarfile.GNU_FORMAT) + TEXT.ljust(512, b"\0") + bytes(1024)
    reading = Reading(content)
    assert (reading.walk.reason, ID in reading.text) == ("multi-volume:tar", True)


def test_a_hole_without_end_is_a_bomb() -> None:
    assert Reading(bombs.sparse_tar()).walk.reason == "limit:ratio"


def test_what_stands_behind_the_end_is_read_and_a_second_archive_too() -> None:
    second = tar({"second.txt": TEXT})
    assert ID in Reading(tar({"a": b"x"}) + second).primary
    reading = Reading(tar({"a": b"x"}) + b"behind the end")
    assert (reading.verdict, "behind the end" in reading.primary) == (InspectionVerdict.INSPECTED, True)


def test_an_archive_as_the_last_member_is_no_second_reading_of_the_whole() -> None:
    reading = Reading(tar({"a.docx": word(ID)}))
    assert "zip" not in reading.walk.formats
    assert (reading.verdict, reading.walk.reason) == (InspectionVerdict.INSPECTED, "")


def test_a_member_cut_by_the_end_is_read_and_told() -> None:
    reading = Reading(tar({"a": TEXT + bytes(5000)})[:2000])
    assert (reading.walk.reason, ID in reading.primary) == ("malformed:tar", True)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]), st.data())
def test_no_damage_loses_a_member_silently(form: int, data: st.DataObject) -> None:
    content = bytearray(tar({"客户" * 40 if form != tarfile.USTAR_FORMAT else "a": b"x", "b": TEXT}, form))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    assert Reading(bytes(content)).found_or_told(ID) or ID.encode() not in content
