"""Damage: flipped bits, lost ends, wrong length fields, wrong names, wrappers around all of it.

Only where a format can tell: a digit flipped in a plain text is another digit, and a text cut short is a
shorter text, which nobody can see; nor has the zst of this corpus a checksum, nor have most pictures. So flips
and cuts are for formats with a structure, and a flip is not made where the number itself stands as it is; the
others are damaged by names and wrappers only.
"""

import base64
import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from random import Random

_CODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_SIGNATURE = 64  # octets that are always left: of fewer nobody could say what they were
_NEAR = 8  # octets around a number that belong to it
_NAMES = ("report.jpg", "setup.exe", "noextension", "a.docx", "x.txt", "b.pdf")
PLAIN = frozenset(
    {"text", "epub and xml", "polyglots", "txt", "big5", "csv", "html", "json", "xml", "eml", "mbox", "mht",
     "fodt", "fods", "fodp", "zst", "bmp", "jpeg", "gif", "tiff", "webp", "png", "qr"}
)  # fmt: skip


def _zip(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("inner", content)
    return buffer.getvalue()


def _tar(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as target:
        info = tarfile.TarInfo("inner")
        info.size = len(content)
        target.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def _mail(content: bytes) -> bytes:
    head = b"From: a@example.com\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + base64.encodebytes(content)


WRAPPERS: Mapping[str, Callable[[bytes], bytes]] = {
    "zip": _zip, "tar": _tar, "mail": _mail, "gzip": gzip.compress, "xz": lzma.compress, "bzip2": bz2.compress,
    "zip in gzip in tar": lambda content: _tar(gzip.compress(_zip(content))),
}  # fmt: skip


def damaged(
    content: bytes, number: str, rng: Random, *, plain: bool, times: int
) -> Iterator[tuple[str, str, bytes]]:
    """Yield what was done, the name and the content of damaged copies, `times` of each way."""
    for name in rng.sample(_NAMES, 2):
        yield "wrong name", name, content
    for wrapper in rng.sample(sorted(WRAPPERS), 2):
        yield f"wrapped in {wrapper}", "inner", WRAPPERS[wrapper](content)
    if plain:
        return
    places = _places_beside(content, number)
    for _ in range(times):
        yield "flipped bit", "file", _changed(content, {rng.choice(places): 1 << rng.randrange(8)})
        yield "lost end", "file", content[: rng.randrange(min(_SIGNATURE, len(content) - 1), len(content))]
        start = rng.randrange(len(places))
        yield "zeroed octets", "file", _changed(content, dict.fromkeys(places[start : start + 8]))
        one = rng.choice(places)
        yield "wrong length", "file", _changed(content, {one: 0xFF})


def _places_beside(content: bytes, number: str) -> list[int]:
    """Return the offsets that are not near to where the number stands as it is."""
    written = [number.encode(coding) for coding in _CODINGS]
    written += [each.hex().encode() for each in written] + [each.hex().upper().encode() for each in written]
    written += [number[start : start + 7].encode() for start in (0, 7)]  # halves in the runs of a text
    taken: set[int] = set()
    for each in written:
        start = content.find(each)
        while start >= 0:
            taken.update(range(start - _NEAR, start + len(each) + _NEAR))
            start = content.find(each, start + 1)
    return [offset for offset in range(len(content)) if offset not in taken] or [0]


def _changed(content: bytes, bits: Mapping[int, int | None]) -> bytes:
    """Return a copy with these octets changed by exclusive or; `None` makes an octet zero."""
    copy = bytearray(content)
    for offset, flipped in bits.items():
        copy[offset] = 0 if flipped is None else copy[offset] ^ flipped
    return bytes(copy)
