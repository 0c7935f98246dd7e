"""The file information block of a Word document ([MS-DOC] 2.5): where everything else is."""

import struct

import msgspec

from inspection.errors import Unreadable

_WORD_97 = 0x00C1  # nFib
_IDENTS = frozenset({0xA5EC, 0xA5DC, 0xA5DB, 0xA5DD})  # of Word 97 and later, Word 6 and 95, Word 2
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COUNTS, _PAIRS_COUNT, _PAIRS = 0x4C, 0x98, 0x9A
PLCF_BTE_CHPX, PLCF_BTE_PAPX, CLX = 12, 13, 33  # numbers of pairs in FibRgFcLcb97, 2.5.6
STRING_TABLES = {
    9: "glossary", 21: "bookmarks", 32: "associations", 35: "autosave", 36: "comment-authors",
    37: "comment-bookmarks", 51: "reviewers", 52: "captions", 60: "variables", 71: "saved-by", 72: "files",
}  # fmt: skip


class Fib(msgspec.Struct, frozen=True):
    """What a reader needs of the block.

    `counts` are characters of main text, footnotes, headers, macros, comments, endnotes, text
    boxes and text boxes of headers, in this order; `pairs` are offset and size in the table stream.
    `text` is where the 8-bit text of Word 6 and 95 begins and ends.
    """

    version: int
    language: int
    encrypted: bool
    table: str
    counts: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    text: tuple[int, int]

    @property
    def is_old(self) -> bool:
        """Say whether Word 6, 95 or older wrote it."""
        return self.version < _WORD_97


def parse(stream: bytes) -> Fib:
    """Return the block at the start of the `WordDocument` stream.

    Raises:
        Unreadable: there is none, or it is cut off.
    """
    try:
        ident, version, language, flags = struct.unpack_from("<HH2xH2xH", stream)
        if ident not in _IDENTS:
            raise Unreadable("malformed:doc")
        text = struct.unpack_from("<II", stream, 24)
        readable = version >= _WORD_97 and not flags & _ENCRYPTED  # in what is encrypted the tables are too
        counts, pairs = _tables(stream) if readable else ((), ())
    except struct.error:
        raise Unreadable("malformed:doc") from None
    table = "1Table" if flags & _TABLE_1 else "0Table"
    return Fib(version, language, bool(flags & _ENCRYPTED), table, counts, pairs, text)


def _tables(stream: bytes) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    (count,) = struct.unpack_from("<H", stream, _PAIRS_COUNT)
    if count <= CLX:
        raise Unreadable("malformed:doc")
    flat = struct.unpack_from(f"<{2 * count}I", stream, _PAIRS)
    return struct.unpack_from("<8I", stream, _COUNTS), tuple(zip(flat[::2], flat[1::2], strict=True))
