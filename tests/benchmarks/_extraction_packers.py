"""Archives and pictures: zipfile, tarfile, libarchive, the standard library's compressors, Pillow, zxing-cpp."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from functools import partial

import libarchive
import zstandard
import zxingcpp
from _extraction_mail import message, text
from _extraction_source import Source
from _extraction_writers import Writer, sheets, word
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
_COMPRESSORS: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.ZstdCompressor().compress,
}  # fmt: skip


def _members(source: Source) -> dict[str, bytes]:
    """Return a document, a workbook, a mail and a text, with one number each, and one in a name."""
    members = {}
    writers = (("a.docx", word), ("b.xlsx", sheets), ("c.eml", message), ("d.txt", text))
    for number, (name, write) in enumerate(writers):
        inner = source.inner(2 + number)
        members[name] = write(inner)
        source.plants |= {f"{name}: {place}": value for place, value in inner.plants.items()}
    members[f"{source.plant('name of a member')}.txt"] = "\n".join(source.paragraphs).encode() * 4
    return members


Packer = Callable[[Mapping[str, bytes]], bytes]


def _zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in members.items():
            target.writestr(name, content)
        target.comment = comment
    return buffer.getvalue()


def _tar(members: Mapping[str, bytes], filtered: str = "") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{filtered}") as target:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def _by_libarchive(members: Mapping[str, bytes], form: str) -> bytes:
    pieces: list[bytes] = []

    def keep(data: object) -> int:
        pieces.append(bytes(data))  # type: ignore[call-overload]
        return len(pieces[-1])

    with libarchive.custom_writer(keep, form) as target:
        for name, content in members.items():
            target.add_file_from_memory(name, len(content), content)
    return b"".join(pieces)


PACKED: Mapping[str, Packer] = {
    "zip": _zip,
    "tar": _tar,
    "tar.gz": partial(_tar, filtered="gz"),
    "tar.bz2": partial(_tar, filtered="bz2"),
    "tar.xz": partial(_tar, filtered="xz"),
    "7z": partial(_by_libarchive, form="7zip"),
    "iso": partial(_by_libarchive, form="iso9660"),
    "cpio": partial(_by_libarchive, form="cpio"),
}


def _archiver(form: str) -> Writer:
    return lambda source: PACKED[form](_members(source))


def zipped(source: Source) -> bytes:
    members = _members(source)
    comment = source.plant("comment").encode()
    return _zip(members, zipfile.ZIP_DEFLATED if source.serial % 4 else zipfile.ZIP_LZMA, comment)


def nested(source: Source) -> bytes:
    return _zip({"inner.tar.gz": _tar(_members(source), "gz")})


def _compressor(name: str) -> Writer:
    return lambda source: _COMPRESSORS[name](text(source))


def picture(source: Source) -> Image.Image:
    """A form of eight lines, as a screenshot would show it."""
    image = Image.new("RGB", (900, 420), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(CJK, 26)
    lines = [
        "客户信息登记表",
        "姓名 张三",
        f"身份证号 {source.plant('pixels')}",
        "地址 北京市东城区",
        "Account manager copy",
    ]
    for number, line in enumerate(lines):
        draw.text((40, 40 + number * 60), line, fill="black", font=font)
    return image


def _drawn(form: str) -> Writer:
    def write(source: Source) -> bytes:
        buffer = io.BytesIO()
        options: dict[str, object] = {}
        image = picture(source)
        if form == "PNG":
            options["pnginfo"] = PngImagePlugin.PngInfo()
            options["pnginfo"].add_itxt("Comment", source.plant("metadata"))  # type: ignore[attr-defined]
        if form in ("JPEG", "WEBP", "TIFF"):
            tags = Image.Exif()
            tags[0x010E] = source.plant("metadata")  # ImageDescription
            options["exif"] = tags
        image.save(buffer, form, quality=90, **options)
        return buffer.getvalue()

    return write


def code(source: Source) -> bytes:
    barcode = zxingcpp.create_barcode(f"ID {source.plant('code')}", zxingcpp.BarcodeFormat.QRCode)
    buffer = io.BytesIO()
    Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=4)).save(buffer, "PNG")
    return buffer.getvalue()


ARCHIVES: Mapping[str, tuple[str, Writer]] = {
    "zip": ("zipfile", zipped),
    "nested": ("zipfile, tarfile", nested),
    **{form: ("tarfile", _archiver(form)) for form in ("tar", "tar.gz", "tar.bz2", "tar.xz")},
    **{form: ("libarchive", _archiver(form)) for form in ("7z", "iso", "cpio")},
    **{name: (name, _compressor(name)) for name in _COMPRESSORS},
}
PICTURES: Mapping[str, tuple[str, Writer]] = {
    **{form.lower(): ("Pillow", _drawn(form)) for form in ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")},
    "qr": ("zxing-cpp", code),
}
