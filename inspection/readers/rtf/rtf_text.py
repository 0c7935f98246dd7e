r"""Text gathered from RTF: pieces in the charset of their font, deleted and hidden ones marked.

A character of two octets may be written `\'d6\'d0` or half as text, so octets of one charset are joined
before they are decoded.
"""

import codecs
from collections.abc import Iterator

import msgspec

from inspection.segment import Origin, Place, Segment, whole

SEEN, HIDDEN, DELETED = 0, 1, 2
# \fcharset → codec (RTF 1.9.1, font table); 0 and 1 stand for the charset of the document.
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    255: "cp437",
}  # fmt: skip
_WESTERN, _CHINESE = "cp1252", "gb18030"
_CODEPAGES = {936: "gb18030", 950: "cp950", 65001: "utf-8", 10000: "mac_roman", 54936: "gb18030"}
_SINGLE = frozenset({437, 874, 932, 949, *range(1250, 1259)})


for _name in {*CHARSETS.values(), *_CODEPAGES.values(), *(f"cp{page}" for page in _SINGLE)}:
    codecs.lookup(_name)  # its module is loaded now: inside the sandbox nothing can be opened


class _Piece(msgspec.Struct):
    """A run of octets in one charset, or of characters where `codec` is empty."""

    mark: int
    codec: str
    octets: bytearray
    characters: list[str]

    def text(self, codec: str = "") -> str:
        """Return the characters; octets of a Western font may be read by another codec."""
        if not self.codec:
            return "".join(self.characters)
        return self.octets.decode(codec if codec and self.is_doubtful else self.codec, "replace")

    @property
    def is_doubtful(self) -> bool:
        """Say whether these are octets that a font without Chinese characters claims."""
        return self.codec == _WESTERN and not self.octets.isascii()


class RunningText(msgspec.Struct):
    """The text of one destination."""

    pieces: list[_Piece] = []

    def octets(self, data: bytes, codec: str, mark: int) -> None:
        """Add octets in a charset."""
        last = self.pieces[-1] if self.pieces else None
        if last is None or last.codec != codec or last.mark != mark:
            self.pieces.append(last := _Piece(mark, codec, bytearray(), []))
        last.octets += data

    def characters(self, text: str, mark: int) -> None:
        """Add characters."""
        last = self.pieces[-1] if self.pieces else None
        if last is None or last.codec or last.mark != mark:
            self.pieces.append(last := _Piece(mark, "", bytearray(), []))
        last.characters.append(text)

    def segments(self, place: Place, origin: Origin) -> Iterator[Segment]:
        """Yield the text as it is seen, then with what was deleted, then without what is hidden."""
        texts = [(piece.mark, piece.text()) for piece in self.pieces]
        marks = {mark for mark, _ in texts}
        seen = _joined(texts, {SEEN, HIDDEN})
        if seen.strip():
            yield Segment(place, seen, origin=origin)
        for mark, shown in ((DELETED, {SEEN, HIDDEN, DELETED}), (HIDDEN, {SEEN})):
            if mark in marks:
                yield Segment(place, _joined(texts, shown), origin=origin, alternate=True)
        if doubtful := b"".join(piece.octets for piece in self.pieces if piece.is_doubtful):
            name = _likelier(doubtful)  # of a writer that names no Chinese charset
            text = "".join(piece.text(name) for piece in self.pieces if piece.mark != DELETED)
            yield Segment(place, whole(text), name, origin, alternate=True)


def _likelier(octets: bytes) -> str:
    try:
        octets.decode()
    except UnicodeDecodeError:
        return _CHINESE
    return "utf-8"


def codec(codepage: int) -> str:
    """Return the codec for the number of a Windows code page; Windows-1252 where it is not known."""
    return _CODEPAGES.get(codepage, f"cp{codepage}" if codepage in _SINGLE else _WESTERN)


def _joined(texts: list[tuple[int, str]], shown: set[int]) -> str:
    return whole("".join(text for mark, text in texts if mark in shown))
