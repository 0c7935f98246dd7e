"""Archives whose signature does not stand at the start, and archives behind something else."""

import re
from typing import Literal

from inspection.content import Content
from inspection.readers.archive import archive_signature

_ZIP_TAIL = 66 * 1024  # end record of 22 octets and its comment of at most 65,535
_ZIP_END, _ZIP_END_SIZE = b"PK\x05\x06", 22
_TAR_HEADER, _TAR_CHECK = 512, slice(148, 156)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")  # the first block, or the end of an empty stream
_CPIO_TEXT = re.compile(rb"07070[12][0-9A-Fa-f]{104}|070707[0-7]{70}")
_CPIO, _CPIO_HEADER = b"\xc7\x71", 26
_DISC_DESCRIPTOR = 16 * 2048 + 1  # ECMA-119
# What people put archives behind: programs that unpack themselves, pictures, films.
_CARRIERS = ("executable", "image:", "video", "unknown")
# Of a carrier that nobody can read, so that whatever it carries it stays uninspectable.
_SEARCHED = 64 << 20
# What lies in them may lie there as it is: an archive among it is no second reading of the whole.
_UNPACKED = frozenset(
    {
        "tar", "iso", "cpio", "ar", "7z", "rar", "cab", "gzip", "bzip2", "xz", "zstd", "zlib", "lz4", "compress",
        "lzip", "ole", "bplist", "sqlite", "sqlite-wal", "sqlite-journal",
    }
)  # fmt: skip


def by_inner_magic(head: bytes) -> str:
    """Return tar, iso, cpio, bzip2 or zstd by what stands within the first 64 KiB; empty if it is none of them.

    Where a signature is a word or number that may begin a text, more of the header is asked for.
    """
    if head[257:262] == b"ustar" or _is_old_tar(head):
        return "tar"
    if head[_DISC_DESCRIPTOR : _DISC_DESCRIPTOR + 5] == b"CD001":
        return "iso"
    if _CPIO_TEXT.match(head) or _is_binary_cpio(head):
        return "cpio"
    if _BZIP2.match(head):
        return "bzip2"
    # A skippable frame, RFC 8878, 3.1.2
    return "zstd" if head[1:4] == b"\x2a\x4d\x18" and head[0] & 0xF0 == 0x50 else ""  # noqa: PLR2004


def _is_binary_cpio(head: bytes) -> bool:
    """Say whether a cpio header of the binary form stands at the start, with the name that it promises."""
    order: Literal["little", "big"] = "little" if head[:1] == _CPIO[:1] else "big"
    end = _CPIO_HEADER + int.from_bytes(head[20:22], order)
    if head[:2] not in {_CPIO, _CPIO[::-1]} or end <= _CPIO_HEADER + 1:
        return False
    return head.find(b"\0", _CPIO_HEADER) == end - 1


def _is_old_tar(head: bytes) -> bool:
    """Say whether a tar header of version 7 stands at the start: its check value is the sum of its octets."""
    told = head[_TAR_CHECK].strip(b" \0")
    if len(head) < _TAR_HEADER or not told.isdigit() or told.translate(None, b"01234567"):
        return False
    blank = head[: _TAR_CHECK.start] + b" " * 8 + head[_TAR_CHECK.stop : _TAR_HEADER]
    return int(told, 8) == sum(blank)


def behind(content: Content, primary: str) -> tuple[str, ...]:
    """Return the archive formats that `content`, which looks like `primary`, is besides."""
    within = len(content) if primary.startswith("image:") else _SEARCHED
    found = archive_signature.carried(content, within) if primary.startswith(_CARRIERS) else ()
    return (*found, "zip") if _has_zip_end(content, last=primary in _UNPACKED) else found


def _has_zip_end(content: Content, *, last: bool) -> bool:
    """Say whether a ZIP archive ends near the end of `content`; `last`: with its very last octet."""
    tail = bytes(content[-_ZIP_TAIL:])
    end = tail.rfind(_ZIP_END)
    comment = int.from_bytes(tail[end + 20 : end + 22], "little")
    if last and end + _ZIP_END_SIZE + comment != len(tail):
        return False
    one_volume = tail[end + 4 : end + 8] == b"\0\0\0\0"
    return 0 <= end <= len(tail) - _ZIP_END_SIZE and one_volume and b"PK\x01\x02" in tail
