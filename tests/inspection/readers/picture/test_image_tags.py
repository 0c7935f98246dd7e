"""Text in EXIF written by Pillow, and in a directory made to the specification."""

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from inspection.readers.picture import image_tags
from tests.inspection.samples import ID

GPS_AREA = 28


def exif(tag: int, value: str | bytes) -> bytes:
    data = Image.Exif()
    data[tag] = value
    return data.tobytes().removeprefix(b"Exif\0\0")


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("value", [b"abc", ID.encode(), "张三".encode("gbk")])
def test_short_and_long_values_in_both_orders(order: str, value: bytes) -> None:
    held = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(order + "I", 26)
    entry = struct.pack(order + "HHI", 0x010E, 2, len(value)) + held
    data = struct.pack(order + "2sHI", b"II" if order == "<" else b"MM", 42, 8)
    data += struct.pack(order + "H", 1) + entry + bytes(4) + value
    assert list(image_tags.texts(data)) == [(value, "")]


def test_titles_of_windows_and_user_comments() -> None:
    assert list(image_tags.texts(exif(0x9C9B, f"证{ID}".encode("utf-16-le")))) == [
        (f"证{ID}".encode("utf-16-le"), "utf-16-le")
    ]
    comment = Image.Exif()
    comment.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + ID.encode("utf-16-le")
    assert (ID.encode("utf-16-le"), "utf-16-le") in image_tags.texts(comment.tobytes()[6:])


def test_directories_within_and_pages_behind() -> None:
    data = Image.Exif()
    data.get_ifd(0x8825)[GPS_AREA] = b"ASCII\0\0\0" + ID.encode()
    assert any(ID.encode() in value for value, _ in image_tags.texts(data.tobytes()[6:]))
    buffer = io.BytesIO()
    pages = [Image.new("L", (8, 8)) for _ in range(2)]
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[0x010E] = ID
    pages[1].encoderinfo = {"tiffinfo": tags}
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    assert any(ID.encode() in value for value, _ in image_tags.texts(buffer.getvalue()))


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=200), order=st.sampled_from([b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"]))
def test_damage_ends_the_list(data: bytes, order: bytes) -> None:
    assert sum(len(value) for value, _ in image_tags.texts(order + data)) <= 2000 * len(order + data)


def test_user_comments_are_read_in_both_orders() -> None:
    comment = Image.Exif()
    comment.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "证".encode("utf-16-be")
    found = [value.decode(name) for value, name in image_tags.texts(comment.tobytes()[6:]) if name]
    assert "证" in found


@pytest.mark.parametrize("kind", [1, 4, 7])
def test_press_captions_in_a_tag_of_any_type(kind: int) -> None:
    size = 1 if kind != 4 else 4
    entry = struct.pack("<HHII", 0x83BB, kind, 32 // size, 26)
    data = struct.pack("<2sHIH", b"II", 42, 8, 1) + entry + bytes(4) + ID.encode().ljust(32, b"\0")
    assert [value for value, _ in image_tags.texts(data)] == [ID.encode()]
