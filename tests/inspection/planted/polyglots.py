"""Files that are two things at once, with the number in either."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.inspection.planted.docx_places import PLACES as DOCX_PLACES
from tests.inspection.planted.numbers import Places
from tests.inspection.samples import archive, excel, mail, pdf

word = DOCX_PLACES["runs"]
_GIF = b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def _jpeg() -> bytes:
    Image.new("RGB", (1, 1)).save(buffer := io.BytesIO(), "JPEG")
    return buffer.getvalue()


def png() -> bytes:
    """A picture of one point."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    framed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def _zipped(number: str) -> bytes:
    return archive({"a.txt": f"证号 {number}".encode()})


_SECOND: dict[str, Callable[[str], bytes]] = {"zip": _zipped, "docx": word, "xlsx": excel}
_FIRST: dict[str, bytes] = {
    "pdf": pdf("x"),
    "html": b"<html><body><p>x</p></body></html>",
    "gif": _GIF,
    "png": png(),
    "jpeg": _jpeg(),
    "text": b"some words\n",
    "xml": b"<?xml version='1.0'?><a>x</a>",
    "mail": mail("x").as_bytes(),
    "json": b'{"a": 1}\n',
}

PLACES: Places = {
    **{
        f"{second} behind {first}": (lambda number, content=content, make=make: content + make(number))
        for first, content in _FIRST.items()
        for second, make in _SECOND.items()
    },
    "pdf behind gif": lambda number: _GIF + pdf(number),
    "pdf behind png": lambda number: png() + pdf(number),
    "pdf in front of zip": lambda number: pdf(number) + archive({"a.txt": b"x"}),
    "html in front of zip": lambda number: f"<html><p>{number}</p></html>".encode() + archive({"a.txt": b"x"}),
    "html behind pdf": lambda number: pdf("x") + f"<html><p>{number[:7]}<b>{number[7:]}</b></p></html>".encode(),
    "html behind jpeg": lambda number: _jpeg() + f"<html><p>{number[:7]}<b>{number[7:]}</b></p></html>".encode(),
    "html in front of pdf": lambda number: f"<html><p>{number[:7]}<b>{number[7:]}</b></p></html>".encode() + pdf("x"),
    "pdf in front of docx": lambda number: pdf(number) + word("x"),
    "zip behind docx": lambda number: word("x") + _zipped(number),
    "pdf behind zip": lambda number: archive({"a.txt": b"x"}) + pdf(number),
    "text behind docx": lambda number: word("x") + f"证号 {number}".encode(),
    "text in front of docx": lambda number: f"证号 {number}\n".encode() + word("x"),
}  # fmt: skip
