"""The outline of a RAR archive, of either version, from its headers."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive import archive_rar4, archive_rar5, archive_rar_password, archive_signature
from inspection.readers.archive.archive_outline import Outline
from inspection.readers.archive.archive_rar_block import Block

# Service blocks that hold what nobody else says: comments, and streams of NTFS files.
_READ = {b"CMT": "comment", b"STM": "stream"}


class _Version(NamedTuple):
    blocks: Callable[[Content, int], Iterator[Block]]
    as_archive: Callable[[Content, int, Block], bytes]
    needs_end: bool


_FOUR = _Version(
    archive_rar4.blocks, archive_rar4.as_archive, needs_end=False
)  # before version 3 there was none
_FIVE = _Version(archive_rar5.blocks, archive_rar5.as_archive, needs_end=True)


def outline(content: Content) -> Outline:
    """Outline a RAR archive.

    Raises:
        Unreadable: `malformed:rar` without an intact first header.
    """
    start = archive_signature.start_of(content, "rar")
    if start < 0:
        raise Unreadable("malformed:rar")
    five = content[start : start + len(archive_rar5.SIGNATURE)] == archive_rar5.SIGNATURE
    version = _FIVE if five else _FOUR
    blocks = list(version.blocks(content, start))
    end = blocks[-1].end
    hidden = next((block.strength for block in blocks if block.role == "encryption"), "")
    reasons = _reasons(blocks, version, len(content)) if not hidden else ()
    packed = tuple(
        (_READ[block.name], version.as_archive(content, start, block))
        for block in blocks
        if block.role == "service" and block.name in _READ
    )
    strengths = tuple(block.strength for block in blocks if block.role == "member")
    lock = next((block.lock for block in blocks if block.lock), None)
    opens = partial(archive_rar_password.opens, lock, five=five) if lock else None
    end = len(content) if hidden else end
    return Outline(start, end, (), packed, strengths, hidden, reasons=reasons, opens=opens)


def _reasons(blocks: list[Block], version: _Version, size: int) -> tuple[str, ...]:
    ends = blocks[-1].role == "end" or (not version.needs_end and blocks[-1].end == size)
    reasons = []
    if any(block.split for block in blocks):
        reasons.append("multi-volume:rar")
    elif not ends or blocks[-1].end > size or not all(block.is_right for block in blocks):
        reasons.append("malformed:rar")
    if any(block.has_inner_comment for block in blocks):
        reasons.append("unsupported:rar-comment")
    return tuple(reasons)
