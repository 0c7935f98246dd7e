"""EBCDIC, the charsets of mainframes: told by where letters, digits and blanks stand in all of them.

Letters and digits have the same octets in every code page; of the double octets of Chinese ones (between
shift-out and shift-in, IBM 935 and 1388) Python knows none, so they are left out.
"""

import re

NAME = "cp037"
_USUAL = bytes(
    (*range(0x81, 0x8A), *range(0x91, 0x9A), *range(0xA2, 0xAA), *range(0xC1, 0xCA), *range(0xD1, 0xDA))
) + bytes(
    (*range(0xE2, 0xEA), *range(0xF0, 0xFA), *b"\x40\x4b\x6b\x60\x61\x7a\x5c\x7d\x7f\x4d\x5d\x15\x25\x0d")
)
_SHARE = 0.9  # of octets, blanks among them; of Chinese text in its usual charsets it is a half
_DOUBLE = re.compile(rb"\x0e[^\x0e\x0f]*\x0f")
_SMALLEST = 16  # octets, below which chance may do it
_NEXT_LINE = "\x85"


def text(content: bytes, sample: int = 16 * 1024) -> str:
    """Return `content` as text if its first octets, `sample` of them, are mostly text in EBCDIC, else nothing."""
    single = _DOUBLE.sub(b"\x40", content[:sample])
    odd = len(single.translate(None, _USUAL))
    if len(single) < _SMALLEST or b"\x40" not in single or odd > len(single) * (1 - _SHARE):
        return ""
    return _DOUBLE.sub(b"\x40", content).decode(NAME).replace(_NEXT_LINE, "\n")
