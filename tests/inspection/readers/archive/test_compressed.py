"""Compressed streams: the content as the file it is, and every text beside it."""

import bz2
import gzip
import lzma
import subprocess
import zlib

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection import bombs
from tests.inspection.readers.archive.test_tar_archive import tar
from tests.inspection.readers.packed import packed
from tests.inspection.samples import ID, Reading, word

TEXT = f"客户身份证 {ID} 结束\n".encode() * 3
PACKED = {
    "gzip": gzip.compress(TEXT),
    "zlib": zlib.compress(TEXT),
    "bzip2": bz2.compress(TEXT),
    "xz": lzma.compress(TEXT),
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress(TEXT),
    "lz4": subprocess.run(["lz4", "-c"], input=TEXT, capture_output=True, check=True).stdout,
}


@pytest.mark.parametrize("name", PACKED)
def test_the_content_is_read(name: str) -> None:
    reading = Reading(PACKED[name])
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, name)
    assert reading.primary.count(ID) == 3


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_the_content_is_a_file_of_its_own(pack: object) -> None:
    assert callable(pack)
    reading = Reading(pack(tar({"a.docx": word(ID)})))
    assert (reading.verdict, ID in reading.primary) == (InspectionVerdict.INSPECTED, True)


@pytest.mark.parametrize("name", ["compress", "lzip"])
def test_older_formats_are_unpacked_too(name: str) -> None:
    reading = Reading(packed("ustar", {"a.txt": TEXT}, name))
    assert (reading.verdict, reading.walk.formats) == (InspectionVerdict.INSPECTED, {name, "tar", "text"})
    assert reading.primary.count(ID) == 3


@pytest.mark.parametrize("name", ["gzip", "bzip2", "xz", "zstd"])
def test_streams_one_after_another_are_one_content_and_other_octets_another(name: str) -> None:
    half = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress, "zstd": zstandard.compress}[
        name
    ]
    reading = Reading(half(ID[:9].encode()) + half(ID[9:].encode()) + b"behind the streams")
    assert ID in reading.primary
    assert "behind the streams" in reading.primary
    assert reading.verdict is InspectionVerdict.INSPECTED


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.data())
def test_no_damage_loses_the_content_silently(name: str, data: st.DataObject) -> None:
    content = bytearray(PACKED[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    assert Reading(bytes(content)).found_or_told(ID)
    assert Reading(PACKED[name][: max(at, 12)]).found_or_told(ID)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bombs.gzipped(8 << 20), "limit:ratio"),
        (bombs.xz(32 << 20), "limit:ratio"),
        (bombs.bzip2(32 << 20), "limit:ratio"),
        (bombs.zstd_repeated(8 << 20), "limit:ratio"),
        (bombs.zstd_window(), "limit:dictionary"),
    ],
)
def test_bombs_end_at_the_limit(content: bytes, reason: str) -> None:
    assert Reading(content).walk.reason == reason


def test_a_dictionary_beyond_the_limit_is_refused() -> None:
    content = lzma.compress(TEXT, preset=6)
    assert Reading(content, limits=Limits(dictionary=1 << 20)).walk.reason == "limit:dictionary"


def test_names_and_comments_of_a_gzip_header_are_metadata() -> None:
    packer = zlib.compressobj(wbits=-15)
    header = b"\x1f\x8b\x08\x18\0\0\0\0\0\3" + "客户.txt".encode("gbk") + b"\0a comment\0"
    tail = zlib.crc32(TEXT).to_bytes(4, "little") + len(TEXT).to_bytes(4, "little")
    reading = Reading(header + packer.compress(TEXT) + packer.flush() + tail)
    texts = [segment.text for segment in reading.segments if segment.origin == "metadata"]
    assert (texts, reading.walk.reason) == (["客户.txt", "a comment"], "")
