"""Archives unpacked by libarchive: every member, every name, what stands around; nothing is passed over."""

import bz2
import gzip
import lzma
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from inspection.pool import Pool
from policies.inspected import InspectionVerdict
from tests.inspection.readers.archive.rar import Part, comment, rar4, rar5
from tests.inspection.readers.archive.test_tar_archive import tar
from tests.inspection.readers.packed import cabinet, encrypted_seven_zip, packed, seven_zip
from tests.inspection.readers.sqlite.sqlite_files import database
from tests.inspection.samples import ID, Reading, archive, word

TEXT = f"客户身份证 {ID} 结束\n".encode()
MEMBERS = {"a.txt": b"first", "客户/b.json": b"second", "c.txt": TEXT}
FLAT = {"a.txt": b"first", "c.txt": TEXT}
PARTS = [Part(name.encode(), content) for name, content in MEMBERS.items()]
INTACT = {
    "7z": packed("7zip", MEMBERS),
    "7z solid": seven_zip(MEMBERS),
    "cpio": packed("cpio", MEMBERS),
    "cpio newc": packed("cpio_newc", MEMBERS),
    "ar": packed("ar_svr4", FLAT),
    "cab": cabinet({"客户.txt".encode("gbk"): TEXT, b"b": b"second"}),
    "rar 4": rar4(*PARTS),
    "rar 4 without an end": rar4(*PARTS, with_end=False),
    "rar 5": rar5(*PARTS),
}


@pytest.mark.parametrize("name", INTACT)
def test_members_are_read_by_content_with_their_names(name: str) -> None:
    reading = Reading(INTACT[name])
    assert (reading.verdict, reading.walk.reason) == (InspectionVerdict.INSPECTED, "")
    assert TEXT.decode() in reading.primary
    assert ("客户" in "".join(s.text for s in reading.segments if s.origin == "name")) or name == "ar"
    assert reading.walk.format == name.partition(" ")[0]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(INTACT)), st.data())
def test_no_damage_loses_a_member_silently(name: str, data: st.DataObject) -> None:
    content = bytearray(INTACT[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    assert Reading(bytes(content)).found_or_told(ID) or is_within_the_number(INTACT[name], at)
    assert Reading(bytes(content[:at])).found_or_told(ID) or ID.encode() not in content[:at]


def is_within_the_number(content: bytes, at: int) -> bool:
    """Formats without a check value cannot tell that a stored number is another one now."""
    found = content.find(ID.encode())
    return found >= 0 and found <= at < found + len(ID)


@pytest.mark.parametrize("name", ["7z", "cpio", "cab", "rar 4", "rar 5"])
def test_what_stands_behind_an_archive_is_read(name: str) -> None:
    reading = Reading(INTACT[name] + b"written behind the end")
    assert "written behind the end" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (encrypted_seven_zip(), [["member"], ["member"]]),
        (encrypted_seven_zip(hide_names=True), [[]]),
        (rar4(Part(b"a", TEXT, encrypted=True), Part(b"b", b"in the clear")), [["member"]]),
        (rar4(main_flags=0x80), [[]]),
        (rar5(Part(b"a", TEXT, encrypted=True), Part(b"b", b"in the clear")), [["member"]]),
        (rar5(hidden=True), [[]]),
    ],
)  # fmt: skip
def test_what_is_encrypted_is_named_and_the_rest_is_read(content: bytes, places: list[list[str]]) -> None:
    reading = Reading(content)
    assert [[step.kind for step in part.place] for part in reading.walk.encrypted] == places
    assert {part.strength for part in reading.walk.encrypted} == {"strong"}
    assert reading.walk.reason == f"encrypted:{reading.walk.format}"
    assert ("in the clear" in reading.primary) == (b"in the clear" in content)


def test_an_old_rar_cipher_is_weak() -> None:
    [part] = Reading(rar4(Part(b"a", TEXT, encrypted=True), version=20)).walk.encrypted
    assert part.strength == "weak"


