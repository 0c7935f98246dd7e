"""Text that stands beside the pixels of a picture file, and where the file proper ends.

Read are XMP in any picture, the text chunks of PNG (PNG 3rd edition, 11.3.3), comments, EXIF and
IPTC of JPEG (ITU-T T.81 B.2.4.5), comments of GIF (GIF89a, 24), EXIF of WebP, HEIC and JPEG 2000, tags of TIFF,
the resources and layers of PSD, and the first strings of formats whose header is text.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator

import msgspec

from inspection import sniff
from inspection.content import Content
from inspection.readers.picture import image_tags
from inspection.readers.text import plain_text, unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SEARCHED = 1 << 20
_XMP, _XMP_BEGINS = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL), b"<x:xmpmeta"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_FRAME = 12  # octets of a chunk besides its data: length, type, check value
_PNG_PIXELS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"acTL", b"fcTL", b"fdAT", b"iCCP", b"tRNS", b"gAMA", b"cHRM", b"hIST"}
)  # pixels and their colours
_JPEG_COMMENT, _JPEG_SCAN, _JPEG_END = 0xFE, 0xDA, 0xD9
_JPEG_BLOCKS = frozenset({0xE1, 0xED})  # EXIF or XMP, IPTC
_JPEG_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # none of these can stand within a scan
_RIFF_FRAME = 8
_GIF_HEADER, _GIF_DESCRIPTOR = 13, 10  # octets before the table of colours, of the file and of a picture
_GIF_EXTENSION, _GIF_PICTURE, _GIF_TRAILER = 0x21, 0x2C, 0x3B
_GIF_TEXTS = frozenset({0x01, 0xFE})  # plain text, comment
_EXIF = b"Exif\0\0"
_EXIF_IN_BOX = re.compile(
    rb"(?:Exif\0\0|JpgTiffExif->JP2)(?=II\*\0|MM\0\*)"
)  # wherever its box says that it lies
_HEADER = 4096  # octets, far more than a header with remarks has
_PSD_HEADER = 26
_WIDE_RUN = re.compile(rb"(?:\0[\t\r\n -~]){6,}")  # in UTF-16, its first octet first
_BOX_FRAME, _TEXT_BOXES = 8, frozenset({b"xml ", b"lbl ", b"uuid"})
_BITMAP_UNPACKED = frozenset({0, 3})  # each row of pixels has the same size
_NO_FILE = frozenset(
    {"unknown", "blank", "text", "csv"}
)  # what stands behind a picture and is no file of its own


class _Found(msgspec.Struct):
    """What was found: texts, tags in the form of TIFF, other blocks with texts in them, where the file ends."""

    texts: list[bytes] = []
    tags: list[Content] = []
    blocks: list[bytes] = []
    end: int = -1  # offset behind the file proper, -1 if unknown


def segments(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text beside the pixels; octets behind the end are opened if they are a file of their own."""
    inner = step(place, "metadata", "image")
    head = bytes(content[:_SEARCHED])
    found = _Found([match[0] for match in _XMP.finditer(head)] if _XMP_BEGINS in head else [])
    look = next(
        (look for magic, look in _LOOKS if head.startswith(magic)), _boxes if head[4:8] == b"ftyp" else None
    )
    if look is not None:
        look(content, walk, found)
    for text in filter(None, found.texts):
        yield from plain_text.readings(text, inner, origin="metadata")
    for data in found.tags:
        yield from _tags(data, inner)
    for block in found.blocks:
        yield from _strings(block, inner)
    if 0 <= found.end < len(content):
        yield from _behind(bytes(content[found.end : found.end + _SEARCHED]), content, found.end, place, walk)


def _strings(block: bytes, place: Place) -> Iterator[Segment]:
    for segment in unknown.strings(block, place):
        yield msgspec.structs.replace(segment, origin="metadata")


def _behind(head: bytes, content: Content, end: int, place: Place, walk: Walk) -> Iterator[Segment]:
    """Open what stands behind the picture; trailers of cameras, of a form known to nobody, give their strings.

    Of a file that is two things the walk reads the second by itself.
    """
    if sniff.formats(head)[0] in _NO_FILE or len(sniff.formats(content)) > 1:
        yield from _strings(head, step(place, "stray", "behind"))
    else:
        yield from walk.descend(bytes(content[end:]), step(place, "stray", "behind"))


