"""Pictures by Pillow: the text beside the pixels is read, and what stands behind the picture."""

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from inspection.errors import BudgetSpent
from inspection.limits import Limits
from inspection.readers.picture import image_metadata
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, archive

NOTE = f"the client of this card has the number {ID} and no other"
TEXT = b"tEXt" + NOTE.encode()
MOBILE = "13800138000"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc>{ID[:6]}<b/>{ID[6:]}</dc></x:xmpmeta>".encode()


def picture(form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, form, **options)
    return buffer.getvalue()


def png(*, packed: bool, international: bool, text: str = NOTE) -> bytes:
    info = PngImagePlugin.PngInfo()
    if international:
        info.add_itxt("Comment", text, "zh", "备注", zip=packed)
    else:
        info.add_text("Comment", text, zip=packed)
    return picture("PNG", pnginfo=info)


def exif(form: str, tag: int, value: str | bytes) -> bytes:
    data = Image.Exif()
    data[tag] = value
    return picture(form, exif=data)


def segment(kind: int, data: bytes) -> bytes:
    return bytes([0xFF, kind]) + (len(data) + 2).to_bytes(2, "big") + data


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def jpeg_with(segments: bytes) -> bytes:
    content = picture("JPEG")
    return content[:2] + segments + content[2:]