@pytest.mark.parametrize("make", [rar4, rar5])
def test_a_rar_comment_is_read(make: object) -> None:
    assert callable(make)
    reading = Reading(make(comment(TEXT), Part(b"a", b"")))
    assert ID in reading.primary
    assert reading.kinds_of(ID) == {"comment"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rar4(*PARTS, main_flags=1), "multi-volume:rar"),
        (rar4(PARTS[0]._replace(split=True)), "multi-volume:rar"),
        (rar5(*PARTS, volume=True), "multi-volume:rar"),
        (rar5(*PARTS, last=False), "multi-volume:rar"),
        (cabinet({b"a": TEXT}, flags=2), "multi-volume:cab"),
        (INTACT["7z"][:100], "incomplete:7z"),
        (INTACT["ar"][:-10], "malformed:ar"),
    ],
)
def test_what_is_not_all_there_is_told(content: bytes, reason: str) -> None:
    assert Reading(content).walk.reason == reason


@pytest.mark.parametrize("name", ["7z", "rar 4", "rar 5", "cab"])
def test_a_program_that_unpacks_itself_is_both(name: str) -> None:
    reading = Reading(b"MZ" + bytes(500) + INTACT[name])
    assert (reading.walk.format, name.partition(" ")[0] in reading.walk.formats) == ("executable", True)
    assert TEXT.decode() in reading.primary


def test_a_member_is_a_file_of_its_own() -> None:
    reading = Reading(packed("7zip", {"picture.png": word(ID)}))
    assert (reading.verdict, reading.walk.formats >= {"7z", "docx"}) == (InspectionVerdict.INSPECTED, True)
    assert ID in reading.primary


def _table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE t (a)")
    connection.execute("INSERT INTO t VALUES (?)", [TEXT.decode()])


async def test_inside_the_sandbox_every_archive_is_unpacked(tmp_path: Path) -> None:
    made = {**INTACT, "iso": packed("iso9660", FLAT), "tar": tar(FLAT, encoding="gbk")}
    made |= {
        "gzip": gzip.compress(TEXT),
        "bzip2": bz2.compress(TEXT),
        "xz": lzma.compress(TEXT),
        "zstd": zstandard.compress(TEXT),
    }
    made["sqlite"] = database(tmp_path / "a.db", _table)[0]
    async with Pool(picture_workers=0) as pool:
        for name, content in made.items():
            (tmp_path / "file").write_bytes(content)
            with (tmp_path / "file").open("rb") as file:
                answer = await pool.inspect(file.fileno(), name="x", kind="file")
            assert (answer.verdict, answer.reason) == (InspectionVerdict.INSPECTED, ""), name
            assert answer.findings, name


def test_names_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reading = Reading(packed("cpio", {"../../evil": TEXT, "/abs": TEXT}))
    assert reading.primary.count(ID) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_bomb_ends_at_the_ratio_and_what_was_unpacked_is_read() -> None:
    bomb = packed("7zip", {"a": TEXT + b" " * (4 << 20)})
    reading = Reading(bomb, limits=Limits(ratio=1000))
    assert (reading.walk.reason, ID in reading.primary) == ("limit:ratio", True)


def test_the_members_are_counted() -> None:
    many = packed("cpio", {str(number): b"" for number in range(30)})
    assert Reading(many, limits=Limits(members=20)).walk.reason == "limit:members"


WITHOUT_LIBRARY = """
import sys
sys.modules["libarchive"] = None
from inspection import extractor
from inspection.limits import Limits
for line in sys.stdin:
    walk = extractor.new_walk(Limits())
    segments = list(extractor.extract(bytes.fromhex(line), walk))
    print(walk.reason or walk.verdict(had_text=True).value)
"""


def test_without_the_library_archives_are_unsupported_and_tar_and_zip_still_read() -> None:
    files = (INTACT["7z"], INTACT["ar"], tar({"a": b"x"}), archive({"a": b"x"}))
    lines = "\n".join(content.hex() for content in files)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBRARY], input=lines, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["unsupported:7z", "unsupported:ar", "inspected", "inspected"]
