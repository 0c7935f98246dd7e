"""Fonts: the strings that a font carries, whatever draws them."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont, newTable

from inspection.readers.picture import font
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import FONT, ID, Reading


def sfnt(tables: dict[bytes, bytes]) -> bytes:
    """A font of these tables."""
    offset = 12 + 16 * len(tables)
    directory, bodies = b"\0\1\0\0" + struct.pack(">HHHH", len(tables), 0, 0, 0), b""
    for tag, data in tables.items():
        directory += struct.pack(">4sIII", tag, 0, offset + len(bodies), len(data))
        bodies += data
    return directory + bodies


def names(text: str, platform: int = 3) -> bytes:
    data = text.encode("latin-1" if platform == 1 else "utf-16-be")
    return struct.pack(">HHH", 0, 1, 18) + struct.pack(">6H", platform, 1, 0, 0, len(data), 0) + data


def test_the_names_of_a_real_font() -> None:
    reading = Reading(Path(FONT).read_bytes())
    assert "DejaVu Sans" in reading.text
    assert (reading.walk.format, reading.walk.reason, reading.walk.unread) == ("font", "", {"font"})


@pytest.mark.parametrize("flavor", [None, "woff"])
def test_a_number_written_into_a_font(flavor: str | None) -> None:
    with TTFont(FONT) as source:
        source["name"].setName(f"no {ID} " * 9, 0, 3, 1, 0x409)
        table = newTable("Hide")
        table.data = f"in-table {ID}".encode()
        source["Hide"] = table
        source.flavor = flavor
        buffer = io.BytesIO()
        for tag in ("glyf", "loca", "GSUB", "GPOS"):  # what is drawn has no part in it
            source.reader.tables.pop(tag, None)
            source.tables.pop(tag, None)
        source.save(buffer)
    text = Reading(buffer.getvalue()).text
    assert f"no {ID}" in text
    assert f"in-table {ID}" in text


@pytest.mark.parametrize("platform", [0, 1, 3])
def test_names_of_each_platform(platform: int) -> None:
    assert ID in Alone(font.read, sfnt({b"name": names(ID, platform)})).text


def test_the_first_font_of_a_collection() -> None:
    head = b"ttcf" + struct.pack(">III", 0x10000, 1, 16)
    moved = struct.pack(">4sIII", b"name", 0, 44, len(names(ID)))
    assert (
        ID in Alone(font.read, head + b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + moved + names(ID)).text
    )


def test_a_bare_compact_font() -> None:
    """A header, and the index of names: count, width of offsets, offsets, text."""
    name = f"no-{ID}".encode()
    reading = Reading(b"\1\0\4\1" + b"\0\1\1\1" + bytes([1 + len(name)]) + name + bytes(range(200, 256)))
    assert (reading.walk.format, reading.walk.reason) == ("font", "")
    assert f"no-{ID}" in reading.text


def test_a_packed_table() -> None:
    packed = zlib.compress(names(ID))
    head = b"wOFF" + bytes(8) + struct.pack(">H", 1) + bytes(30)
    entry = struct.pack(">4sIIII", b"name", 64, len(packed), len(names(ID)) + 50, 0)
    assert ID in Alone(font.read, head + entry + packed).text


@pytest.mark.parametrize(
    "content", [b"\0\1\0\0\0", b"\0\1\0\0\0\x05" + bytes(9), b"wOFF" + bytes(9), b"ttcf" + bytes(2)]
)
def test_a_damaged_font_is_told(content: bytes) -> None:
    assert Alone(font.read, content).walk.reason == "malformed:font"