def _tags(data: Content, place: Place) -> Iterator[Segment]:
    for text, name in image_tags.texts(data):
        if name:
            yield Segment(place, text.decode(name, "replace").strip("\0"), name, "metadata")
        else:
            yield from plain_text.readings(text, place, origin="metadata")


def _png(content: Content, walk: Walk, found: _Found) -> None:
    position = len(_PNG)
    while position + _PNG_FRAME <= len(content):
        size = int.from_bytes(content[position : position + 4], "big")
        chunk = bytes(content[position + 4 : position + 8 + size])
        kind, data = chunk[:4], chunk[4:]
        if zlib.crc32(chunk) != int.from_bytes(
            content[position + 8 + size : position + _PNG_FRAME + size], "big"
        ):
            walk.refuse("malformed:image")
        position += _PNG_FRAME + size
        if kind == b"IEND":
            break
        _png_chunk(kind, data, walk, found)
    found.end = position


def _png_chunk(kind: bytes, data: bytes, walk: Walk, found: _Found) -> None:
    if kind == b"tEXt":
        found.texts.append(data.replace(b"\0", b" "))
    elif kind == b"zTXt":
        found.texts.append(_packed(data, walk))
    elif kind == b"iTXt":
        found.texts.append(_international(data, walk))
    elif kind == b"eXIf":
        found.tags.append(data)
    elif kind not in _PNG_PIXELS:
        found.blocks.append(data[:_SEARCHED])


def _packed(data: bytes, walk: Walk) -> bytes:
    keyword, _, rest = data.partition(b"\0")
    return keyword + b" " + _inflated(rest[1:], walk)


def _international(data: bytes, walk: Walk) -> bytes:
    """Return keyword, translated keyword and text of an iTXt chunk."""
    keyword, _, rest = data.partition(b"\0")
    _, _, rest_of_names = rest[2:].partition(b"\0")
    translated, _, text = rest_of_names.partition(b"\0")
    return b" ".join([keyword, translated, _inflated(text, walk) if rest[:1] == b"\1" else text])


def _inflated(data: bytes, walk: Walk) -> bytes:
    inflate = zlib.decompressobj()
    try:
        text = inflate.decompress(data, walk.limits.window)
    except zlib.error:
        text = b""
    if not inflate.eof:
        walk.refuse("malformed:image")
    walk.spend(len(text))
    return text


def _jpeg(content: Content, _walk: Walk, found: _Found) -> None:
    position = 2
    while marker := _JPEG_MARKER.search(content, position):
        kind = content[marker.start() + 1]
        position = marker.end()
        if kind == _JPEG_END:
            found.end = position
            break
        size = int.from_bytes(content[position : position + 2], "big")
        data = bytes(content[position + 2 : position + size])
        if kind == _JPEG_COMMENT:
            found.texts.append(data)
        elif kind in _JPEG_BLOCKS and data.startswith(_EXIF):
            found.tags.append(data[len(_EXIF) :])
        elif kind in _JPEG_BLOCKS:
            found.blocks.append(data)
        position += size


def _webp(content: Content, _walk: Walk, found: _Found) -> None:
    found.end = _RIFF_FRAME + int.from_bytes(content[4:8], "little")
    position = 12
    while position + _RIFF_FRAME <= min(len(content), found.end):
        size = int.from_bytes(content[position + 4 : position + 8], "little")
        if content[position : position + 4] == b"EXIF":
            data = bytes(content[position + 8 : position + 8 + size])
            found.tags.append(data.removeprefix(_EXIF))
        elif content[position : position + 4] == b"XMP ":
            found.texts.append(bytes(content[position + 8 : position + 8 + size]))
        position += _RIFF_FRAME + size + size % 2


