"""Breaks text into lines of a given width: Latin between words, Chinese between characters.

Closing punctuation does not begin a line and opening punctuation does not end one (GB/T 15834); a
closing mark that no longer fits hangs into the margin instead. A word longer than a line is cut.
"""

import re
from collections.abc import Iterator
from typing import Final

from smtp_gateway.sealing.pdf_font import PdfFont

_CJK: Final = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_TOKEN: Final = re.compile(rf" +|[^ {_CJK}]+|[{_CJK}]")
_NOT_FIRST: Final = frozenset("、。，．：；？！）］｝〕〉》」』】”’…—·")
_NOT_LAST: Final = frozenset("（［｛〔〈《「『【“‘")
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)


def break_lines(text: str, font: PdfFont, size: float, width: float) -> Iterator[str]:
    """Give the lines of `text` (its own line ends kept) that fit `width` points at `size` points."""
    clean = _INVISIBLE.sub("", text.expandtabs(4))
    for paragraph in clean.split("\n"):
        yield from _broken(font.shown(paragraph), font, size, width)


def _broken(paragraph: str, font: PdfFont, size: float, width: float) -> Iterator[str]:
    line, used = "", 0.0
    for token in _tokens(paragraph, font, size, width):
        wide = font.width(token, size)
        if used + wide > width and line.strip() and token not in _NOT_FIRST:
            kept, carried = _carried(line)
            yield kept.rstrip()
            line, used = carried, font.width(carried, size)
            if token.isspace():
                continue
        line, used = line + token, used + wide
    yield line.rstrip()


def _carried(line: str) -> tuple[str, str]:
    """Split off opening marks at the end of a full line: they go to the next one."""
    kept = line.rstrip("".join(_NOT_LAST))
    return (kept, line[len(kept) :]) if kept.strip() else (line, "")


def _tokens(paragraph: str, font: PdfFont, size: float, width: float) -> Iterator[str]:
    for token in (found[0] for found in _TOKEN.finditer(paragraph)):
        if len(token) == 1 or font.width(token, size) <= width:
            yield token
        else:
            yield from token
