"""Constants in the compiled formulas of Excel ([MS-XLS] 2.5.198, [MS-XLSB] 2.5.97): texts and long numbers.

A formula is a list of tokens in reverse Polish order. Of references and operators a reader has no use; texts
and numbers written into a formula are found by stepping over all other tokens by their sizes.
"""

import struct

import msgspec

from inspection.readers.workbook import sheet_rows

_TEXT, _EXTENDED, _ATTRIBUTE, _NUMBER = 0x17, 0x18, 0x19, 0x1F
_CHOOSE = 0x04  # PtgAttrChoose has a table of jumps behind it
_LIST = 0x19  # PtgList, the second octet of an extended token of a table reference
_CLASSES = 0x20  # reference, value and array variants of one token are 0x20 apart


class Grammar(msgspec.Struct, frozen=True):
    """Sizes of tokens without their first octet, and how a text is written."""

    sizes: dict[int, int]
    wide: bool  # BIFF12: two octets of length and UTF-16
    flagged: bool  # BIFF8: an octet says whether UTF-16 or Latin-1 follows


_SAME = {
    0x01: 4, 0x02: 4, **dict.fromkeys(range(0x03, 0x17), 0), 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8,
    0x21: 2, 0x22: 3, 0x23: 4, 0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2, 0x2E: 2, 0x2F: 2,
}  # fmt: skip
BIFF8 = Grammar(
    {
        **_SAME, 0x20: 7, 0x24: 4, 0x25: 8, 0x2A: 4, 0x2B: 8, 0x2C: 4, 0x2D: 8,
        0x39: 6, 0x3A: 6, 0x3B: 10, 0x3C: 6, 0x3D: 10,
    }, wide=False, flagged=True,
)  # fmt: skip
BIFF5 = Grammar(
    {
        **_SAME, 0x20: 7, 0x23: 14, 0x24: 3, 0x25: 6, 0x2A: 3, 0x2B: 6, 0x2C: 3, 0x2D: 6,
        0x39: 24, 0x3A: 17, 0x3B: 20, 0x3C: 17, 0x3D: 20,
    }, wide=False, flagged=False,
)  # fmt: skip
BIFF12 = Grammar(
    {
        **_SAME, 0x20: 14, 0x24: 6, 0x25: 12, 0x2A: 6, 0x2B: 12, 0x2C: 6, 0x2D: 12,
        0x39: 6, 0x3A: 8, 0x3B: 14, 0x3C: 8, 0x3D: 14,
    }, wide=True, flagged=False,
)  # fmt: skip


def constants(tokens: bytes, grammar: Grammar) -> tuple[list[str], bytes]:
    """Return the texts and numbers, and what stands from the first token that is not known on."""
    found: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        base = token if token < _CLASSES else (token & 0x1F) | _CLASSES
        if base == _TEXT:
            text, following = _text(tokens, position + 1, grammar)
            found.append(text)
        elif base in {_EXTENDED, _ATTRIBUTE}:
            following = position + _size(tokens, position, grammar)
        elif base in grammar.sizes:
            following = position + 1 + grammar.sizes[base]
        else:
            break
        if following > len(tokens):
            break
        if base == _NUMBER:
            found.append(sheet_rows.number(struct.unpack_from("<d", tokens, position + 1)[0]))
        position = following
    return found, tokens[position:]


def _text(tokens: bytes, position: int, grammar: Grammar) -> tuple[str, int]:
    length = int.from_bytes(tokens[position : position + 1 + grammar.wide], "little")
    start = position + 1 + grammar.wide + grammar.flagged
    wide = grammar.wide or (grammar.flagged and bool(tokens[start - 1 : start] > b"\0"))
    end = start + length * (1 + wide)
    return tokens[start:end].decode("utf-16-le" if wide else "cp1252", "replace"), end


def _size(tokens: bytes, position: int, grammar: Grammar) -> int:
    """Return the whole size of a token of several forms, told apart by its second octet."""
    form = tokens[position + 1] if position + 1 < len(tokens) else 0
    if tokens[position] == _ATTRIBUTE:
        jumps = int.from_bytes(tokens[position + 2 : position + 4], "little") + 1
        return 4 + (2 * jumps if form & _CHOOSE else 0)
    if grammar.wide and form == _LIST:
        return 14
    return 6
