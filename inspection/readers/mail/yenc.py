"""yEnc blocks in a text (yEnc draft 1.3): every octet moved by 42, four critical ones escaped."""

import re
import zlib
from collections.abc import Iterator

import msgspec

MARK = b"=ybegin "
_BLOCK = re.compile(
    rb"^=ybegin ([^\r\n]*)\r?\n(?:=ypart [^\r\n]*\r?\n)?(.*?)(?:^=yend ?([^\r\n]*)|\Z)",
    re.MULTILINE | re.DOTALL,
)
_ESCAPED = re.compile(rb"=(.)", re.DOTALL)
_NAME = re.compile(rb"\bname=(.*)")
_SIZE = re.compile(rb"\bsize=(\d{1,18})")
_CHECKSUM = re.compile(rb"\bp?crc32=([0-9a-fA-F]{1,8})")
_BACK = bytes((octet - 42) & 0xFF for octet in range(256))


class Block(msgspec.Struct, frozen=True):
    """One block: its file name, its octets, and whether they are the whole file, undamaged."""

    name: str
    octets: bytes
    whole: bool


def blocks(body: bytes) -> Iterator[Block]:
    """Yield every block of a text; one part of a file in several parts is not whole."""
    for match in _BLOCK.finditer(body) if MARK in body else ():
        lines = match[2].translate(None, b"\r\n")
        octets = _ESCAPED.sub(lambda found: bytes([(found[1][0] - 64) & 0xFF]), lines).translate(_BACK)
        name, size = _NAME.search(match[1]), _SIZE.search(match[1])
        checksum = _CHECKSUM.search(match[3] or b"")
        whole = bool(size) and int(size[1] if size else 0) == len(octets)
        whole = whole and (not checksum or int(checksum[1], 16) == zlib.crc32(octets))
        yield Block(name[1].strip().decode("utf-8", "replace") if name else "", octets, whole)
