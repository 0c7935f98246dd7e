"""Property sets: titles, custom properties, links."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.compound import ole_properties
from tests.inspection.samples import ID


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def narrow(text: str, codec: str = "gbk") -> bytes:
    raw = text.encode(codec) + b"\0"
    return struct.pack("<II", 30, len(raw)) + padded(raw)


def unpadded(text: str) -> bytes:
    raw = text.encode("gbk") + b"\0"
    return struct.pack("<II", 30, len(raw)) + raw


def wide(text: str) -> bytes:
    return struct.pack("<II", 31, len(text) + 1) + padded(text.encode("utf-16-le") + b"\0\0")


def property_set(*values: tuple[int, bytes], codepage: int = 936) -> bytes:
    values = ((1, struct.pack("<IHxx", 2, codepage)), *values)
    table, body = b"", b""
    for name, value in values:
        table += struct.pack("<II", name, 8 + 8 * len(values) + len(body))
        body += value
    section = struct.pack("<II", 8 + len(table + body), len(values)) + table + body
    return struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0, 1, 48) + section


def found(data: bytes) -> tuple[str, str]:
    walk = extractor.new_walk(Limits())
    return "\n".join(segment.text for segment in ole_properties.read(data, (), walk)), walk.reason


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (narrow("标题 " + ID), f"标题 {ID}"),
        (wide("标题 " + ID), f"标题 {ID}"),
        (struct.pack("<Iq", 20, 13800138000), "13800138000"),
        (struct.pack("<II", 0x101E, 2) + narrow("甲")[4:] + narrow("乙乙")[4:], "甲\n乙乙"),
        (struct.pack("<II", 0x101E, 2) + unpadded("甲")[4:] + unpadded("乙乙")[4:] + b"\0\0", "甲\n乙乙"),
        (struct.pack("<II", 0x100C, 2) + narrow("丙") + struct.pack("<Ii", 3, 7), "丙\n7"),
        (struct.pack("<II", 0x100C, 2) + unpadded("丙") + struct.pack("<Ii", 3, 7) + b"\0", "丙\n7"),
        (struct.pack("<I", 0x2008) + "类型未知".encode("utf-16-le"), "类型未知"),
        (struct.pack("<II", 65, 36) + "链接里的文字".encode("utf-16-le").ljust(36, b"\0"), "链接里的文字"),
        (struct.pack("<IQ", 64, 1), ""),
    ],
)
def test_values_of_each_type(value: bytes, shown: str) -> None:
    text, reason = found(property_set((2, value)))
    assert shown in text
    assert reason == ""


def test_names_of_custom_properties() -> None:
    name = "客户号".encode("gbk") + b"\0"
    dictionary = struct.pack("<III", 1, 2, len(name)) + name
    text, reason = found(property_set((2, narrow(ID)), (0, padded(dictionary))))
    assert {"客户号", ID} <= set(text.split("\n"))
    assert reason == ""


def test_utf_8_and_utf_16_as_code_pages() -> None:
    assert "标题" in found(property_set((2, narrow("标题", "utf-8")), codepage=65001))[0]
    raw = "标题".encode("utf-16-le") + b"\0\0"
    assert (
        "标题" in found(property_set((2, struct.pack("<II", 30, len(raw)) + padded(raw)), codepage=1200))[0]
    )


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_damage_is_told_or_does_no_harm(data: st.DataObject) -> None:
    content = bytearray(property_set((2, narrow(f"card {ID}"))))
    start = content.find(ID.encode())
    at = data.draw(st.integers(0, len(content) - 1).filter(lambda at: not start <= at < start + 18))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    text, reason = found(bytes(content))
    assert ID in text or reason


@pytest.mark.parametrize("kind", [0x101E, 0x1000, 0x1003, 0x100C])
def test_values_that_overlap_or_have_no_size_are_no_bomb(kind: int) -> None:
    vector = struct.pack("<II", kind, 0xFFFFFF) + struct.pack("<I", 4) * 2000
    assert found(property_set((2, vector)))[1] == "malformed:properties"
