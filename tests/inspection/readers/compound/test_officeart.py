"""Pictures inside drawings of office files."""

import struct
import zlib

import pytest

from inspection import extractor
from inspection.limits import Limits
from inspection.readers.compound import officeart
from tests.inspection.samples import ID

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rtEXtCard\0" + b"123456789" + bytes(4)


def blip(kind: int, instance: int, body: bytes) -> bytes:
    return struct.pack("<HHI", instance << 4, kind, len(body)) + body


def metafile(data: bytes, *, packed: bool = True) -> bytes:
    body = zlib.compress(data) if packed else data
    header = struct.pack("<I24xIBB", len(data), len(body), 0 if packed else 0xFE, 0xFE)
    return blip(0xF01A, 0x3D4, bytes(16) + header + body)


def found(data: bytes, limits: Limits | None = None) -> tuple[list[bytes], str]:
    walk = extractor.new_walk(limits or Limits())
    return [picture.data for picture in officeart.pictures(data, walk)], walk.reason


@pytest.mark.parametrize(("instance", "identifiers"), [(0x6E0, 16), (0x6E1, 32)])
def test_a_bitmap_behind_one_or_two_identifiers(instance: int, identifiers: int) -> None:
    drawing = b"xx" + blip(0xF01E, instance, bytes(identifiers) + b"\xff" + PNG) + b"yy"
    assert found(drawing) == ([PNG], "")


@pytest.mark.parametrize("packed", [False, True])
def test_a_metafile_is_unpacked(packed: bool) -> None:
    assert found(metafile(b"record" * 50, packed=packed)) == ([b"record" * 50], "")


def test_a_bitmap_without_file_header_gets_one() -> None:
    dib = struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 8, 0, 0, 0, 0, 2, 0) + bytes(8 + 4)
    (picture,), _ = found(blip(0xF01F, 0x7A8, bytes(17) + dib))
    assert picture[:2] == b"BM"
    assert struct.unpack_from("<I", picture, 10) == (14 + 40 + 8,)


def test_text_of_a_metafile_and_around_pictures_is_read() -> None:
    walk = extractor.new_walk(Limits())
    data = metafile(f"in-metafile {ID}".encode("utf-16-le")) + b"in-shape-name"
    text = "\n".join(s.text for s in officeart.segments(data, (), walk))
    assert f"in-metafile {ID}" in text
    assert "in-shape-name" in text
    assert walk.unread == {"image"}


def test_what_is_cut_off_or_a_bomb_is_told() -> None:
    assert found(blip(0xF01E, 0x6E0, bytes(17) + PNG)[:-5])[1] == "malformed:picture"
    assert found(metafile(b"x" * 3000)[:-9])[1] == "malformed:picture"
    bomb = metafile(bytes(1 << 20))
    assert found(bomb, Limits(ratio=10, ratio_floor=1000))[1] == "limit:ratio"
