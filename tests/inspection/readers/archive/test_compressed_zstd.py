"""Zstandard frames by their headers: where they end, what they skip, how much memory they want."""

import os

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.archive import compressed_zstd
from inspection.readers.archive.compressed_streams import Unpacked

RANDOM = os.urandom(300_000)


def unpack(content: bytes, **limits: int) -> list[Unpacked]:
    return list(compressed_zstd.unpack(content, extractor.new_walk(Limits(**limits))))  # type: ignore[arg-type]


@pytest.mark.parametrize("checksum", [True, False])
@pytest.mark.parametrize("data", [b"", b"text", RANDOM, bytes(500_000)])
def test_content_and_exact_end(data: bytes, checksum: bool) -> None:
    content = zstandard.ZstdCompressor(write_checksum=checksum).compress(data)
    unpacked = unpack(content + b"behind")
    assert b"".join(each.octets for each in unpacked) == data
    assert max(each.end for each in unpacked) == len(content)


def test_a_skippable_frame_is_a_text_beside_the_content() -> None:
    frame = zstandard.compress(b"text")
    unpacked = unpack(b"\x5f\x2a\x4d\x18\5\0\0\0words" + frame)
    assert [each.text for each in unpacked if each.text] == [b"words"]
    assert b"".join(each.octets for each in unpacked) == b"text"
    with pytest.raises(Unreadable, match="malformed:zstd"):
        unpack(b"\x50\x2a\x4d\x18\xff\0\0\0words")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_a_cut_frame_is_malformed(cut: int) -> None:
    content = zstandard.ZstdCompressor(write_checksum=True).compress(RANDOM[:10_000])
    with pytest.raises(Unreadable, match="malformed:zstd"):
        unpack(content[: max(len(content) - 1 - cut, 4)])


def test_a_window_beyond_the_limit_is_refused() -> None:
    stream = zstandard.ZstdCompressor(compression_params=zstandard.ZstdCompressionParameters(window_log=24))
    packer = stream.compressobj()
    content = packer.compress(b"text") + packer.flush()
    assert unpack(content)[0].octets == b"text"
    with pytest.raises(Unreadable, match="limit:dictionary"):
        unpack(content, dictionary=1 << 20)