def _gif(content: Content, walk: Walk, found: _Found) -> None:
    """Join the blocks of each extension that holds text, and walk to the trailer (GIF89a, 15 to 27)."""
    position = _GIF_HEADER + _colours(content, _GIF_HEADER - 3)
    while position + 1 < len(content) and content[position] in {_GIF_EXTENSION, _GIF_PICTURE}:
        if content[position] == _GIF_EXTENSION:
            label = content[position + 1]
            text, position = _sub_blocks(content, position + 2)
            if label in _GIF_TEXTS:
                found.texts.append(text)
        else:
            position += _GIF_DESCRIPTOR + _colours(content, position + _GIF_DESCRIPTOR - 1)
            _, position = _sub_blocks(content, position + 1)  # behind the size of the first code
    ended = position < len(content) and content[position] == _GIF_TRAILER
    if not ended:
        walk.refuse("malformed:image")
    found.end = position + ended


def _colours(content: Content, flags: int) -> int:
    """Return how many octets the table of colours has that the flags at this offset promise."""
    packed = content[flags] if flags < len(content) else 0
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _sub_blocks(content: Content, position: int) -> tuple[bytes, int]:
    """Return the data of a row of sub-blocks, as far as it may be text, and the offset behind them."""
    pieces: list[bytes] = []
    size = 0
    while position < len(content) and content[position]:
        if size < _SEARCHED:
            pieces.append(bytes(content[position + 1 : position + 1 + content[position]]))
            size += content[position]
        position += 1 + content[position]
    return b"".join(pieces), position + 1


def _tiff(content: Content, _walk: Walk, found: _Found) -> None:
    found.tags.append(content)


def _boxes(content: Content, _walk: Walk, found: _Found) -> None:
    """Take EXIF out of HEIC, AVIF and JPEG 2000, and the boxes of text of the latter (ISO/IEC 15444-1, I.7)."""
    for match in _EXIF_IN_BOX.finditer(content):
        found.tags.append(bytes(content[match.end() : match.end() + _SEARCHED]))
    position = 0
    while position + _BOX_FRAME <= len(content):
        size, kind = (
            int.from_bytes(content[position : position + 4], "big"),
            content[position + 4 : position + 8],
        )
        if kind in _TEXT_BOXES:
            end = position + size if size else len(content)  # the last box may go on to the end
            found.texts.append(bytes(content[position + _BOX_FRAME : min(end, position + _SEARCHED)]))
        if size < _BOX_FRAME:
            break
        position += size


def _bitmap(content: Content, _walk: Walk, found: _Found) -> None:
    """Tell where the pixels end, which the header says more surely than the size of the file in it."""
    start, _, width, height = struct.unpack("<IIii", content[10:26].ljust(16, b"\0"))
    bits, packing = struct.unpack("<HI", content[28:34].ljust(6, b"\0"))
    if packing in _BITMAP_UNPACKED:
        found.end = start + (width * bits + 31) // 32 * 4 * abs(height)


def _psd(content: Content, _walk: Walk, found: _Found) -> None:
    """Take resources and layers, which stand behind the table of colours (Adobe Photoshop File Formats, 2019)."""
    start = _PSD_HEADER + 4 + int.from_bytes(content[_PSD_HEADER : _PSD_HEADER + 4], "big")
    size = int.from_bytes(content[start : start + 4], "big")
    found.blocks.append(bytes(content[start + 4 : start + 4 + min(size, _SEARCHED)]))
    layers = bytes(content[start + 4 + size : start + 4 + size + _SEARCHED])
    found.blocks.append(layers)
    found.texts += [run.decode("utf-16-be").encode() for run in _WIDE_RUN.findall(layers)]


def _header(content: Content, _walk: Walk, found: _Found) -> None:
    found.blocks.append(bytes(content[:_HEADER]))


_LOOKS: tuple[tuple[bytes, Callable[[Content, Walk, _Found], None]], ...] = (
    (_PNG, _png),
    (b"\xff\xd8", _jpeg),
    (b"GIF8", _gif),
    (b"RIFF", _webp),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
    (b"\0\0\0\x0cjP  ", _boxes),
    (b"8BPS", _psd),
    (b"BM", _bitmap),
    (b"P", _header),
    (b"/", _header),
    (b"#", _header),
)
