"""gzip headers: each optional field, and members one after another."""

import gzip
import io

import pytest

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.archive import compressed_gzip

FIXED = b"\x1f\x8b\x08%c\0\0\0\0\0\3"


@pytest.mark.parametrize(
    ("flags", "fields", "texts"),
    [
        (0, b"", []),
        (0x04, b"\5\0extra", [b"extra"]),
        (0x08, b"name\0", [b"name"]),
        (0x10, b"comment\0", [b"comment"]),
        (0x1E, b"\5\0extraname\0comment\0\0\0", [b"extra", b"name", b"comment"]),
    ],
)
def test_each_text_of_a_header(flags: int, fields: bytes, texts: list[bytes]) -> None:
    assert list(compressed_gzip.texts(FIXED % flags + fields + b"content")) == texts


def test_a_name_without_an_end_is_malformed() -> None:
    with pytest.raises(Unreadable, match="malformed:gzip"):
        list(compressed_gzip.texts(FIXED % 8 + b"name"))


def test_all_members_and_where_the_last_one_ends() -> None:
    buffer = io.BytesIO()
    with gzip.GzipFile("first.txt", "wb", fileobj=buffer) as target:
        target.write(b"one ")
    content = buffer.getvalue() + gzip.compress(b"two") + bytes(5)
    unpacked = list(compressed_gzip.unpack(content + b"x", extractor.new_walk(Limits())))
    assert b"".join(each.octets for each in unpacked) == b"one two"
    assert [each.text for each in unpacked if each.text] == [b"first.txt"]
    assert max(each.end for each in unpacked) == len(content)


@pytest.mark.parametrize("damage", [-1, -5])
def test_a_wrong_size_or_check_value_is_malformed(damage: int) -> None:
    content = bytearray(gzip.compress(b"text"))
    content[damage] ^= 1
    with pytest.raises(Unreadable, match="malformed:gzip"):
        list(compressed_gzip.unpack(bytes(content), extractor.new_walk(Limits())))
