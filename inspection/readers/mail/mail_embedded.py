"""Files that were encoded by hand and pasted into a plain text: uuencoded, in base64, in yEnc.

A word of sixteen letters can be base64 too, so what is found may be no file at all. Only lines as
programs break base64, all of one length, are certain to be one.
"""

import re
from collections.abc import Iterator
from itertools import chain

import msgspec

from inspection.readers.mail import mail_transfer, yenc

_BLANK = b" \t\r\n\v\f\0>"
_BASE64 = re.compile(
    rb"(?:^[ \t>]*[A-Za-z0-9+/]{16,}={0,2}[ \t]*\r?$\n?)+"
    rb"(?:^[ \t>]*[A-Za-z0-9+/]{1,15}={0,2}[ \t]*\r?$)?",  # the last line of a block is as long as it is
    re.MULTILINE,
)
# What every such block begins with: with a line end in front it is found many times faster than the block itself.
_LONG_WORD = re.compile(rb"([ \t>]*[A-Za-z0-9+/]{16})")
_LONG_WORD_LINE = re.compile(rb"\n([ \t>]*[A-Za-z0-9+/]{16})")
_SHORT_LINE = 24  # a lone line of base64 shorter than this is a word
_LINE_LENGTHS = range(60, 101, 4)  # of base64 as programs break it; also 64 and 76
_LINES_MIN = 8
_MIXED = (re.compile(rb"[a-z]"), re.compile(rb"[A-Z]"), re.compile(rb"[0-9]"), re.compile(rb"[g-zG-Z]"))


class Block(msgspec.Struct, frozen=True):
    """One block: file name if it has one, octets, whether it is certainly a file, whether it is undamaged."""

    name: str
    octets: bytes
    certain: bool
    whole: bool = True


def blocks(body: bytes) -> Iterator[Block]:
    """Yield what a plain text carries encoded within it."""
    for found in yenc.blocks(body):
        yield Block(found.name, found.octets, certain=True, whole=found.whole)
    for match in mail_transfer.UU_BLOCK.finditer(body) if b"begin " in body else ():
        yield Block(match[1].decode("utf-8", "replace"), mail_transfer.uudecoded(match[2]), certain=False)
    for text in _base64_blocks(body):
        packed = text.translate(None, _BLANK)
        if len(packed) >= _SHORT_LINE:
            yield Block("", mail_transfer.base64_decoded(packed).primary, certain=_is_certain(text))


def _base64_blocks(body: bytes) -> Iterator[bytes]:
    """Yield the blocks of lines that could be base64: looked for where a line begins with a long word."""
    end = 0
    for found in chain(filter(None, [_LONG_WORD.match(body)]), _LONG_WORD_LINE.finditer(body)):
        start = found.end() - len(found[1])
        if start >= end and (match := _BASE64.match(body, start)):
            end = match.end()
            yield match[0]


def _is_certain(text: bytes) -> bool:
    """Say whether only a program writes such lines: of one length, of all kinds of letters, no hexadecimal."""
    lines = [line.strip(_BLANK) for line in text.splitlines()]
    full = lines[:-1]
    return (
        len(full) >= _LINES_MIN
        and len(full[0]) in _LINE_LENGTHS
        and all(len(line) == len(full[0]) for line in full)
        and all(kind.search(text) for kind in _MIXED)
    )
