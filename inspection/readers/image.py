"""Pictures: their text metadata is read, their pixels are not, and the inspection says so.

The verdict stays `inspected`, because a logo in a signature must not stop a mail, but
`Inspection.unread` then names `image`, on which a policy can act. Read are XMP in any picture, the
text chunks of PNG (PNG 3rd edition, 11.3.3), comments, EXIF and IPTC of JPEG (ITU-T T.81 B.2.4.5),
comments of GIF (GIF89a, 24), and what was written behind the end of the picture.
"""

import re
import zlib
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.readers import plain_text, unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SEARCHED = 1 << 20
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_FRAME = 12  # octets of a chunk besides its data: length, type, check value
_JPEG_COMMENT, _JPEG_SCAN, _JPEG_BLOCKS = 0xFE, 0xDA, frozenset({0xE1, 0xED})  # EXIF or XMP, IPTC
_JPEG_END = b"\xff\xd9"


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text metadata of the picture and mark the part as an unread image."""
    walk.unread.add("image")
    inner = step(place, "metadata", "image")
    head = bytes(content[:_SEARCHED])
    texts: list[bytes] = [match[0] for match in _XMP.finditer(head)]
    blocks: list[bytes] = []
    if head.startswith(_PNG):
        _png(content, walk, texts, blocks)
    elif head.startswith(b"\xff\xd8"):
        _jpeg(content, head, texts, blocks)
    elif head.startswith(b"GIF8"):
        texts += _gif_comments(head)
    for text in filter(None, texts):
        yield from plain_text.readings(text, inner, origin="metadata")
    for block in blocks:
        for segment in unknown.strings(block, inner):
            yield msgspec.structs.replace(segment, origin="metadata")


def _png(content: Content, walk: Walk, texts: list[bytes], blocks: list[bytes]) -> None:
    position = len(_PNG)
    while position + _PNG_FRAME <= len(content):
        size, kind = (
            int.from_bytes(content[position : position + 4], "big"),
            content[position + 4 : position + 8],
        )
        data = bytes(content[position + 8 : position + 8 + size]) if kind != b"IDAT" else b""
        position += _PNG_FRAME + size
        if kind == b"tEXt":
            texts.append(data.replace(b"\0", b" "))
        elif kind in {b"iTXt", b"zTXt"}:
            texts.append(_international(data, walk) if kind == b"iTXt" else _packed(data, walk))
        elif kind == b"eXIf":
            blocks.append(data)
        elif kind == b"IEND":
            break
    blocks.append(bytes(content[position : position + _SEARCHED]))


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


def _jpeg(content: Content, head: bytes, texts: list[bytes], blocks: list[bytes]) -> None:
    position = 2
    while head[position : position + 1] == b"\xff" and position + 4 <= len(head):
        kind = head[position + 1]
        if kind == 0xFF:  # noqa: PLR2004  # any number of these may stand before a marker
            position += 1
            continue
        size = int.from_bytes(head[position + 2 : position + 4], "big")
        data = head[position + 4 : position + 2 + size]
        if kind == _JPEG_COMMENT:
            texts.append(data)
        elif kind in _JPEG_BLOCKS:
            blocks.append(data)
        if kind == _JPEG_SCAN or size < 2:  # noqa: PLR2004  # a length counts itself
            break
        position += 2 + size
    end = content.rfind(_JPEG_END)
    blocks.append(bytes(content[end + 2 : end + 2 + _SEARCHED]) if end >= 0 else b"")


def _gif_comments(head: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"!\xfe", head):
        pieces: list[bytes] = []
        position = found.end()
        while position < len(head) and head[position]:
            pieces.append(head[position + 1 : position + 1 + head[position]])
            position += 1 + head[position]
        yield b"".join(pieces)
