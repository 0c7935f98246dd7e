"""One loop over the decoders: bounded pieces, exact ends, no decoder's own errors."""

import bz2
import lzma
import os
import zlib

import pytest

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.archive import compressed_streams
from inspection.readers.archive.compressed_streams import PIECE, Inflate, run

RANDOM = os.urandom(100_000)
BLANK = bytes(500_000)


@pytest.mark.parametrize("data", [b"", b"text", RANDOM, BLANK])
def test_pieces_are_bounded_and_the_end_is_exact(data: bytes) -> None:
    for packed, decoder in (
        (zlib.compress(data), Inflate(zlib.MAX_WBITS)),
        (bz2.compress(data), bz2.BZ2Decompressor()),
        (lzma.compress(data), lzma.LZMADecompressor()),
    ):
        unpacked = list(run(decoder, b"before" + packed + b"behind", 6, "x"))
        assert b"".join(each.octets for each in unpacked) == data
        assert max(len(each.octets) for each in unpacked) <= PIECE
        assert max(each.end for each in unpacked) == 6 + len(packed)


def test_a_stream_is_not_read_beyond_its_limit() -> None:
    packed = zlib.compress(RANDOM)
    with pytest.raises(Unreadable, match="malformed:x"):
        list(run(Inflate(zlib.MAX_WBITS), packed, 0, "x", len(packed) - 1))


@pytest.mark.parametrize("damage", [b"", b"\xff\xff\xff\xff"])
def test_a_cut_or_damaged_stream_is_malformed(damage: bytes) -> None:
    for packed, decoder in (
        (zlib.compress(RANDOM), Inflate(zlib.MAX_WBITS)),
        (bz2.compress(RANDOM), bz2.BZ2Decompressor()),
        (lzma.compress(RANDOM), lzma.LZMADecompressor()),
    ):
        with pytest.raises(Unreadable, match="malformed:x"):
            list(run(decoder, packed[:-20] + damage * 5 * bool(damage), 0, "x"))


def test_padding_between_xz_streams_belongs_to_them() -> None:
    content = lzma.compress(b"one ") + bytes(8) + lzma.compress(b"two") + bytes(4)
    unpacked = list(compressed_streams.xz(content + b"\0\0", extractor.new_walk(Limits())))
    assert b"".join(each.octets for each in unpacked) == b"one two"
    assert max(each.end for each in unpacked) == len(content)
