"""Pictures inside drawings of Word, Excel and PowerPoint ([MS-ODRAW] 2.2.23 to 2.2.31, OfficeArtBlip).

Where the pictures lie differs between the programs and is wrong in damaged files, while the header of
a picture is the same everywhere and eight octets long, so it is searched for.
"""

import struct
import zlib
from collections.abc import Iterator

import msgspec

from inspection import sniff
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_HEADER = 8
_UID, _METAFILE_HEADER, _TAG = 16, 34, 1
_DEFLATED = 0
_BITMAP_HEADER = 14
_DIB = 0xF01F
# recInstance << 4 and recType in front of each kind of picture: with one identifier, with two.
_KINDS = {
    0xF01A: (0x3D4, 0x3D5),  # EMF
    0xF01B: (0x216, 0x217),  # WMF
    0xF01C: (0x542, 0x543),  # PICT
    0xF01D: (0x46A, 0x46B, 0x6E2, 0x6E3),  # JPEG
    0xF01E: (0x6E0, 0x6E1),  # PNG
    0xF01F: (0x7A8, 0x7A9),  # DIB
    0xF029: (0x6E4, 0x6E5),  # TIFF
    0xF02A: (0x46A, 0x46B, 0x6E2, 0x6E3),  # JPEG
}
_METAFILES = frozenset({0xF01A, 0xF01B, 0xF01C})
_SIGNATURES = frozenset(
    struct.pack("<HH", instance << 4, kind) for kind, all_of in _KINDS.items() for instance in all_of
)
_TYPE = 0xF000  # all types are above
# Both octets of a type, which are looked for first: that is ten times as fast as an expression for all of these.
_MARKS = bytes((octet | _TYPE in _KINDS) + 2 * (octet == _TYPE >> 8) for octet in range(256))
_MARKED = b"\1\2"


class Picture(msgspec.Struct, frozen=True):
    """One picture as a file of its own, and where its record began and ended."""

    start: int
    end: int
    data: bytes


def pictures(data: bytes, walk: Walk) -> Iterator[Picture]:
    """Yield the pictures in `data`; one that is cut short is refused and given as far as it goes."""
    marks, found, position = data.translate(_MARKS), 0, 0
    while (found := marks.find(_MARKED, found)) >= 0:
        start = found - len(_MARKED)
        found += len(_MARKED)
        if start < position or data[start:found] not in _SIGNATURES:
            continue
        opening, kind, size = struct.unpack("<HHI", data[start : start + _HEADER].ljust(_HEADER, b"\0"))
        end = start + _HEADER + size
        if end > len(data):
            walk.refuse("malformed:picture")
            end = len(data)
        yield Picture(start, end, _file(data[start + _HEADER : end], kind, opening >> 4, walk))
        position = end
        found = max(found, end)


def segments(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what the pictures hold, then the runs of text in all that stands around them."""
    rest, position = [], 0
    for number, picture in enumerate(pictures(data, walk), 1):
        rest.append(data[position : picture.start])
        position = picture.end
        walk.count_member()
        yield from read_picture(picture.data, step(place, "picture", str(number)), walk)
    yield from text_runs.both(b"".join((*rest, data[position:])), place)


def read_picture(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Descend into a picture; a metafile has no reader of its own and is shown as runs of text."""
    if sniff.is_binary(data):
        yield from walk.descend(data, place)
    else:
        walk.unread.add("image")
        yield from text_runs.both(data, place)


def _file(record: bytes, kind: int, instance: int, walk: Walk) -> bytes:
    skipped = _UID * (1 + _KINDS[kind].index(instance) % 2)
    if kind not in _METAFILES:
        body = record[skipped + _TAG :]
        return with_file_header(body) if kind == _DIB else body
    header, body = record[skipped : skipped + _METAFILE_HEADER], record[skipped + _METAFILE_HEADER :]
    if header[32:33] != bytes([_DEFLATED]):
        return body
    return inflated(body, walk, "picture")


def inflated(data: bytes, walk: Walk, form: str) -> bytes:
    """Return what zlib packed, at most `Limits.ratio` times as much; anything cut off is refused.

    Raises:
        BudgetSpent: more than `Limits.output` was unpacked in this walk.
    """
    most = max(len(data) * walk.limits.ratio, walk.limits.ratio_floor)
    inflate = zlib.decompressobj()
    try:
        unpacked = inflate.decompress(data, most)
    except zlib.error:
        unpacked = b""
    if not inflate.eof:
        walk.refuse("limit:ratio" if len(unpacked) >= most else f"malformed:{form}")
    walk.spend(len(unpacked))
    return unpacked


def with_file_header(dib: bytes | memoryview) -> bytes:
    """Return a DIB (BITMAPINFO and pixels) as a BMP file: the offset of the pixels follows from its header."""
    if len(dib) < 40:  # noqa: PLR2004  # BITMAPINFOHEADER
        return bytes(dib)
    header, bits, colours = *struct.unpack_from("<I10xH", dib), struct.unpack_from("<I", dib, 32)[0]
    table = (colours or (1 << bits if bits <= 8 else 0)) * 4  # noqa: PLR2004  # bits a pixel with a colour table
    offset = _BITMAP_HEADER + header + table
    return b"BM" + struct.pack("<IHHI", _BITMAP_HEADER + len(dib), 0, 0, offset) + dib
