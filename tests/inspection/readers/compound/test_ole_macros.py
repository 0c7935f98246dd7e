"""Macros: source and compiled form of every module."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.errors import Unreadable
from inspection.limits import Limits
from inspection.readers.compound import ole_macros
from policies.inspected import InspectionVerdict
from tests.inspection.readers.compound.storages import storages
from tests.inspection.samples import ID, Reading


def packed(data: bytes) -> bytes:
    """A compressed container of literals ([MS-OVBA] 2.4.1)."""
    out = b"\1"
    for start in range(0, len(data), 3000):
        piece = data[start : start + 3000]
        body = b"".join(b"\0" + piece[at : at + 8] for at in range(0, len(piece), 8))
        out += struct.pack("<H", 0xB000 | len(body) - 1) + body
    return out


def directory(name: str, offset: int, codepage: int = 936) -> bytes:
    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HI", kind, len(data)) + data

    raw = name.encode("gbk")
    return (
        record(3, struct.pack("<H", codepage))
        + struct.pack("<HIIH", 9, 4, 1, 1)
        + record(0x1A, raw)
        + record(0x32, name.encode("utf-16-le"))
        + record(0x31, struct.pack("<I", offset))
        + record(0x10, b"")
    )


def project(module: bytes, *, name: str = "模块1", offset: int = 0) -> Reading:
    streams = {"dir": packed(directory(name, offset)), name: module, "_VBA_PROJECT": b"\xcc\x61"}
    return Reading(storages({"Macros": {"VBA": streams, "PROJECT": b"ID=x"}}))


def test_source_and_compiled_strings() -> None:
    compiled = b"\1\2" + f"compiled {ID[:9]}".encode()
    source = f"Attribute VB_Name\r\n' 客户 {ID}\r\n".encode("gbk")
    reading = project(compiled + packed(source), offset=len(compiled))
    assert f"客户 {ID}" in reading.primary
    assert f"compiled {ID[:9]}" in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_a_module_that_does_not_unpack_is_told_and_searched() -> None:
    reading = project(b"\7" + f"card {ID}".encode())
    assert reading.walk.reason == "malformed:vba"
    assert ID in reading.text


def unpacked(data: bytes, limits: Limits | None = None) -> bytes:
    return ole_macros.decompressed(data, extractor.new_walk(limits or Limits()))


def test_the_example_of_the_specification() -> None:
    """[MS-OVBA] 3.2.2."""
    container = bytes.fromhex(
        "012fb00023616161626364658266007061676869 6a013808616b6c00306d6e6f70067102700410727374757610 7778797a003c"
    )
    assert unpacked(container) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=9000))
def test_literals_come_back(data: bytes) -> None:
    assert unpacked(packed(data)) == data


@pytest.mark.parametrize("data", [b"", b"\0", b"\1\xff\x3f", b"\1\2\xb0\1\0\0"])
def test_what_is_no_container_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable):
        unpacked(data)


def test_a_bomb_is_told() -> None:
    chunk = b"\2\0\xfc\x0f"  # one literal, and a copy of it 4,095 times over
    bomb = b"\1" + (struct.pack("<H", 0xB000 | len(chunk) - 1) + chunk) * 100
    with pytest.raises(Unreadable, match="limit:ratio"):
        unpacked(bomb, Limits(ratio=2, ratio_floor=100))
