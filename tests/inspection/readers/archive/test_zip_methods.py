"""Compression methods of ZIP, each by a writer that knows it."""

import bz2
import lzma
import random
import struct
import zlib

import pyppmd
import pytest
import zstandard

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.archive import zip_methods
from inspection.readers.archive.zip_methods import Packed

TEXT = b"some text that is packed, " * 40
LARGE = random.Random(1).randbytes(50_000) * 3  # the same in every run: pyppmd spoils one in some hundred


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def lzma_of_zip(data: bytes, *, end_marker: bool = True, dictionary: int = 1 << 16) -> bytes:
    chain = [{"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": 3, "lp": 0, "pb": 2}]
    packed = lzma.compress(data, lzma.FORMAT_RAW, filters=chain)
    return struct.pack("<HHBI", 9, 5, 93, dictionary) + (packed if end_marker else packed[:-6])


def ppmd(data: bytes) -> bytes:
    order, memory = 6, 16
    packer = pyppmd.Ppmd8Encoder(order, memory << 20, 0)
    return struct.pack("<H", order - 1 | memory - 1 << 4) + packer.encode(data) + packer.flush()


METHODS = {
    0: bytes, 8: deflate, 12: bz2.compress, 14: lzma_of_zip, 93: zstandard.compress, 95: lzma.compress, 98: ppmd,
}  # fmt: skip


def unpack(method: int, body: bytes, data: bytes, **limits: int) -> bytes:
    size = len(data)
    header = (
        struct.pack("<4sHHHIIIIHH", b"PK\3\4", 63, 0, method, 0, zlib.crc32(data), len(body), size, 1, 0)
        + b"a"
    )
    content = b"before" + header + body + b"behind"
    packed = Packed(method, 6, 6 + len(header), 6 + len(header) + len(body), size)
    walk = extractor.new_walk(Limits(**limits))  # type: ignore[arg-type]
    return b"".join(zip_methods.unpack(content, packed, walk))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", [b"", TEXT, LARGE])
def test_each_method(method: int, data: bytes) -> None:
    assert unpack(method, METHODS[method](data), data) == data


@pytest.mark.parametrize("method", [8, 12, 14, 93, 95])
def test_a_cut_stream_is_malformed(method: int) -> None:
    body = METHODS[method](LARGE)
    with pytest.raises(Unreadable, match="malformed"):
        unpack(method, body[: len(body) // 2], LARGE)


@pytest.mark.parametrize("method", [8, 12, 95])
def test_octets_behind_the_end_of_a_stream_are_malformed(method: int) -> None:
    with pytest.raises(Unreadable, match="malformed:zip"):
        unpack(method, METHODS[method](TEXT) + b"more", TEXT)


@pytest.mark.parametrize("method", [1, 6, 9, 99, 1000])
def test_other_methods_are_told(method: int) -> None:
    with pytest.raises(Unreadable, match="unsupported:zip-method"):
        unpack(method, TEXT, TEXT)


def test_a_dictionary_beyond_the_limit_is_refused() -> None:
    for body in (lzma_of_zip(TEXT), lzma_of_zip(TEXT)[:2], b"\0\0\5\0\xff\0\0\1\0"):
        with pytest.raises(Unreadable, match=r"limit:dictionary|malformed:zip"):
            unpack(14, body, TEXT, dictionary=1 << 12)
