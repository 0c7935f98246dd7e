"""Archives by zipfile and pyzipper: members, names, comments, encryption, bombs."""

import io
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
import pyzipper

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection import bombs
from tests.inspection.samples import ID, OTHER_ID, Reading, archive, excel, pdf, word

TEXT = f"身份证 {ID}".encode()


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_each_method_is_unpacked(method: int) -> None:
    reading = Reading(archive({"a.txt": TEXT}, method=method))
    assert ID in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_members_are_read_by_content_and_not_by_name() -> None:
    reading = Reading(
        archive({"picture.png": word(ID), "clients": excel("x" + ID), "note.pdf": b"plain-note"})
    )
    assert reading.primary.count(ID) == 2
    assert "plain-note" in reading.primary


def test_two_deep() -> None:
    inner = archive({"客户.xlsx": excel(ID)})
    reading = Reading(archive({"内.zip": inner}))
    assert ID in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_deeper_than_the_limit_is_told() -> None:
    content = TEXT
    for _ in range(10):
        content = archive({"x": content})
    assert Reading(content).walk.reason == "limit:depth"


def test_names_in_gbk_and_comments() -> None:
    raw = archive({"XXXXXX.txt": b"x"}).replace(b"XXXXXX", "客户表".encode("gbk"))
    buffer = io.BytesIO(archive({"a": b"x"}))
    with zipfile.ZipFile(buffer, "a") as target:
        target.comment = f"备注 {ID}".encode("gbk")
        info = zipfile.ZipInfo("b")
        info.comment = b"member-comment"
        target.writestr(info, "x")
    assert "客户表.txt" in Reading(raw).primary
    assert f"备注 {ID}" in Reading(buffer.getvalue()).primary
    assert "member-comment" in Reading(buffer.getvalue()).primary


def test_aes_is_strong_and_its_names_are_read() -> None:
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", encryption=pyzipper.WZ_AES) as target:
        target.setpassword(b"secret")
        target.writestr(f"{ID}.txt", TEXT)
    reading = Reading(buffer.getvalue())
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("zip", "strong")]
    assert reading.walk.reason == "encrypted:zip"
    assert ID in reading.primary


def test_zipcrypto_is_weak(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    subprocess.run(["zip", "-q", "-P", "secret", "a.zip", "a.txt"], cwd=tmp_path, check=True)
    reading = Reading((tmp_path / "a.zip").read_bytes())
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("zip", "weak")]


def test_something_broken_is_named_before_what_is_encrypted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    subprocess.run(["zip", "-q", "-P", "secret", "a.zip", "a.txt"], cwd=tmp_path, check=True)
    reading = Reading(archive({"a.zip": (tmp_path / "a.zip").read_bytes(), "b.bin": bytes(range(256))}))
    assert reading.walk.reason == "unknown-format"
    assert len(reading.walk.encrypted) == 1


def test_a_flat_bomb_ends_at_the_ratio() -> None:
    bomb = (bombs.deflated(64 << 20), 64 << 20, 0)
    texts = {
        name: (bombs.deflated(0, before=text), len(text), zlib.crc32(text))
        for name, text in (("ok.txt", TEXT), ("after.txt", b"still-read"))
    }
    reading = Reading(
        bombs.zipped({"ok.txt": texts["ok.txt"], "bomb": bomb, "after.txt": texts["after.txt"]})
    )
    assert reading.walk.reason == "limit:ratio"
    assert ID in reading.primary
    assert "still-read" in reading.primary


def test_a_nested_bomb_ends_at_the_output() -> None:
    blanks = archive({f"{n}": b" " * (900 << 10) for n in range(3)})
    reading = Reading(archive({f"{n}.zip": blanks for n in range(4)}), limits=Limits(output=8 << 20))
    assert reading.walk.reason == "limit:output"


def test_many_members_end_at_the_limit() -> None:
    reading = Reading(archive({f"{n}": b"" for n in range(60)}), limits=Limits(members=50))
    assert reading.walk.reason == "limit:members"


