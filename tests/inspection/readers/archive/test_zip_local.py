"""Local headers of a ZIP archive and their extra fields."""

import struct

import pytest

from inspection.readers.archive import zip_local
from tests.inspection.samples import archive

FIELDS = struct.Struct("<4sHHHIIIIHH")


def header(packed: int, size: int, extra: bytes = b"", name: bytes = b"name") -> bytes:
    return FIELDS.pack(b"PK\3\4", 45, 0, 8, 0, 7, packed, size, len(name), len(extra)) + name + extra


def test_the_header_that_a_writer_wrote() -> None:
    content = archive({"客户.txt": b"text" * 9})
    local = zip_local.header(content, 0)
    assert local is not None
    assert (local.name.decode(), local.method, local.size) == ("客户.txt", 8, 36)
    assert content[local.data + local.packed :].startswith(b"PK\1\2")


@pytest.mark.parametrize(
    ("extra", "sizes"),
    [
        (struct.pack("<HHQQ", 1, 16, 5 << 32, 6 << 32), (5 << 32, 6 << 32)),
        (struct.pack("<HHIHHQQ", 0x5455, 4, 0, 1, 16, 3, 4), (3, 4)),
        (struct.pack("<HHQ", 1, 8, 3), (-1, -1)),
        (b"", (-1, -1)),
    ],
)
def test_sizes_beyond_32_bits_stand_in_an_extra_field(extra: bytes, sizes: tuple[int, int]) -> None:
    local = zip_local.header(header(0xFFFFFFFF, 0xFFFFFFFF, extra), 0)
    assert local is not None
    assert (local.size, local.packed) == sizes


@pytest.mark.parametrize("content", [b"", b"PK\3\4short", b"PK\1\2" + bytes(60)])
def test_what_is_no_header(content: bytes) -> None:
    assert zip_local.header(content, 0) is None


def test_fields_one_after_another_and_a_cut_one() -> None:
    extra = struct.pack("<HH3sHH", 1, 3, b"abc", 2, 0) + struct.pack("<HH2s", 3, 9, b"de")
    assert list(zip_local.fields(extra)) == [(1, b"abc"), (2, b""), (3, b"de")]
