"""The records of a Windows metafile that write text or draw pixels ([MS-WMF] 2.3)."""

import struct
from collections.abc import Iterator

from inspection.readers.picture.metafile_page import Page

_PLACEABLE, _PLACEABLE_SIZE, _HEADER = b"\xd7\xcd\xc6\x9a", 22, 18
_HEAD = 6  # octets: size in words, function
_FONT, _TEXT, _TEXT_WITH_SPACES = 0x02FB, 0x0521, 0x0A32
_CLIPPED = 0x0006  # options with which a rectangle stands before the text
# Where the bitmap begins, behind the parameters of its record.
_BITMAPS = {0x0940: 16, 0x0B41: 20, 0x0D33: 18, 0x0F43: 22}


def draw(data: bytes) -> Page:
    """Return what the records draw, up to the first one whose length is none."""
    page = Page()
    for function, body in _records(data):
        if function == _TEXT and len(body) > 2:  # noqa: PLR2004  # its count
            _text(page, body)
        elif function == _TEXT_WITH_SPACES and len(body) > 8:  # noqa: PLR2004  # four numbers
            _text_with_spaces(page, body)
        elif function == _FONT and len(body) > 1:
            page.font(struct.unpack_from("<h", body)[0])
        elif function in _BITMAPS:
            page.draw_whole(body[_BITMAPS[function] :])
    return page


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = _HEADER + (_PLACEABLE_SIZE if data.startswith(_PLACEABLE) else 0)
    while position + _HEAD <= len(data):
        words, function = struct.unpack_from("<IH", data, position)
        if 2 * words < _HEAD:
            return
        yield function, data[position + _HEAD : position + 2 * words]
        position += 2 * words


def _text(page: Page, body: bytes) -> None:
    count = struct.unpack_from("<H", body)[0]
    end = 2 + count + count % 2
    if len(body) >= end + 4:
        y, x = struct.unpack_from("<hh", body, end)
        page.write(body[2 : 2 + count].decode("gb18030", "replace"), x, y)


def _text_with_spaces(page: Page, body: bytes) -> None:
    y, x, count, options = struct.unpack_from("<hhHH", body)
    start = 16 if options & _CLIPPED else 8
    end = start + count + count % 2
    spaces = body[end : end + 2 * count]
    width = sum(struct.unpack(f"<{len(spaces) // 2}h", spaces[: len(spaces) & ~1]))
    page.write(body[start : start + count].decode("gb18030", "replace"), x, y, width)
