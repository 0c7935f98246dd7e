"""What the records of a metafile draw: texts with their places, and bitmaps as the BMP files that they are."""

import struct
import unicodedata
from collections.abc import Iterator

import msgspec

from inspection.readers.office import ofd_layout
from inspection.readers.office.ofd_layout import TextObject, Word

_FILE_HEADER = 14
_FULL_HEADER = 40  # BITMAPINFOHEADER; the older one has no count of colours
_BITFIELDS = 3
_PALETTE_BITS = 8
_READABLE = 8  # pixels: what is lower is a stripe of a shade or a pattern
_SIZE = 12.0  # of a font that was not chosen, in units of the drawing


class Page(msgspec.Struct):
    """The drawing so far. `size` is that of the font in use, in units of the drawing."""

    words: list[Word] = []
    bitmaps: list[bytes] = []
    size: float = _SIZE

    def font(self, height: int) -> None:
        """Take the height of the font that was made last, which is below zero if it is that of its letters."""
        self.size = float(abs(height)) or _SIZE

    def write(self, text: str, left: float, base: float, width: float = 0.0) -> None:
        """Take a text that starts at `left`; its width is estimated where no record gives it."""
        ems = sum(1.0 if unicodedata.east_asian_width(each) in "WF" else 0.5 for each in text)
        self.words.append(Word(text, left, left + (width or ems * self.size), base, self.size))

    def draw(self, header: bytes, bits: bytes) -> None:
        """Take a bitmap: its header with the table of colours, and its pixels."""
        if (
            len(header) >= _FULL_HEADER
            and bits
            and min(map(abs, struct.unpack_from("<ii", header, 4))) >= _READABLE
        ):
            offset = _FILE_HEADER + len(header)
            self.bitmaps.append(struct.pack("<2sIII", b"BM", offset + len(bits), 0, offset) + header + bits)

    def draw_whole(self, bitmap: bytes) -> None:
        """Take a bitmap whose pixels stand right behind its header."""
        if len(bitmap) >= _FULL_HEADER:
            end = _header_size(bitmap)
            self.draw(bitmap[:end], bitmap[end:])

    @property
    def lines(self) -> Iterator[str]:
        """Yield the text line by line as it is printed, then as it was drawn."""
        objects = [TextObject("", [word]) for word in self.words]
        yield ofd_layout.lines(objects)
        yield ofd_layout.in_order(objects)


def _header_size(bitmap: bytes) -> int:
    size, bits, compression = struct.unpack_from("<I10xHI", bitmap)
    colours = struct.unpack_from("<I", bitmap, 32)[0]
    if not colours and bits <= _PALETTE_BITS:
        colours = 1 << bits
    masks = 12 if compression == _BITFIELDS and size == _FULL_HEADER else 0
    return int(size + masks + 4 * colours)