def test_overlapping_members_are_refused() -> None:
    """A quoted-overlap bomb: many directory entries share one body."""
    one = archive({"a": b"x" * 1000})
    directory = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entries = one[directory:end] * 50
    count = (50).to_bytes(2, "little")
    size = len(entries).to_bytes(4, "little")
    tail = one[end : end + 8] + count + count + size + directory.to_bytes(4, "little") + b"\0\0"
    assert Reading(one[:directory] + entries + tail).walk.reason == "limit:overlap"


def test_a_member_taken_out_of_the_directory_is_told() -> None:
    whole = archive({"a.txt": b"shown", "b.txt": zlib.compress(TEXT)}, method=zipfile.ZIP_STORED)
    directory = whole.index(b"PK\x01\x02")
    second = whole.index(b"PK\x01\x02", directory + 4)
    end = whole.index(b"PK\x05\x06")
    one, size = (1).to_bytes(2, "little"), (second - directory).to_bytes(4, "little")
    tail = whole[end : end + 8] + one + one + size + directory.to_bytes(4, "little") + b"\0\0"
    assert Reading(whole[:second] + tail).walk.reason == "malformed:zip"


@pytest.mark.parametrize("place", ["before", "after"])
def test_text_around_the_archive_is_read(place: str) -> None:
    inner = archive({"a.txt": b"x"})
    reading = Reading(TEXT + b"\n" + inner if place == "before" else inner + TEXT)
    assert reading.found_or_told(ID)
    assert "a.txt" in reading.primary


def test_names_that_climb_out_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reading = Reading(archive({"../../evil.txt": TEXT, "/abs.txt": TEXT}))
    assert reading.primary.count(ID) == 2
    assert list(tmp_path.iterdir()) == []


def test_an_empty_archive_is_proven_empty() -> None:
    assert Reading(archive({})).verdict is InspectionVerdict.EMPTY_VERIFIED


def test_names_in_both_places_and_texts_in_extra_fields_are_read() -> None:
    whole = bytearray(archive({"plain.txt": TEXT}))
    whole[30:39] = b"local.txt"
    reading = Reading(bytes(whole))
    assert {"plain.txt", "local.txt"} <= set(reading.primary.splitlines())
    assert (reading.verdict, ID in reading.primary) == (InspectionVerdict.INSPECTED, True)
    info = zipfile.ZipInfo("a")
    info.extra = struct.pack("<HH", 0x4321, 18) + ID.encode()
    comment = b"\1....unicode comment"
    info.extra += struct.pack("<HH", 0x6375, len(comment)) + comment
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(info, b"x")
    reading = Reading(buffer.getvalue())
    assert reading.kinds_of(ID) == {"extra"}
    assert reading.kinds_of("unicode comment") == {"comment"}


def test_one_of_several_volumes_is_told() -> None:
    content = bytearray(archive({"a.txt": TEXT}))
    assert Reading(b"PK\7\x08" + bytes(content[: content.index(b"PK\1\2")])).walk.reason == "multi-volume:zip"
    content[-18:-14] = b"\1\0\1\0"  # number of this volume, and of the one with the directory
    assert Reading(bytes(content)).walk.reason == "multi-volume:zip"


def test_a_program_that_unpacks_itself_is_both() -> None:
    reading = Reading(b"MZ" + bytes(range(256)) * 9 + archive({"a.txt": TEXT}))
    assert (reading.walk.formats, ID in reading.primary) == ({"executable", "zip", "text"}, True)


def test_a_pdf_goes_on_behind_an_archive_within_it() -> None:
    """As programs write it that keep the document within its PDF; what stands behind both is read."""
    whole = pdf()
    at = whole.index(b"endobj") + 7
    held = archive({"a.txt": TEXT}, method=zipfile.ZIP_STORED)
    within = (
        whole[:at]
        + b"9 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (len(held), held)
        + whole[at:]
    )
    assert Reading(within).walk.formats >= {"pdf", "zip"}
    behind = Reading(within + f"\n<p>{OTHER_ID[:6]}<b>{OTHER_ID[6:]}</b></p>".encode())
    assert OTHER_ID in behind.text
    pieces = {
        step.name for segment in Reading(within).segments for step in segment.place if step.kind == "stray"
    }
    assert pieces <= {f"{len(within) - 1}-{len(within)}"}
