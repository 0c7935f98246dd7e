"""Pictures by Pillow: the text beside the pixels is read, the pixels are named as unread."""

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from inspection.errors import BudgetSpent
from inspection.limits import Limits
from inspection.readers import image
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID

NOTE = f"the client of this card has the number {ID} and no other"
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


def jpeg_with(segments: bytes) -> bytes:
    content = picture("JPEG")
    return content[:2] + segments + content[2:]


PLACES = {
    "PNG text": png(packed=False, international=False),
    "PNG packed text": png(packed=True, international=False),
    "PNG international text": png(packed=False, international=True),
    "PNG packed international text": png(packed=True, international=True),
    "PNG text behind the pixels": picture("PNG")[:-12]
    + len(NOTE).to_bytes(4, "big") + b"tEXt" + NOTE.encode() + bytes(4) + picture("PNG")[-12:],
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
    "XMP in a WebP": picture("WEBP", xmp=XMP),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_each_place_of_text_is_read(place: str) -> None:
    reading = Alone(image.read, PLACES[place])
    text = ID if place.startswith("XMP") else NOTE
    assert any(text in segment.text and segment.origin == "metadata" for segment in reading.segments)
    assert reading.walk.unread == {"image"}
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_blocks_of_a_gif_comment_are_joined() -> None:
    """A block has 255 octets at most, and may end within a number."""
    for before in range(len(ID) + 1):
        content = picture("GIF", comment=("x" * (255 - NOTE.index(ID) - before) + NOTE).encode())
        assert ID in Alone(image.read, content).text


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_short_and_chinese_comments(charset: str) -> None:
    reading = Alone(image.read, picture("JPEG", comment=f"张三 {MOBILE}".encode(charset)))
    assert f"张三 {MOBILE}" in reading.text


def test_a_picture_without_text_is_unread_all_the_same() -> None:
    for form in ("PNG", "GIF", "BMP", "TIFF", "WEBP"):
        reading = Alone(image.read, picture(form))
        assert (reading.text.strip(), reading.walk.unread) == ("", {"image"})


def test_packed_text_that_does_not_unpack_is_told() -> None:
    content = bytearray(PLACES["PNG packed text"])
    content[content.index(b"zTXt") + 20] ^= 0xFF
    assert Alone(image.read, bytes(content)).walk.reason == "malformed:image"


def test_packed_text_counts_against_the_budget() -> None:
    content = png(packed=True, international=False, text="x" * 60_000)
    with pytest.raises(BudgetSpent, match="limit:output"):
        Alone(image.read, content, limits=Limits(output=50_000))


def test_packed_text_longer_than_a_window_is_told() -> None:
    data = b"Comment\0\0" + zlib.compress(bytes(5000))
    chunk = len(data).to_bytes(4, "big") + b"zTXt" + data + bytes(4)
    reading = Alone(image.read, picture("PNG")[:33] + chunk, limits=Limits(window=1000))
    assert reading.walk.reason == "malformed:image"


@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(sorted(PLACES)), cut=st.integers(0, 1000), flip=st.integers(0, 7999))
def test_damage_is_read_or_told_and_never_trips_the_reader(place: str, cut: int, flip: int) -> None:
    content = bytearray(PLACES[place])
    content[flip // 8 % len(content)] ^= 1 << flip % 8
    reading = Alone(image.read, bytes(content[: len(content) * cut // 1000]))
    assert reading.walk.unread == {"image"}
    assert reading.walk.reason in {"", "malformed:image"}