PLACES = {
    "PNG text": png(packed=False, international=False),
    "PNG packed text": png(packed=True, international=False),
    "PNG international text": png(packed=False, international=True),
    "PNG packed international text": png(packed=True, international=True),
    "PNG text behind the pixels": picture("PNG")[:-12]
    + len(NOTE).to_bytes(4, "big") + TEXT + zlib.crc32(TEXT).to_bytes(4, "big") + picture("PNG")[-12:],
    "PNG exif": exif("PNG", 0x010E, NOTE),
    "behind a PNG": picture("PNG") + NOTE.encode(),
    "JPEG comment": picture("JPEG", comment=NOTE.encode()),
    "JPEG comment behind fill octets": jpeg_with(b"\xff\xff\xff" + segment(0xFE, NOTE.encode())),
    "JPEG exif": exif("JPEG", 0x010E, NOTE),
    "JPEG exif in UTF-16": exif("JPEG", 0x9C9C, NOTE.encode("utf-16-le")),
    "JPEG IPTC": jpeg_with(segment(0xED, b"Photoshop 3.0\0" + NOTE.encode())),
    "behind a JPEG": picture("JPEG") + NOTE.encode(),
    "GIF comment": picture("GIF", comment=(NOTE + "x" * 400 + MOBILE).encode()),
    "XMP in a JPEG": picture("JPEG", xmp=XMP),
    "WebP exif": exif("WEBP", 0x010E, NOTE),
    "TIFF tag": exif("TIFF", 0x010E, NOTE),
    "XMP in a WebP": picture("WEBP", xmp=XMP),
    "packet of a WebP without a wrapper": picture("WEBP", xmp=NOTE.encode()),
    "PNG chunk of a program": picture("PNG")[:-12] + chunk(b"prVt", NOTE.encode()) + picture("PNG")[-12:],
    "behind a BMP": picture("BMP") + NOTE.encode(),
    "JPEG 2000 box": picture("JPEG2000") + (8 + len(NOTE)).to_bytes(4, "big") + b"xml " + NOTE.encode(),
    "JPEG 2000 last box": picture("JPEG2000") + bytes(4) + b"xml " + NOTE.encode(),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_each_place_of_text_is_read(place: str) -> None:
    reading = Alone(image_metadata.segments, PLACES[place])
    text = ID if place.startswith("XMP") else NOTE
    assert any(text in segment.text and segment.origin == "metadata" for segment in reading.segments)
    assert reading.walk.reason == ""


def test_blocks_of_a_gif_comment_are_joined() -> None:
    """A block has 255 octets at most, and may end within a number."""
    for before in range(len(ID) + 1):
        content = picture("GIF", comment=("x" * (255 - NOTE.index(ID) - before) + NOTE).encode())
        assert ID in Alone(image_metadata.segments, content).text


@pytest.mark.parametrize("behind", [f"<html><p>{ID}</p></html>", f"no. {ID}"])
def test_what_stands_behind_a_gif_is_read(behind: str) -> None:
    frames = picture("GIF", comment=b"x")
    reading = Alone(image_metadata.segments, frames + behind.encode())
    assert ID in reading.text
    assert reading.walk.reason == ""


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_a_gif_without_its_trailer_is_malformed(cut: int) -> None:
    assert Alone(image_metadata.segments, picture("GIF")[:-cut]).walk.reason == "malformed:image"


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_short_and_chinese_comments(charset: str) -> None:
    reading = Alone(image_metadata.segments, picture("JPEG", comment=f"张三 {MOBILE}".encode(charset)))
    assert f"张三 {MOBILE}" in reading.text


@pytest.mark.parametrize("form", ["PNG", "GIF", "BMP", "TIFF", "WEBP", "JPEG"])
def test_a_picture_without_text_yields_none(form: str) -> None:
    assert Alone(image_metadata.segments, picture(form)).text.strip() == ""


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_file_behind_a_picture_is_opened(form: str) -> None:
    reading = Alone(image_metadata.segments, picture(form) + f"<html><p>{ID[:6]}<b>{ID[6:]}".encode())
    assert (reading.kinds_of(ID), reading.walk.reason) == ({"stray"}, "")
    twofold = Alone(image_metadata.segments, picture(form) + archive({"a.txt": ID.encode()}))
    assert (twofold.kinds_of("a.txt"), twofold.walk.reason) == ({"stray"}, "")


def test_a_trailer_of_a_camera_gives_its_strings_and_is_no_damage() -> None:
    reading = Alone(
        image_metadata.segments, picture("JPEG") + b"\0\1\2SEFH\x90\0" + NOTE.encode() + b"\0\xfe"
    )
    assert (reading.kinds_of(ID), reading.walk.reason) == ({"stray"}, "")


def test_a_thumbnail_within_exif_does_not_end_the_picture() -> None:
    data = b"Exif\0\0" + picture("JPEG")
    reading = Alone(image_metadata.segments, jpeg_with(segment(0xE1, data) + segment(0xFE, NOTE.encode())))
    assert NOTE in reading.text


def test_a_damaged_chunk_is_told() -> None:
    content = bytearray(PLACES["PNG text"])
    content[content.index(ID.encode()) + 3] ^= 1
    assert Alone(image_metadata.segments, bytes(content)).walk.reason == "malformed:image"


def test_packed_text_that_does_not_unpack_is_told() -> None:
    content = bytearray(PLACES["PNG packed text"])
    content[content.index(b"zTXt") + 20] ^= 0xFF
    assert Alone(image_metadata.segments, bytes(content)).walk.reason == "malformed:image"


def test_packed_text_counts_against_the_budget() -> None:
    content = png(packed=True, international=False, text="x" * 60_000)
    with pytest.raises(BudgetSpent, match="limit:output"):
        Alone(image_metadata.segments, content, limits=Limits(output=50_000))


def test_packed_text_longer_than_a_window_is_told() -> None:
    data = b"Comment\0\0" + zlib.compress(bytes(5000))
    chunk = len(data).to_bytes(4, "big") + b"zTXt" + data + bytes(4)
    reading = Alone(image_metadata.segments, picture("PNG")[:33] + chunk, limits=Limits(window=1000))
    assert reading.walk.reason == "malformed:image"


@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(sorted(PLACES)), cut=st.integers(0, 1000), flip=st.integers(0, 7999))
def test_damage_is_read_or_told_and_never_trips_the_reader(place: str, cut: int, flip: int) -> None:
    content = bytearray(PLACES[place])
    content[flip // 8 % len(content)] ^= 1 << flip % 8
    reading = Alone(image_metadata.segments, bytes(content[: len(content) * cut // 1000]))
    assert reading.walk.reason in {"", "malformed:image"}


def test_resources_of_a_picture_in_layers() -> None:
    resource = b"8BIM\x04\x04\0\0" + len(NOTE).to_bytes(4, "big") + NOTE.encode()
    content = (
        b"8BPS\0\1"
        + bytes(20)
        + (3).to_bytes(4, "big")
        + b"xyz"
        + len(resource).to_bytes(4, "big")
        + resource
    )
    assert NOTE in Alone(image_metadata.segments, content).text


@pytest.mark.parametrize("charset", ["ascii", "utf-16-be"])
def test_the_text_of_layers(charset: str) -> None:
    layers = bytes(9) + b"TySh" + NOTE.encode(charset) + b")"
    content = b"8BPS\0\1" + bytes(20) + bytes(4) + bytes(4) + len(layers).to_bytes(4, "big") + layers
    assert NOTE in Alone(image_metadata.segments, content).text


def test_remarks_in_a_header_of_text() -> None:
    assert NOTE in Alone(image_metadata.segments, f"P6\n# {NOTE}\n8 8 255\n".encode() + bytes(192)).text


@pytest.mark.parametrize(
    "before",
    [b"\0\0\0\x18ftypheic" + bytes(40) + b"Exif\0\0", b"\0\0\0\x0cjP  \r\n\x87\n" + b"JpgTiffExif->JP2"],
)
def test_exif_within_boxes(before: bytes) -> None:
    data = Image.Exif()
    data[0x010E] = NOTE
    assert NOTE in Alone(image_metadata.segments, before + data.tobytes().removeprefix(b"Exif\0\0")).text
