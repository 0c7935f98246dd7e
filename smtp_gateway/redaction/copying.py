"""A masked copy of a message on the disk: the octets of the original but for the edits of a worker."""

import os
from collections.abc import Mapping, Sequence

import msgspec

from inspection.worker_reply import Edit
from policies.inspected import Inspection
from smtp_gateway.cumulative import MailCounts
from smtp_gateway.spool import SpoolFile

_PIECE = 1 << 20  # octets read at a time


class MaskedCopy(msgspec.Struct, frozen=True):
    """A masked copy that may leave; `name` is that of its file, `size` in octets.

    `masked` tells how many values of each type are masked in it, `inspection` what is still in it, and
    `counts` what that adds to cumulative counts. `seal` says that it leaves sealed.
    """

    name: str
    size: int
    eight_bit: bool
    masked: Mapping[str, int]
    inspection: Inspection
    counts: MailCounts
    seal: bool = False


def write(source: int, size: int, edits: Sequence[Edit], to: SpoolFile) -> None:
    """Write the message open at `source`, of `size` octets, with the edits made; blocks.

    Raises:
        ValueError: the edits overlap, are out of order, or lie outside of the message.
        StorageFull: the disk is full.
        OSError: the message cannot be read.
    """
    at = 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= size:
            raise ValueError(f"edit {edit.start} to {edit.end} does not fit behind {at} in {size} octets")
        _copy(source, at, edit.start, to)
        to.write(edit.octets)
        at = edit.end
    _copy(source, at, size, to)


def _copy(source: int, start: int, end: int, to: SpoolFile) -> None:
    while start < end:
        piece = os.pread(source, min(_PIECE, end - start), start)
        if not piece:
            raise OSError("the message is shorter than it was")
        to.write(piece)
        start += len(piece)
